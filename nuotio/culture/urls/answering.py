from django.urls import path

from nuotio.culture.views import answering as views

urlpatterns = [
    path("survey/who-can-learn-what/", views.who_can_learn, name="who_can_learn"),
    path("survey/<uuid:public_id>/", views.survey, name="survey"),
    path("survey/<uuid:public_id>/code/", views.answer_by_code, name="answer_by_code"),
    path("o/<slug:organisation>/culture/rounds/<int:pk>/ticket/", views.ticket, name="ticket"),
]
