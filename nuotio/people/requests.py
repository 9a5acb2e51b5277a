from django.http import HttpRequest

from nuotio.people.models import Membership, User


class SignedInRequest(HttpRequest):
    """A request of a person who is signed in."""

    user: User


class OrganisationRequest(SignedInRequest):
    """A request inside an organisation: `actor` is the signed-in person's membership there."""

    actor: Membership
