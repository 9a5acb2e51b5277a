from django.urls import path

from nuotio.people.views import time_shares as views

HERE = "o/<slug:organisation>/time-shares/"

urlpatterns = [
    path("o/<slug:organisation>/me/time-share/", views.own_time_share, name="own_time_share"),
    path(HERE, views.time_shares, name="time_shares"),
    path(f"{HERE}hours/", views.mentor_hours, name="mentor_hours"),
    path(f"{HERE}<int:pk>/", views.time_share, name="time_share"),
]
