from django.urls import path

from nuotio.goals.views import goals as views

ALL = "o/<slug:organisation>/goals/"
ONE = f"{ALL}<int:pk>/"

urlpatterns = [
    path(ALL, views.goals, name="goals"),
    path(f"{ALL}new/", views.goal_add, name="goal_add"),
    path(ONE, views.goal, name="goal"),
    path(f"{ONE}change/", views.goal_change, name="goal_change"),
    path(f"{ONE}sign/", views.goal_sign, name="goal_sign"),
    path(f"{ONE}end/", views.goal_end, name="goal_end"),
]
