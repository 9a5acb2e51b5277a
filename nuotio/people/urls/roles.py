from django.urls import path

from nuotio.people.views import roles as views

urlpatterns = [path("o/<slug:organisation>/me/roles/", views.own_roles, name="own_roles")]
