from django.urls import path

from nuotio.support.views import board, mentors

HERE = "o/<slug:organisation>/support/"
ME = f"{HERE}me/"

urlpatterns = [
    path(ME, mentors.own_readiness, name="own_readiness"),
    path(f"{ME}away/", mentors.absence_add, name="absence_add"),
    path(f"{ME}away/<int:pk>/remove/", mentors.absence_remove, name="absence_remove"),
    path(f"{ME}rather-not/", mentors.conflict_add, name="conflict_add"),
    path(f"{ME}rather-not/<int:pk>/remove/", mentors.conflict_remove, name="conflict_remove"),
    path(f"{HERE}hours/", mentors.hours, name="hours"),
    path(f"{HERE}board/", board.board, name="board"),
]
