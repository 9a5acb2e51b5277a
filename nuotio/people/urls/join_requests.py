from django.urls import path

from nuotio.people.views import join_requests as views

urlpatterns = [
    path("join/", views.ask_to_join, name="ask_to_join"),
    path("join/thanks/", views.asked_to_join, name="asked_to_join"),
    path("o/<slug:organisation>/join-requests/", views.join_requests, name="join_requests"),
    path("o/<slug:organisation>/join-requests/<int:pk>/", views.join_request, name="join_request"),
]
