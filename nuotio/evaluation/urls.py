"""Addresses of the room."""

from django.urls import path

from nuotio.evaluation import views

app_name = "evaluation"

ALL = "o/<slug:organisation>/thread/"

urlpatterns = [
    path(ALL, views.thread, name="thread"),
    path(f"{ALL}goals/<int:pk>/", views.goal_thread, name="goal_thread"),
    path(f"{ALL}plans/<int:pk>/", views.plan_thread, name="plan_thread"),
    path(f"{ALL}experiments/<int:pk>/", views.experiment_thread, name="experiment_thread"),
    path(f"{ALL}organisations/", views.counts, name="counts"),
]
