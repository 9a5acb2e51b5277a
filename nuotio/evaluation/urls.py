"""Addresses of the room."""

from django.urls import path

from nuotio.evaluation.views import reports
from nuotio.evaluation.views import threads as views

app_name = "evaluation"

ALL = "o/<slug:organisation>/thread/"

urlpatterns = [
    path(ALL, views.thread, name="thread"),
    path(f"{ALL}goals/<int:pk>/", views.goal_thread, name="goal_thread"),
    path(f"{ALL}plans/<int:pk>/", views.plan_thread, name="plan_thread"),
    path(f"{ALL}experiments/<int:pk>/", views.experiment_thread, name="experiment_thread"),
    path(f"{ALL}organisations/", views.counts, name="counts"),
    path(f"{ALL}report.pdf", reports.thread_pdf, name="thread_pdf"),
    path(f"{ALL}report.xlsx", reports.thread_xlsx, name="thread_xlsx"),
]
