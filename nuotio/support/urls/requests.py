from django.urls import path

from nuotio.support.views import request_turns as turns
from nuotio.support.views import requests as views
from nuotio.support.views.waiting import waiting

ALL = "o/<slug:organisation>/support/"
ONE = f"{ALL}<int:pk>/"

urlpatterns = [
    path(ALL, views.requests, name="requests"),
    path(f"{ALL}new/", views.request_add, name="request_add"),
    path(f"{ALL}waiting/", waiting, name="waiting"),
    path(ONE, views.request, name="request"),
    path(f"{ONE}edit/", views.request_edit, name="request_edit"),
    path(f"{ONE}withdraw/", turns.request_withdraw, name="request_withdraw"),
    path(f"{ONE}decline/", turns.request_decline, name="request_decline"),
    path(f"{ONE}hand-on/", turns.request_hand_on, name="request_hand_on"),
]
