from django.urls import path

from nuotio.support.views import invitations as views
from nuotio.support.views import promises

ASKED = "o/<slug:organisation>/support/<int:pk>/"
ONE = "o/<slug:organisation>/support/invitations/<int:pk>/"

urlpatterns = [
    path(f"{ASKED}invite/", views.request_invite, name="request_invite"),
    path(f"{ASKED}take/", promises.request_take, name="request_take"),
    path(ONE, promises.invitation, name="invitation"),
    path(f"{ONE}accept/", promises.invitation_accept, name="invitation_accept"),
    path(f"{ONE}decline/", promises.invitation_decline, name="invitation_decline"),
    path(f"{ONE}suggest/", promises.invitation_suggest, name="invitation_suggest"),
    path(f"{ONE}step-back/", promises.invitation_step_back, name="invitation_step_back"),
    path(f"{ONE}agree/", views.invitation_follow, name="invitation_follow"),
    path(f"{ONE}withdraw/", views.invitation_withdraw, name="invitation_withdraw"),
]
