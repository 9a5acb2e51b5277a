"""Addresses of the room, one module a noun; `programme` in a pattern opens that programme."""

from nuotio.programmes.urls import (
    assignments,
    calendars,
    dates,
    events,
    live,
    mentors,
    programmes,
    progress,
    templates,
    together,
)

app_name = "programmes"

urlpatterns = [
    *calendars.urlpatterns,
    *programmes.urlpatterns,
    *progress.urlpatterns,
    *together.urlpatterns,
    *mentors.urlpatterns,
    *events.urlpatterns,
    *assignments.urlpatterns,
    *dates.urlpatterns,
    *live.urlpatterns,
    *templates.urlpatterns,
]
