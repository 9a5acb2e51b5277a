from django.urls import URLPattern, path

from nuotio.culture.views import ballots as views

MEMBER = "o/<slug:organisation>/culture/rounds/<int:pk>/"
PUBLIC = "survey/<uuid:public_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{MEMBER}ticket/sign", views.sign_ticket, name="sign_ticket"),
    path(f"{PUBLIC}sign", views.sign_ticket_by_link, name="sign_ticket_by_link"),
    path(f"{PUBLIC}keys", views.keys_of_round, name="keys"),
    path(f"{PUBLIC}ballots", views.cast, name="cast"),
    path(f"{PUBLIC}certificate/", views.certificate, name="certificate"),
]
