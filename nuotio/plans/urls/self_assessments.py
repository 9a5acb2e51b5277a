from django.urls import path

from nuotio.plans.views import self_assessments as views

urlpatterns = [
    path(
        "o/<slug:organisation>/reflections/myself/",
        views.self_assessment,
        name="self_assessment",
    ),
]
