from nuotio.people.requests import OrganisationRequest
from nuotio.programmes.standing import Standing


class ProgrammeRequest(OrganisationRequest):
    """A request inside a programme: `standing` is how the signed-in member stands to it."""

    standing: Standing
