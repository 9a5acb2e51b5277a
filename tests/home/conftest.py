from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from nuotio.home.queries.counts import OrganisationFigures
from nuotio.home.queries.situation import Situation
from nuotio.people.models import Membership, Organisation, OrganisationKind, User

AT = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english():
    """A page in another language leaves it active after the request; begin in English."""
    with translation.override("en"):
        yield


def member(*roles: str, is_provider: bool = False) -> Membership:
    """Make a member of one organisation in memory."""
    kind = OrganisationKind(code="kind", is_provider=is_provider)
    organisation = Organisation(pk=1, slug="virasto", name_fi="Virasto", kind=kind)
    made = Membership(pk=7, organisation=organisation, user=User(pk=3, name="Sanna Koskinen"))
    made.roles = frozenset({"employee", *roles})
    return made


def figures(**changes: int) -> OrganisationFigures:
    """Figures of an organisation where all is well: ten members, two mentors, all agreed."""
    well = {
        "members": 10,
        "mentors": 2,
        "agreed": 2,
        "unsent": 0,
        "unanswered": 0,
        "units": 3,
        "units_without_lead": 0,
    }
    return OrganisationFigures(**{**well, **changes})


@pytest.fixture
def stands() -> Callable[..., Situation]:
    """Say how things stand for somebody with these roles."""

    def make(*roles: str, is_provider: bool = False, **parts: Any) -> Situation:
        return Situation(member(*roles, is_provider=is_provider), AT, **parts)

    return make
