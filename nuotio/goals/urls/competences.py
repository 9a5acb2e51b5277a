from django.urls import path

from nuotio.goals.views import competences as views

ALL = "o/<slug:organisation>/goals/competences/"
ONE = f"{ALL}<int:pk>/"

urlpatterns = [
    path(ALL, views.competences, name="competences"),
    path(f"{ALL}new/", views.competence_add, name="competence_add"),
    path(ONE, views.competence, name="competence"),
    path(f"{ONE}change/", views.competence_change, name="competence_change"),
    path(f"{ONE}units/<int:unit>/", views.meaning, name="meaning"),
]
