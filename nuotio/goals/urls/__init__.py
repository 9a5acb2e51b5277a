"""Addresses of the room, one module a noun."""

from nuotio.goals.urls import competences, goals

app_name = "goals"

urlpatterns = [*goals.urlpatterns, *competences.urlpatterns]
