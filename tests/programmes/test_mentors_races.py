"""Two requests at the same moment, on a database that lets two writers in."""

import pytest

from nuotio.foundation import tenancy
from nuotio.programmes.models import Pair, Seat
from nuotio.programmes.queries import programmes as queries
from nuotio.programmes.services import applications, pairs
from tests.factories import (
    ApplicationFactory,
    MembershipFactory,
    ParticipationFactory,
    ProgrammeFactory,
    SeatFactory,
)
from tests.people.test_races import _races, _two_writers, at_once, seen

pytestmark = pytest.mark.usefixtures("_races")
__all__ = ["_races", "_two_writers"]


def cohort(size):
    """Return a programme, HR of an organisation in it, and mentors of that organisation."""
    programme, hr = ProgrammeFactory(), MembershipFactory(hr=True)
    ParticipationFactory(programme=programme, organisation=hr.organisation)
    mentors = [
        SeatFactory(
            programme=programme,
            membership=MembershipFactory(organisation=hr.organisation, mentor=True),
        )
        for _ in range(size)
    ]
    return programme, hr, mentors


def inside_of(programme, hr, call):
    """Return the call, made by HR inside the programme."""

    def made():
        standing = queries.standing_at(programme.pk, actor=hr)
        assert standing is not None
        with tenancy.with_programmes(programme.pk):
            call(standing)

    return made


def test_an_application_accepted_twice_at_once_gives_one_place(now):
    programme, hr, _mentors = cohort(0)
    waiting = ApplicationFactory(
        programme=programme, membership=MembershipFactory(organisation=hr.organisation)
    )
    accept = inside_of(
        programme, hr, lambda st: applications.accept_application(st, waiting, at=now)
    )

    refused = at_once(hr.organisation_id, accept, accept)

    assert refused == ["", ""]
    assert len(seen(Seat, membership=waiting.membership)) == 1


def test_accepted_and_declined_at_once_the_first_answer_holds(now):
    programme, hr, _mentors = cohort(0)
    waiting = ApplicationFactory(
        programme=programme, membership=MembershipFactory(organisation=hr.organisation)
    )

    refused = at_once(
        hr.organisation_id,
        inside_of(programme, hr, lambda st: applications.accept_application(st, waiting, at=now)),
        inside_of(
            programme, hr, lambda st: applications.decline_application(st, waiting, "No", at=now)
        ),
    )

    assert refused == ["", "AlreadyAnswered"]


def test_one_mentor_paired_twice_at_once_gets_one_pair(now):
    programme, hr, (a, b, c) = cohort(3)

    refused = at_once(
        hr.organisation_id,
        inside_of(programme, hr, lambda st: pairs.make_pair(st, [a.pk, b.pk], at=now)),
        inside_of(programme, hr, lambda st: pairs.make_pair(st, [c.pk, b.pk], at=now)),
    )

    assert refused == ["", "AlreadyPaired"]
    assert len(seen(Pair)) == 1
    assert len([seat for seat in seen(Seat) if seat.pair_id]) == 2
