"""Addresses of the room, one module a noun; `organisation` in a pattern opens that organisation."""

from nuotio.people.urls import (
    directory,
    invitations,
    join_requests,
    members,
    organisations,
    profiles,
    roles,
    roster,
    sign_ins,
    time_shares,
    units,
)

app_name = "people"

urlpatterns = [
    *join_requests.urlpatterns,
    *organisations.urlpatterns,
    *units.urlpatterns,
    *roster.urlpatterns,
    *invitations.urlpatterns,
    *members.urlpatterns,
    *roles.urlpatterns,
    *profiles.urlpatterns,
    *directory.urlpatterns,
    *time_shares.urlpatterns,
    *sign_ins.urlpatterns,
]
