from django.urls import path

from nuotio.people.views import profiles as views

urlpatterns = [path("o/<slug:organisation>/me/profile/", views.own_profile, name="own_profile")]
