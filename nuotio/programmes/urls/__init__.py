"""Addresses of the room, one module a noun; `programme` in a pattern opens that programme."""

from nuotio.programmes.urls import events, mentors, programmes, progress, together

app_name = "programmes"

urlpatterns = [
    *programmes.urlpatterns,
    *progress.urlpatterns,
    *together.urlpatterns,
    *mentors.urlpatterns,
    *events.urlpatterns,
]
