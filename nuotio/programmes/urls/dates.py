from django.urls import path

from nuotio.programmes.urls.programmes import ONE
from nuotio.programmes.views import dates, event_details

EVENT = f"{ONE}events/<int:pk>/"

urlpatterns = [
    path(f"{ONE}events/new/", event_details.event_add, name="event_add"),
    path(f"{EVENT}change/", event_details.event_change, name="event_change"),
    path(f"{EVENT}move/", dates.event_move, name="event_move"),
    path(f"{EVENT}call-off/", dates.event_call_off, name="event_call_off"),
    path(f"{ONE}assignments/<int:pk>/due/", dates.assignment_due, name="assignment_due"),
]
