from django.urls import path

from nuotio.support.views import follow_ups as views

ONE = "o/<slug:organisation>/support/follow-ups/<int:pk>/"

urlpatterns = [
    path(f"{ONE}answer/", views.follow_up_sign, name="follow_up_sign"),
    path(f"{ONE}poster/", views.follow_up_poster, name="follow_up_poster"),
    path("f/<slug:code>/", views.follow_up_answer, name="follow_up_answer"),
]
