"""Addresses of the room, one module a noun."""

from nuotio.plans.urls import (
    entries,
    experiments,
    ideas,
    plans,
    practices,
    pulses,
    self_assessments,
    support_given,
)

app_name = "plans"

urlpatterns = [
    *plans.urlpatterns,
    *experiments.urlpatterns,
    *ideas.urlpatterns,
    *pulses.urlpatterns,
    *entries.urlpatterns,
    *self_assessments.urlpatterns,
    *support_given.urlpatterns,
    *practices.urlpatterns,
]
