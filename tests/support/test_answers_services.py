"""Serves R84, R85, R87: a mentor answers; what she promises is there, and nobody is overloaded."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.support.events import (
    InvitationAnswered,
    InvitationEnded,
    RequestMatched,
)
from nuotio.support.models import Engagement, SupportInvitation, SupportRequest
from nuotio.support.queries import hours
from nuotio.support.services import answers, promises, requests
from nuotio.support.words import refusals
from tests.factories import LONG_AGO, RoleHoldingFactory
from tests.support.asking import (
    DEC,
    NOV,
    TODAY,
    invitation_of,
    led_by,
    mentor_of,
    request_of,
    take,
    with_hours,
)
from tests.support.factories import ReadinessFactory
from tests.support.members import person


def kept(row):
    return type(row).objects.get(pk=row.pk)


def free_of(mentor, month=0):
    budget = hours.budget_of(mentor, day=TODAY)
    return budget.free(budget.now + month)


def test_a_mentor_accepts_and_the_support_begins(wish, asked, mentor, now, announced):
    answers.accept(asked, by=mentor, at=now)

    promise, request = kept(asked), kept(wish)
    assert (promise.state, promise.answered_at, promise.month) == ("accepted", now, NOV)
    assert (request.state, request.first_answer_at, request.matched_at) == ("matched", now, now)
    assert Engagement.objects.get().request_id == wish.pk
    assert free_of(mentor) == 600 - 240
    assert announced == [
        InvitationAnswered(wish.organisation_id, asked.pk, mentor.pk),
        RequestMatched(wish.organisation_id, wish.pk, mentor.pk),
    ]
    entry = AuditEntry.objects.get(action="support.accept_invitation")
    assert (entry.target_id, entry.actor_id) == (asked.pk, mentor.user_id)


def test_accepted_twice_it_is_accepted_once(asked, mentor, now, announced):
    for _ in range(2):
        answers.accept(asked, by=mentor, at=now)

    assert (kept(asked).state, len(announced)) == ("accepted", 2)
    assert Engagement.objects.count() == 1


def test_the_others_need_not_answer_once_the_request_has_its_mentor(
    wish, asked, mentor, ours, now, announced
):
    others = [invitation_of(wish, mentor_of(ours)) for _ in range(2)]
    invitations_declined = invitation_of(wish, mentor_of(ours), declined=True)

    answers.accept(asked, by=mentor, at=now)

    assert [kept(one).state for one in others] == ["withdrawn", "withdrawn"]
    assert kept(invitations_declined).state == "declined"
    ended = [one for one in announced if isinstance(one, InvitationEnded)]
    assert [one.invitation_id for one in ended] == [one.pk for one in others]


def test_where_two_are_needed_the_second_acceptance_begins_the_support(aino, ours, now):
    wish = request_of(aino, mentors_needed=2)
    first, second, third = (mentor_of(ours, f"Mentor {number}") for number in range(3))
    rows = [invitation_of(wish, one) for one in (first, second, third)]

    answers.accept(rows[0], by=first, at=now)
    assert (kept(wish).state, Engagement.objects.count()) == ("open", 0)
    assert [kept(one).state for one in rows] == ["accepted", "invited", "invited"]

    answers.accept(rows[1], by=second, at=now)
    assert (kept(wish).state, Engagement.objects.count()) == ("matched", 1)
    assert [kept(one).state for one in rows] == ["accepted", "accepted", "withdrawn"]


def test_a_mentor_chooses_another_month_with_room(asked, mentor, now):
    answers.accept(asked, by=mentor, at=now, month=DEC)

    assert kept(asked).month == DEC
    assert (free_of(mentor), free_of(mentor, month=1)) == (600, 360)


def test_a_month_without_room_is_refused_with_what_is_left(wish, asked, mentor, now, aino):
    invitation_of(request_of(aino), mentor, accepted=True, minutes=450)

    with pytest.raises(refusals.AlreadyFull) as refused:
        answers.accept(asked, by=mentor, at=now, month=NOV)

    assert refused.value.said == (
        "This needs 4\N{NO-BREAK SPACE}h. You have 2.5\N{NO-BREAK SPACE}h left in November 2026."
        " There is enough from December 2026 on."
    )
    assert (kept(asked).state, kept(wish).state) == ("invited", "open")


def test_a_month_that_the_request_does_not_reach_is_refused(asked, mentor, now):
    with pytest.raises(refusals.AlreadyFull):
        answers.accept(asked, by=mentor, at=now, month=date(2027, 3, 1))

    assert kept(asked).state == "invited"


def test_without_hours_nothing_is_promised(wish, ours, now):
    mentor = mentor_of(ours, hours=3)
    asked = invitation_of(wish, mentor)

    with pytest.raises(refusals.AlreadyFull) as refused:
        answers.accept(asked, by=mentor, at=now)

    assert (refused.value.left, refused.value.month) == (180, NOV)
    assert (kept(asked).state, kept(wish).state, kept(wish).first_answer_at) == (
        "invited",
        "open",
        None,
    )
    assert Engagement.objects.count() == 0


def test_what_the_team_asks_now_is_promised_and_not_what_it_asked_then(wish, asked, mentor, now):
    SupportRequest.objects.filter(pk=wish.pk).update(minutes=300)

    answers.accept(asked, by=mentor, at=now)

    assert (kept(asked).minutes, free_of(mentor)) == (300, 300)


def test_a_request_that_changed_is_read_again_first(wish, asked, mentor, now):
    SupportRequest.objects.filter(pk=wish.pk).update(version=2)

    with pytest.raises(refusals.ChangedMeanwhile):
        answers.accept(asked, by=mentor, at=now, seen=1)
    assert kept(asked).state == "invited"

    answers.accept(asked, by=mentor, at=now, seen=2)
    assert kept(asked).state == "accepted"


def test_the_own_line_is_refused_also_at_the_last_moment(wish, asked, mentor, aino, now):
    led_by(mentor, aino)

    with pytest.raises(refusals.OwnLine):
        answers.accept(asked, by=mentor, at=now)

    assert kept(asked).state == "invited"


def test_language_and_rest_are_her_own_judgement(wish, asked, mentor, now):
    ReadinessFactory(mentor=mentor, languages=["sv"], rests=True)

    answers.accept(asked, by=mentor, at=now)

    assert kept(asked).state == "accepted"


def test_on_pause_she_takes_the_role_up_first(wish, ours, now):
    mentor = with_hours(person(ours, "Sanna Koskinen"))
    RoleHoldingFactory(membership=mentor, state="paused")
    asked = invitation_of(wish, mentor)

    with pytest.raises(refusals.OnPause) as refused:
        answers.accept(asked, by=mentor, at=now)

    assert refused.value.said.startswith("You are on pause as a learning mentor.")
    assert kept(asked).state == "invited"


@pytest.mark.parametrize("state", ["withdrawn", "lapsed", "declined"])
def test_what_nobody_waits_for_is_not_accepted(wish, asked, mentor, now, state):
    SupportInvitation.objects.filter(pk=asked.pk).update(state=state)

    with pytest.raises(refusals.NotWaiting):
        answers.accept(asked, by=mentor, at=now)

    assert (kept(asked).state, kept(wish).state) == (state, "open")


def test_after_the_request_was_taken_back_the_mentor_is_told_so(wish, asked, mentor, aino, now):
    requests.withdraw_request(wish, "", by=aino, at=now)

    with pytest.raises(refusals.NotOpen) as refused:
        answers.accept(asked, by=mentor, at=now)

    assert refused.value.said == (
        "The request has ended meanwhile. Nothing more is needed from you."
    )
    assert (kept(asked).state, Engagement.objects.count()) == ("withdrawn", 0)


@pytest.mark.parametrize(
    "answer",
    [
        lambda asked, by, at: answers.accept(asked, by=by, at=at),
        lambda asked, by, at: answers.decline(asked, by=by, at=at),
        lambda asked, by, at: answers.suggest_time(asked, by=by, at=at, week=TODAY),
        lambda asked, by, at: promises.step_back(asked, by=by, at=at),
    ],
)
def test_nobody_answers_for_the_mentor(asked, kirsi, now, answer):
    with pytest.raises(PermissionDenied, match="answered by the mentor who was asked"):
        answer(asked, kirsi, now)

    assert kept(asked).state == "invited"


def test_a_mentor_takes_a_request_without_being_asked(wish, mentor, now, announced):
    taken = take(wish, by=mentor, at=now)

    promise, request = kept(taken), kept(wish)
    assert (promise.state, promise.way, promise.month) == ("accepted", "taken", NOV)
    assert (promise.mentor_id, promise.invited_by_id) == (mentor.pk, mentor.pk)
    assert (request.state, request.first_answer_at) == ("matched", now)
    assert announced == [
        InvitationAnswered(wish.organisation_id, taken.pk, mentor.pk),
        RequestMatched(wish.organisation_id, wish.pk, mentor.pk),
    ]


def test_taken_twice_it_is_taken_once(wish, mentor, now):
    rows = [take(wish, by=mentor, at=now) for _ in range(2)]

    assert rows[0].pk == rows[1].pk
    assert SupportInvitation.objects.count() == 1


def test_who_was_asked_and_takes_it_has_accepted(wish, asked, mentor, now):
    taken = take(wish, by=mentor, at=now)

    assert (taken.pk, kept(asked).state, kept(asked).way) == (asked.pk, "accepted", "asked")


def test_who_declined_may_take_it_after_all(wish, mentor, now):
    invitation_of(wish, mentor, declined=True)

    take(wish, by=mentor, at=now)

    states = SupportInvitation.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["declined", "accepted"]


def test_a_second_mentor_finds_it_taken(wish, mentor, ours, now):
    take(wish, by=mentor, at=now)

    with pytest.raises(refusals.NotOpen) as refused:
        take(wish, by=mentor_of(ours), at=now)

    assert refused.value.said == (
        "The team has a learning mentor already. Nothing more is needed from you."
    )
    assert SupportInvitation.objects.count() == 1


@pytest.mark.parametrize("who", ["employee", "own", "closed circle"])
def test_who_may_not_take_a_request(aino, ours, now, who):
    wish = request_of(aino, readers="invited" if who == "closed circle" else "mentors")
    by = with_hours(person(ours, "Somebody")) if who == "employee" else mentor_of(ours)
    if who == "own":
        wish = request_of(by)

    with pytest.raises(PermissionDenied, match="A learning mentor takes an open request"):
        take(wish, by=by, at=now)

    assert SupportInvitation.objects.count() == 0


def test_nobody_takes_a_request_of_the_own_line(wish, mentor, aino, now):
    led_by(mentor, aino)

    with pytest.raises(refusals.OwnLine):
        take(wish, by=mentor, at=now)

    assert (kept(wish).state, SupportInvitation.objects.count()) == ("open", 0)


def test_a_no_frees_the_place_and_keeps_the_reason(wish, asked, mentor, now, announced):
    for _ in range(2):
        answers.decline(asked, by=mentor, at=now, reason="My own team needs me.")

    row, request = kept(asked), kept(wish)
    assert (row.state, row.reason, row.answered_at) == ("declined", "My own team needs me.", now)
    assert (request.state, request.first_answer_at) == ("open", now)
    assert announced == [InvitationAnswered(wish.organisation_id, asked.pk, mentor.pk)]


def test_the_first_answer_counts_once(wish, asked, mentor, now):
    SupportRequest.objects.filter(pk=wish.pk).update(first_answer_at=LONG_AGO)

    answers.decline(asked, by=mentor, at=now)

    assert (kept(wish).first_answer_at, kept(asked).reason) == (LONG_AGO, "")


def test_a_promise_is_not_declined(asked, mentor, now):
    answers.accept(asked, by=mentor, at=now)

    with pytest.raises(refusals.NotWaiting):
        answers.decline(asked, by=mentor, at=now)

    assert kept(asked).state == "accepted"


def test_another_week_is_suggested_and_changed(wish, asked, mentor, now, announced):
    def suggest(day):
        told = {"week": day, "words": "In the mornings."}
        answers.suggest_time(asked, by=mentor, at=now, **told)

    suggest(date(2026, 12, 9))
    suggest(date(2026, 12, 7))
    row = kept(asked)
    assert (row.state, row.suggested_from) == ("suggested", date(2026, 12, 7))
    assert (row.suggestion, row.month, row.answered_at) == ("In the mornings.", DEC, now)
    assert len(announced) == 1

    suggest(date(2026, 12, 16))
    assert (kept(asked).suggested_from, len(announced)) == (date(2026, 12, 14), 2)
    assert kept(wish).first_answer_at is None


def test_who_suggested_may_still_accept_or_decline(wish, mentor, ours, now):
    other = mentor_of(ours)
    rows = [invitation_of(wish, one, suggested=True) for one in (mentor, other)]

    answers.decline(rows[1], by=other, at=now)
    answers.accept(rows[0], by=mentor, at=now)

    assert [kept(one).state for one in rows] == ["accepted", "declined"]


def test_promises_follow_each_other_until_the_hours_are_used(aino, mentor, now):
    told = {"minutes": 60, "last_day": date(2026, 11, 30)}
    made = [take(request_of(aino, **told), by=mentor, at=now) for _ in range(10)]

    with pytest.raises(refusals.AlreadyFull) as refused:
        answers.take(request_of(aino, **told), by=mentor, at=now, once=uuid4())

    assert (len(made), refused.value.left, free_of(mentor)) == (10, 0, 0)
