from django.urls import path

from nuotio.home import views

app_name = "home"

urlpatterns = [
    path("", views.start, name="start"),
    path("o/<slug:organisation>/", views.organisation, name="organisation"),
]
