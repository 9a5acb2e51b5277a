from django.urls import path

from nuotio.people.views import directory as views

urlpatterns = [
    path("o/<slug:organisation>/mentors/", views.mentors, name="mentors"),
    path("o/<slug:organisation>/mentors/<int:pk>/", views.mentor, name="mentor"),
]
