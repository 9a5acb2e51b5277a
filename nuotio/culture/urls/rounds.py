from django.urls import path

from nuotio.culture.views import announcing, codes, round_people, round_steps, rounds

HOME = "o/<slug:organisation>/culture/"
ONE = f"{HOME}rounds/<int:pk>/"

urlpatterns = [
    path(HOME, rounds.home, name="home"),
    path(f"{HOME}rounds/new/", round_steps.round_new, name="round_new"),
    path(ONE, rounds.survey_round, name="round"),
    path(f"{ONE}what/", round_steps.round_what, name="round_what"),
    path(f"{ONE}whom/", round_steps.round_whom, name="round_whom"),
    path(f"{ONE}people/", round_people.round_people, name="round_people"),
    path(f"{ONE}when/", round_steps.round_when, name="round_when"),
    path(f"{ONE}background/", round_people.round_background, name="round_background"),
    path(f"{ONE}background/new/", round_people.round_variable, name="round_variable_add"),
    path(f"{ONE}background/<slug:code>/", round_people.round_variable, name="round_variable"),
    path(f"{ONE}units/", round_steps.round_units, name="round_units"),
    path(f"{ONE}checklist/", round_steps.round_checklist, name="round_checklist"),
    path(f"{ONE}preview/", announcing.round_preview, name="round_preview"),
    path(f"{ONE}announce/", announcing.round_announce, name="round_announce"),
    path(f"{ONE}discard/", rounds.round_discard, name="round_discard"),
    path(f"{ONE}prolong/", rounds.round_prolong, name="round_prolong"),
    path(f"{ONE}close/", rounds.round_close, name="round_close"),
    path(f"{ONE}poster/", rounds.round_poster, name="round_poster"),
    path(f"{ONE}codes/", codes.round_codes, name="round_codes"),
    path(f"{ONE}codes/<int:invitee>/", codes.round_hand_code, name="round_hand_code"),
]
