from django.urls import path

from nuotio.programmes.views import templates as views

ALL = "o/<slug:organisation>/programme-templates/"
ONE = f"{ALL}<int:pk>/"

urlpatterns = [
    path(ALL, views.templates, name="templates"),
    path(f"{ALL}copy/", views.template_copy, name="template_copy"),
    path(ONE, views.template, name="template"),
    path(f"{ONE}events/new/", views.template_event_add, name="template_event_add"),
    path(f"{ONE}events/<slug:code>/", views.template_event, name="template_event"),
    path(f"{ONE}assignments/<slug:code>/", views.template_assignment, name="template_assignment"),
]
