from django.urls import path

from nuotio.people.views import organisations as views

urlpatterns = [
    path(
        "o/<slug:organisation>/settings/",
        views.organisation_settings,
        name="organisation_settings",
    ),
    path("o/<slug:organisation>/settings/titles/", views.role_titles, name="role_titles"),
]
