from django.urls import path

from nuotio.plans.views import support_given as views

ALL = "o/<slug:organisation>/support-given/"
ONE = f"{ALL}<int:pk>/"

urlpatterns = [
    path(ALL, views.support_given, name="support_given"),
    path(f"{ALL}new/", views.support_add, name="support_add"),
    path(f"{ONE}change/", views.support_change, name="support_change"),
    path(f"{ONE}delete/", views.support_delete, name="support_delete"),
]
