from django.urls import path

from nuotio.plans.views import entries as views
from nuotio.plans.views import shared_entries as shared

ALL = "o/<slug:organisation>/reflections/"
ONE = f"{ALL}<int:pk>/"
PROGRAMME = "o/<slug:organisation>/programmes/<int:programme>/reflections/"

urlpatterns = [
    path(ALL, views.entries, name="entries"),
    path(f"{ALL}new/", views.entry_add, name="entry_add"),
    path(f"{ALL}export.xlsx", views.entries_export, name="entries_export"),
    path(ONE, views.entry, name="entry"),
    path(f"{ONE}change/", views.entry_change, name="entry_change"),
    path(f"{ONE}audience/", views.entry_audience, name="entry_audience"),
    path(f"{ONE}delete/", views.entry_delete, name="entry_delete"),
    path(PROGRAMME, shared.cohort_entries, name="cohort_entries"),
    path("network/reflections/", shared.network_entries, name="network_entries"),
]
