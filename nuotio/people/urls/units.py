from django.urls import path

from nuotio.people.views import units as views

urlpatterns = [
    path("o/<slug:organisation>/units/", views.units, name="units"),
    path("o/<slug:organisation>/units/add/", views.unit_add, name="unit_add"),
    path("o/<slug:organisation>/units/<int:pk>/", views.unit, name="unit"),
]
