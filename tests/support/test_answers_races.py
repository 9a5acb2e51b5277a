"""Serves issue 6, R87: mentors who promise at the same moment never promise more than there is.

With real parallel connections, on SQLite and on PostgreSQL.
"""

from datetime import date
from uuid import uuid4

import pytest

from nuotio.foundation import tenancy
from nuotio.notifications.models import Notification
from nuotio.support.models import Engagement, SupportInvitation, SupportRequest
from nuotio.support.queries import hours
from nuotio.support.services import answers, invitations, requests
from tests.factories import MembershipFactory, OrganisationFactory
from tests.people.test_races import at_once, seen
from tests.support.asking import NOV, TODAY, invitation_of, mentor_of, request_of
from tests.support.parallel import _parallel

pytestmark = pytest.mark.usefixtures("_parallel")
__all__ = ["_parallel"]
NOVEMBER = {"first_day": TODAY, "last_day": date(2026, 11, 30)}


@pytest.fixture
def ours(_parallel):
    return OrganisationFactory()


@pytest.fixture
def asker(ours):
    return MembershipFactory(organisation=ours)


def promised():
    return [one for one in seen(SupportInvitation, state="accepted") if one.is_promise]


def free_of(mentor):
    with tenancy.inside(mentor.organisation_id):
        budget = hours.budget_of(mentor, day=TODAY)
        return budget.free(budget.now)


def taking(wish, mentor, now):
    return lambda: answers.take(wish, by=mentor, at=now, once=uuid4())


@pytest.mark.parametrize("needed", [1, 2])
def test_of_forty_mentors_who_take_a_request_as_many_have_it_as_are_needed(
    ours, asker, now, needed
):
    wish = request_of(asker, minutes=600, mentors_needed=needed, **NOVEMBER)
    mentors = [mentor_of(ours, f"Mentor {number}") for number in range(40)]

    refused = at_once(ours.pk, *(taking(wish, one, now) for one in mentors))

    assert refused == [""] * needed + ["NotOpen"] * (40 - needed)
    assert len(promised()) == needed
    assert seen(SupportRequest)[0].state == "matched"
    assert len(seen(Engagement)) == 1
    assert sorted(free_of(one) for one in mentors) == [0] * needed + [600] * (40 - needed)


def test_forty_promises_of_the_last_ten_hours_never_exceed_them(ours, asker, now):
    mentor = mentor_of(ours)
    wishes = [request_of(asker, minutes=60, **NOVEMBER) for _ in range(40)]

    refused = at_once(ours.pk, *(taking(wish, mentor, now) for wish in wishes))

    assert refused == [""] * 10 + ["AlreadyFull"] * 30
    assert [(one.minutes, one.month) for one in promised()] == [(60, NOV)] * 10
    assert free_of(mentor) == 0
    states = [one.state for one in seen(SupportRequest)]
    assert (states.count("matched"), states.count("open")) == (10, 30)


def test_forty_invitations_accepted_at_once_never_exceed_her_hours(ours, asker, now):
    mentor = mentor_of(ours)
    asked = [
        invitation_of(request_of(asker, minutes=45, **NOVEMBER), mentor, minutes=45)
        for _ in range(40)
    ]

    refused = at_once(
        ours.pk, *(lambda one=one: answers.accept(one, by=mentor, at=now) for one in asked)
    )

    assert refused == [""] * 13 + ["AlreadyFull"] * 27
    assert (len(promised()), free_of(mentor)) == (13, 15)


def test_accepted_twice_at_once_is_one_promise_and_told_once(ours, asker, now):
    mentor = mentor_of(ours)
    asked = invitation_of(request_of(asker), mentor)

    refused = at_once(ours.pk, *[lambda: answers.accept(asked, by=mentor, at=now)] * 5)

    assert refused == [""] * 5
    assert (len(promised()), len(seen(Engagement)), free_of(mentor)) == (1, 1, 360)
    assert len(seen(Notification, kind="support_matched")) == 1


def test_taken_twice_at_once_is_one_promise(ours, asker, now):
    mentor, wish = mentor_of(ours), request_of(asker)

    refused = at_once(ours.pk, *[taking(wish, mentor, now)] * 5)

    assert refused == [""] * 5
    assert (len(seen(SupportInvitation)), len(promised())) == (1, 1)


def test_asked_twice_at_once_is_one_invitation_and_told_once(ours, asker, now):
    mentor, wish = mentor_of(ours), request_of(asker)

    def invite():
        invitations.invite(wish, mentor, by=asker, way="asked", at=now, once=uuid4())

    refused = at_once(ours.pk, *[invite] * 5)

    assert refused == [""] * 5
    assert len(seen(SupportInvitation)) == 1
    assert len(seen(Notification, kind="support_asked")) == 1


def test_five_who_are_asked_at_once_are_three(ours, asker, now):
    wish = request_of(asker)
    mentors = [mentor_of(ours, f"Mentor {number}") for number in range(5)]

    def inviting(mentor):
        told = {"way": "asked", "at": now, "once": uuid4()}
        return lambda: invitations.invite(wish, mentor, by=asker, **told)

    refused = at_once(ours.pk, *(inviting(one) for one in mentors))

    assert refused == ["", "", "", "EnoughAsked", "EnoughAsked"]
    assert len(seen(SupportInvitation, state="invited")) == 3


def test_taken_back_while_it_is_accepted_it_ends_in_one_state_for_both(ours, asker, now):
    for _ in range(8):
        mentor, wish = mentor_of(ours), request_of(asker)
        asked = invitation_of(wish, mentor)

        refused = at_once(
            ours.pk,
            lambda asked=asked, mentor=mentor: answers.accept(asked, by=mentor, at=now),
            lambda wish=wish: requests.withdraw_request(wish, "", by=asker, at=now),
        )

        (request,) = seen(SupportRequest, pk=wish.pk)
        (answer,) = seen(SupportInvitation, pk=asked.pk)
        # Whoever was first: the request is taken back, the mentor is free, and a mentor who came
        # too late was told so.
        assert (request.state, answer.is_promise, free_of(mentor)) == ("withdrawn", False, 600)
        assert (refused, answer.state) in [
            (["", ""], "accepted"),
            (["", "NotOpen"], "withdrawn"),
        ]
        assert answer.ended_at == now


def test_a_question_taken_back_while_it_is_accepted_is_either(ours, asker, now):
    for _ in range(8):
        mentor, wish = mentor_of(ours), request_of(asker)
        asked = invitation_of(wish, mentor)

        refused = at_once(
            ours.pk,
            lambda asked=asked, mentor=mentor: answers.accept(asked, by=mentor, at=now),
            lambda asked=asked: invitations.withdraw(asked, by=asker, at=now),
        )

        (request,) = seen(SupportRequest, pk=wish.pk)
        (answer,) = seen(SupportInvitation, pk=asked.pk)
        assert refused == ["", "NotWaiting"]
        assert (request.state, answer.state) in [("matched", "accepted"), ("open", "withdrawn")]


def test_two_who_promise_for_each_other_do_not_wait_for_each_other(ours, now):
    """Each asks for support that the other gives: four locks, and no deadlock."""
    pair = [mentor_of(ours, name, hours=40) for name in ("Sanna Koskinen", "Jari Lehto")]
    calls = []
    for asker, mentor in (pair, reversed(pair)):
        for _ in range(8):
            wish = request_of(asker, minutes=60)
            told = {"by": asker, "way": "asked", "at": now, "once": uuid4()}
            calls.append(lambda w=wish, m=mentor, t=told: invitations.invite(w, m, **t))
            calls.append(taking(request_of(asker, minutes=60), mentor, now))

    assert at_once(ours.pk, *calls) == [""] * 32
    assert [free_of(one) for one in pair] == [40 * 60 - 8 * 60] * 2
