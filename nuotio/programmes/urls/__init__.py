"""Addresses of the room, one module a noun; `programme` in a pattern opens that programme."""

from nuotio.programmes.urls import programmes, progress
from nuotio.programmes.urls import programmes, together
from nuotio.programmes.urls import mentors, programmes
from nuotio.programmes.urls import events, programmes

app_name = "programmes"

urlpatterns = [
    *programmes.urlpatterns,
    *progress.urlpatterns,
    *together.urlpatterns,
    *mentors.urlpatterns,
    *events.urlpatterns,
]
