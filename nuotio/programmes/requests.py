from django.http import HttpRequest

from nuotio.people.requests import OrganisationRequest
from nuotio.programmes.models import LiveParticipant, LiveRoom
from nuotio.programmes.standing import Standing


class ProgrammeRequest(OrganisationRequest):
    """A request inside a programme: `standing` is how the signed-in member stands to it."""

    standing: Standing


class LiveRequest(HttpRequest):
    """A request inside a live room, of anyone with its code; `present` once she has come in."""

    room: LiveRoom
    present: LiveParticipant | None
