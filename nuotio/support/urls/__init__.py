"""Addresses of the room, one module a noun."""

from nuotio.support.urls import (
    batches,
    engagements,
    follow_ups,
    invitations,
    mentors,
    reports,
    requests,
    suggestions,
)

app_name = "support"

# Words come before numbers: `support/board/` and `support/<pk>/` never meet.
urlpatterns = [
    *mentors.urlpatterns,
    *invitations.urlpatterns,
    *batches.urlpatterns,
    *engagements.urlpatterns,
    *follow_ups.urlpatterns,
    *reports.urlpatterns,
    *suggestions.urlpatterns,
    *requests.urlpatterns,
]
