"""What tests of invitations share: mentors with hours, requests, invitations that wait."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from nuotio.support.services import answers, invitations
from tests.factories import TimeShareFactory, UnitFactory
from tests.support.factories import SupportInvitationFactory, SupportRequestFactory
from tests.support.members import person

NOV, DEC, JAN = date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)
TODAY = date(2026, 11, 18)  # the day of the fixture `now`


def with_hours(mentor, hours=10):
    """Agree on so many hours a month with the mentor's supervisor, since long ago."""
    TimeShareFactory(
        mentor=mentor, state="agreed", hours_a_month=Decimal(hours), starts_on=date(2026, 1, 1)
    )
    return mentor


def mentor_of(organisation, name="Sanna Koskinen", hours=10):
    """Make an active mentor with agreed hours, who knows her roles."""
    return with_hours(person(organisation, name, mentor=True), hours)


def request_of(asker, **fields):
    """Make an open request for four hours, to be given from now to the end of the year."""
    told = {"first_day": TODAY, "last_day": date(2026, 12, 31), **fields}
    return SupportRequestFactory(organisation=asker.organisation, asked_by=asker, **told)


def invitation_of(request, mentor, **fields):
    """Make an invitation that waits for the mentor's answer."""
    told = {"month": NOV, "answer_by": date(2026, 11, 20), **fields}
    return SupportInvitationFactory(request=request, mentor=mentor, **told)


def invite(request, mentor, *, by, at, **more):
    """Ask a mentor as the team does."""
    told = {"way": "asked", "once": uuid4(), **more}
    return invitations.invite(request, mentor, by=by, at=at, **told)


def take(request, *, by, at, **more):
    """Take a request as a mentor does."""
    return answers.take(request, by=by, at=at, once=uuid4(), **more)


def led_by(lead, *members):
    """Put people into a unit that somebody leads."""
    unit = UnitFactory(organisation=lead.organisation, lead=lead)
    for one in members:
        one.unit = unit
        one.save()
    return unit
