"""The kinds of organisation that the migrations bring, for tests that run without them."""

from nuotio.foundation import content
from nuotio.people.models import OrganisationKind


def make() -> None:
    """Write the kinds that the service ships with."""
    for kind in content.load("organisation_kinds")["kinds"]:
        OrganisationKind.objects.create(
            code=kind["code"],
            is_provider=kind.get("is_provider", False),
            name_fi=kind["name"]["fi"],
        )
