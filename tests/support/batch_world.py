"""A small organisation for joint proposals: two mentors, and requests that need them both.

Merja speaks Swedish, too, and works beside the first team: first come, first served would give her
to it, and leave the Swedish-speaking team without.
"""

from datetime import date
from decimal import Decimal

from tests.factories import LONG_AGO, MembershipFactory, TimeShareFactory, UserFactory
from tests.support.factories import ReadinessFactory, SupportRequestFactory

NOVEMBER = date(2026, 11, 1)
FIRST, LAST = date(2026, 11, 18), date(2026, 11, 30)


def mentor(organisation, name, *, hours="2", languages=("fi",), **told):
    """A mentor with so many hours in each month, speaking these languages."""
    made = MembershipFactory(
        organisation=organisation, mentor=True, user=UserFactory(name=name), **told
    )
    made.roles = frozenset({"employee", "mentor"})
    TimeShareFactory(
        mentor=made,
        hours_a_month=Decimal(hours),
        state="agreed",
        starts_on=date(2026, 1, 1),
        answered_at=LONG_AGO,
    )
    ReadinessFactory(mentor=made, languages=list(languages), kinds=["workshop"])
    return made


def asks(organisation, team, *, language="fi", minutes=120, **told):
    """An open request for a workshop in November."""
    days = {"first_day": FIRST, "last_day": LAST}
    return SupportRequestFactory(
        organisation=organisation,
        team=team,
        language=language,
        minutes=minutes,
        **{**days, **told},
    )
