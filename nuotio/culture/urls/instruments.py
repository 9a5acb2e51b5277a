from django.urls import path

from nuotio.culture.views import instruments as views

ALL = "o/<slug:organisation>/culture/instruments/"
ONE = f"{ALL}<int:pk>/"

urlpatterns = [
    path(ALL, views.instruments, name="instruments"),
    path(f"{ALL}copy/", views.instrument_copy, name="instrument_copy"),
    path(f"{ALL}shipped/<slug:code>/", views.instrument_shipped, name="instrument_shipped"),
    path(ONE, views.instrument, name="instrument"),
    path(f"{ONE}retire/", views.instrument_retire, name="instrument_retire"),
    path(f"{ONE}items/new/", views.instrument_part, {"kind": "items"}, name="instrument_item_add"),
    path(
        f"{ONE}items/<slug:code>/", views.instrument_part, {"kind": "items"}, name="instrument_item"
    ),
    path(
        f"{ONE}questions/new/",
        views.instrument_part,
        {"kind": "questions"},
        name="instrument_question_add",
    ),
    path(
        f"{ONE}questions/<slug:code>/",
        views.instrument_part,
        {"kind": "questions"},
        name="instrument_question",
    ),
]
