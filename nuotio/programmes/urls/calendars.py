from django.urls import path

from nuotio.programmes.views import calendars as views

urlpatterns = [
    path("me/calendar/", views.own_calendar, name="own_calendar"),
    path("calendar/<str:key>.ics", views.feed, name="calendar"),
]
