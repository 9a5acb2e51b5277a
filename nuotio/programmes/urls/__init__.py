"""Addresses of the room, one module a noun; `programme` in a pattern opens that programme."""

from nuotio.programmes.urls import events, mentors, programmes, progress, together
from nuotio.programmes.urls import calendars, programmes
from nuotio.programmes.urls import assignments, programmes

app_name = "programmes"

urlpatterns = [
    *calendars.urlpatterns,
    *programmes.urlpatterns,
    *progress.urlpatterns,
    *together.urlpatterns,
    *mentors.urlpatterns,
    *events.urlpatterns,
    *assignments.urlpatterns,
]
