from django.urls import path

from nuotio.programmes.views import kept
from nuotio.programmes.views import programmes as views

ALL = "o/<slug:organisation>/programmes/"
ONE = f"{ALL}<int:programme>/"

urlpatterns = [
    path(ALL, views.programmes, name="programmes"),
    path(f"{ALL}new/", views.programme_new, name="programme_new"),
    path(ONE, views.programme, name="programme"),
    path(f"{ONE}answer/", views.programme_answer, name="programme_answer"),
    path(f"{ONE}leave/", views.programme_leave, name="programme_leave"),
    path(f"{ONE}kept/", kept.kept, name="kept"),
    path(f"{ONE}organisations/", views.programme_organisations, name="programme_organisations"),
]
