"""Addresses of the room, one module a noun; `programme` in a pattern opens that programme."""

from nuotio.programmes.urls import dates, programmes, templates

app_name = "programmes"

urlpatterns = [
    *programmes.urlpatterns,
    *dates.urlpatterns,
    *templates.urlpatterns,
]
