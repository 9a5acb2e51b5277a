"""Addresses of the room, one module a noun."""

from nuotio.culture.urls import answering, ballots, instruments, results, rounds

app_name = "culture"

urlpatterns = [
    *rounds.urlpatterns,
    *instruments.urlpatterns,
    *results.urlpatterns,
    *answering.urlpatterns,
    *ballots.urlpatterns,
]
