from django.urls import path

from nuotio.plans.views import pulses as views

OURS = "o/<slug:organisation>/"
ONE = f"{OURS}pulses/<int:pk>/"

urlpatterns = [
    path(f"{OURS}experiments/<int:experiment>/pulses/new/", views.pulse_add, name="pulse_add"),
    path(ONE, views.pulse, name="pulse"),
    path(f"{ONE}close/", views.pulse_close, name="pulse_close"),
    path(f"{ONE}poster/", views.pulse_poster, name="pulse_poster"),
    path("p/<slug:code>/", views.pulse_answer, name="pulse_answer"),
]
