from django.urls import path

from nuotio.people.views import roster as views

HERE = "o/<slug:organisation>/people/import/"

urlpatterns = [
    path(HERE, views.upload, name="roster_upload"),
    path(f"{HERE}template/", views.template, name="roster_template"),
    path(f"{HERE}<int:pk>/", views.preview, name="roster_preview"),
]
