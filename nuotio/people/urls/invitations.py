from django.urls import path

from nuotio.people.views import invitations as views

HERE = "o/<slug:organisation>/invitations/"

urlpatterns = [
    path("o/<slug:organisation>/people/invite/", views.invite, name="invite"),
    path(HERE, views.invitations, name="invitations"),
    path(f"{HERE}<int:pk>/", views.invitation, name="invitation"),
    path("invitation/<str:token>/", views.accept_invitation, name="accept_invitation"),
]
