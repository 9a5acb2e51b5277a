"""Addresses for programs: no language in front; `organisation` opens it, as in pages."""

from django.urls import path

from nuotio.api import views

app_name = "api"

ORGANISATION = "organisations/<slug:organisation>/"

urlpatterns = [
    path("openapi.json", views.description, name="openapi"),
    path(f"{ORGANISATION}culture/rounds/<int:pk>/results", views.typed, name="results"),
    path(f"{ORGANISATION}reflections", views.typed, name="reflections"),
    path(f"{ORGANISATION}support/figures", views.typed, name="support_figures"),
    path(f"{ORGANISATION}thread", views.typed, name="thread"),
]
