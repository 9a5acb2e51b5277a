from django.urls import path

from nuotio.privacy import views

app_name = "privacy"

urlpatterns = [
    path("privacy/", views.notice, name="notice"),
    path("privacy/who-sees-what/", views.who_sees_what, name="who_sees_what"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("feedback/", views.feedback, name="feedback"),
    path("o/<slug:organisation>/feedback/", views.feedback_list, name="feedback_list"),
    path("o/<slug:organisation>/feedback/<int:pk>/", views.feedback_one, name="feedback_one"),
    path("me/", views.me, name="me"),
    path("me/data/", views.own_data, name="own_data"),
    path("me/erase/", views.erase, name="erase"),
]
