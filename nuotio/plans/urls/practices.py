from django.urls import path

from nuotio.plans.views import network
from nuotio.plans.views import practices as views

ALL = "o/<slug:organisation>/practices/"
ONE = f"{ALL}<int:pk>/"
NETWORK = "network/practices/"

urlpatterns = [
    path(ALL, views.practices, name="practices"),
    path(
        "o/<slug:organisation>/experiments/<int:experiment>/practice/",
        views.practice_add,
        name="practice_add",
    ),
    path(ONE, views.practice, name="practice"),
    path(f"{ONE}change/", views.practice_change, name="practice_change"),
    path(f"{ONE}review/", views.practice_review, name="practice_review"),
    path(f"{ONE}release/", views.practice_release, name="practice_release"),
    path(f"{ONE}publish/", network.practice_publish, name="practice_publish"),
    path(f"{ONE}withdraw/", network.practice_withdraw, name="practice_withdraw"),
    path(NETWORK, network.network_practices, name="network_practices"),
    path(f"{NETWORK}<int:pk>/", network.network_practice, name="network_practice"),
]
