from django.urls import path

from nuotio.plans.views import ideas as views

ALL = "o/<slug:organisation>/ideas/"
ONE = f"{ALL}<int:pk>/"

urlpatterns = [
    path(ALL, views.ideas, name="ideas"),
    path(f"{ALL}new/", views.idea_add, name="idea_add"),
    path(ONE, views.idea, name="idea"),
    path(f"{ONE}join/", views.idea_join, name="idea_join"),
    path(f"{ONE}pick/", views.idea_pick, name="idea_pick"),
    path(f"{ONE}set-aside/", views.idea_set_aside, name="idea_set_aside"),
]
