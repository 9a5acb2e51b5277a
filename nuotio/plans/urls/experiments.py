from django.urls import URLPattern, path

from nuotio.plans.views import experiment_turns as turns
from nuotio.plans.views import experiments as views
from nuotio.plans.views import measures, observations

HOME = "o/<slug:organisation>/"
ALL = f"{HOME}experiments/"
ONE = f"{ALL}<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(ALL, views.experiments, name="experiments"),
    path(f"{HOME}plans/<int:plan>/experiments/new/", views.experiment_add, name="experiment_add"),
    path(ONE, views.experiment, name="experiment"),
    path(f"{ONE}change/", views.experiment_change, name="experiment_change"),
    path(f"{ONE}start/", turns.experiment_start, name="experiment_start"),
    path(f"{ONE}take-back/", turns.experiment_take_back, name="experiment_take_back"),
    path(f"{ONE}decide/", turns.experiment_decide, name="experiment_decide"),
    path(f"{ONE}notes/new/", observations.observation_add, name="observation_add"),
    path(f"{ONE}measures/new/", measures.measure_add, name="measure_add"),
    path(f"{HOME}measures/<int:pk>/", measures.measure_change, name="measure_change"),
]
