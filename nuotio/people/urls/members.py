from django.urls import path

from nuotio.people.views import members as views

PEOPLE = "o/<slug:organisation>/people/"

urlpatterns = [
    path(PEOPLE, views.members, name="members"),
    path(f"{PEOPLE}<int:pk>/", views.member, name="member"),
    path(f"{PEOPLE}<int:pk>/end/", views.member_end, name="member_end"),
    path(f"{PEOPLE}<int:pk>/roles/", views.member_roles, name="member_roles"),
]
