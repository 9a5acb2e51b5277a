"""Serves R84, R85 and R87 on start pages: a request for support is the one thing next."""

from datetime import UTC, date, datetime, timedelta

import pytest

from nuotio.foundation import tenancy
from nuotio.home.queries import situation, steps
from nuotio.home.queries.support import AskedFor, Given, Waiting
from tests.factories import MembershipFactory
from tests.support import factories as support

AT = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 18)
DAY = timedelta(days=1)


def told(viewer, at=AT):
    with tenancy.inside(viewer.organisation_id):
        return situation.situation_of(viewer, at=at)


def given(viewer) -> Given:
    return told(viewer).given


def asked_for(viewer) -> AskedFor:
    return told(viewer).asked_for


@pytest.fixture
def mentor(db):
    """A mentor, and another organisation's mentor who has everything to do."""
    theirs = MembershipFactory(mentor=True)
    _fill(theirs)
    return MembershipFactory(mentor=True)


def _fill(theirs) -> None:
    ours = {"organisation": theirs.organisation}
    support.SupportInvitationFactory(request=_request(theirs), mentor=theirs)
    support.SupportRequestFactory(**ours, asked_by=theirs, draft=True)
    support.SupportRequestFactory(**ours, asked_by=theirs)
    engagement = support.EngagementFactory(request=_request(theirs, matched=True), by=[theirs])
    _meeting(engagement, ends_at=AT - DAY)


def _request(viewer, **more):
    colleague = MembershipFactory(organisation=viewer.organisation)
    told = {"asked_by": colleague, "answer_by": TODAY + 2 * DAY, **more}
    return support.SupportRequestFactory(organisation=viewer.organisation, **told)


def _meeting(engagement, *, ends_at, **more):
    begins = {"starts_at": ends_at - timedelta(hours=1), "ends_at": ends_at}
    return support.MeetingFactory(engagement=engagement, **begins, **more)


def _engagement(mentor, **more):
    return support.EngagementFactory(request=_request(mentor, matched=True), by=[mentor], **more)


def test_a_mentor_whom_nobody_asks_has_nothing_to_answer(mentor):
    assert given(mentor) == Given()
    assert asked_for(mentor) == AskedFor()


def test_a_mentor_who_is_asked_answers_until_she_has(mentor):
    invitation = support.SupportInvitationFactory(request=_request(mentor), mentor=mentor)
    support.SupportInvitationFactory(request=_request(mentor), mentor=mentor, declined=True)
    withdrawn = support.SupportInvitationFactory(request=_request(mentor), mentor=mentor)
    _change(withdrawn, ended_at=AT)

    assert given(mentor) == Given(invitation_id=invitation.pk, on_board=2)


def _change(row, **changes):
    with tenancy.unrestricted(reason="Arranging a test."):
        type(row).objects.filter(pk=row.pk).update(**changes)


def test_a_mentor_sets_the_first_meeting(mentor):
    engagement = _engagement(mentor)

    before = given(mentor)
    _meeting(engagement, ends_at=AT + DAY)

    assert before == Given(to_meet_id=engagement.pk)
    assert given(mentor) == Given()


def test_a_meeting_that_was_called_off_is_none(mentor):
    engagement = _engagement(mentor)
    _meeting(engagement, ends_at=AT - DAY, cancelled_at=AT - 2 * DAY)

    assert given(mentor) == Given(to_meet_id=engagement.pk)


def test_the_hours_of_a_meeting_are_booked_once_it_is_over(mentor):
    engagement = _engagement(mentor)
    meeting = _meeting(engagement, ends_at=AT - DAY)

    before = given(mentor)
    support.MeetingTimeFactory(engagement=engagement, meeting=meeting, mentor=mentor)

    assert before == Given(to_book_id=engagement.pk)
    assert given(mentor) == Given()


def test_a_meeting_before_she_promised_is_not_hers_to_book(mentor):
    engagement = support.EngagementFactory(request=_request(mentor, matched=True))
    support.SupportInvitationFactory(
        request=engagement.request, mentor=mentor, state="accepted", answered_at=AT - DAY
    )
    _meeting(engagement, ends_at=AT - 2 * DAY)
    _meeting(engagement, ends_at=AT + DAY)

    assert given(mentor) == Given()


def test_what_a_second_mentor_booked_does_not_book_for_the_first(mentor):
    engagement = _engagement(mentor)
    meeting = _meeting(engagement, ends_at=AT - DAY)
    support.MeetingTimeFactory(engagement=engagement, meeting=meeting)

    assert given(mentor).to_book_id == engagement.pk


def test_an_old_meeting_is_not_asked_about_any_more_but_the_end_is(mentor):
    engagement = _engagement(mentor)
    _meeting(engagement, ends_at=AT - 61 * DAY)

    assert given(mentor) == Given(to_close_id=engagement.pk)


def test_a_closed_support_asks_for_nothing(mentor):
    engagement = _engagement(mentor, closed=True)
    _meeting(engagement, ends_at=AT - DAY)

    assert given(mentor) == Given()


def test_a_mentor_who_stepped_back_is_asked_for_nothing(mentor):
    engagement = _engagement(mentor)
    with tenancy.unrestricted(reason="Arranging a test."):
        engagement.request.invitations.update(ended_at=AT)
    _meeting(engagement, ends_at=AT - DAY)

    assert given(mentor) == Given()


BOARD = {
    "open to mentors": ({}, 1),
    "open to everybody": ({"readers": "organisation"}, 1),
    "for those who are asked": ({"readers": "invited"}, 0),
    "past its time": ({"first_day": TODAY - 9 * DAY, "last_day": TODAY - DAY}, 0),
    "a draft": ({"draft": True}, 0),
    "has its mentor": ({"matched": True}, 0),
}


@pytest.mark.parametrize(("changes", "count"), BOARD.values(), ids=BOARD.keys())
def test_a_mentor_hears_of_teams_that_nobody_was_asked_for(mentor, changes, count):
    request = _request(mentor, **changes)

    assert given(mentor).on_board == count

    support.SupportInvitationFactory(request=request)
    assert given(mentor).on_board == 0


def test_the_own_request_is_not_on_her_board(mentor):
    support.SupportRequestFactory(organisation=mentor.organisation, asked_by=mentor)

    assert given(mentor).on_board == 0


def test_who_has_begun_a_request_goes_on_with_it(mentor):
    draft = support.SupportRequestFactory(
        organisation=mentor.organisation, asked_by=mentor, draft=True
    )

    assert asked_for(mentor) == AskedFor(draft_id=draft.pk)


def test_who_asked_sees_mentors_until_one_is_asked(mentor):
    request = _request(mentor, asked_by=mentor)

    before = asked_for(mentor)
    support.SupportInvitationFactory(request=request)

    assert before == AskedFor(unasked_id=request.pk)
    assert asked_for(mentor) == AskedFor()


def test_who_asked_answers_a_suggested_time(mentor):
    request = _request(mentor, asked_by=mentor)
    support.SupportInvitationFactory(request=request, suggested=True)

    assert asked_for(mentor) == AskedFor(suggested_id=request.pk)


SPANS = {
    "its first day": (TODAY, TODAY + DAY, True),
    "its last day": (TODAY - DAY, TODAY, True),
    "to come": (TODAY + DAY, TODAY + 2 * DAY, False),
    "over": (TODAY - 9 * DAY, TODAY - DAY, False),
}


@pytest.mark.parametrize(("opens", "closes", "is_asked"), SPANS.values(), ids=SPANS.keys())
def test_who_asked_answers_the_follow_up_while_it_is_open(mentor, opens, closes, is_asked):
    engagement = support.EngagementFactory(
        request=_request(mentor, asked_by=mentor, done=True), closed=True
    )
    follow_up = support.FollowUpFactory(
        engagement=engagement, signed=True, opens_on=opens, closes_on=closes
    )

    before = asked_for(mentor).follow_up_id
    support.SignedAnswerFactory(follow_up=follow_up)

    assert before == (engagement.pk if is_asked else None)
    assert asked_for(mentor).follow_up_id is None


def test_hr_sees_what_nobody_was_asked_for_and_what_is_late(mentor):
    hr = MembershipFactory(organisation=mentor.organisation, hr=True)
    unasked = _request(mentor)
    asked = _request(mentor)
    support.SupportInvitationFactory(request=asked)
    _request(mentor, draft=True)

    early, late = told(hr).waiting, told(hr, AT + 2 * DAY).waiting

    assert early == Waiting(1, unasked.pk)
    assert late == Waiting(2, unasked.pk)
    assert told(mentor).waiting == Waiting()


STEPS = {
    "a team asks": (("mentor",), {"given": Given(invitation_id=4)}, "A team asks for your support"),
    "to book": (("mentor",), {"given": Given(to_book_id=4)}, "Book the time of your meeting"),
    "to meet": (
        ("mentor",),
        {"given": Given(to_meet_id=4)},
        "Set the first meeting with the team",
    ),
    "to close": (
        ("mentor",),
        {"given": Given(to_close_id=4)},
        "Is your support for the team at its end?",
    ),
    "another time": (
        (),
        {"asked_for": AskedFor(suggested_id=4)},
        "A mentor suggests another time",
    ),
    "nobody asked": (
        (),
        {"asked_for": AskedFor(unasked_id=4)},
        "See which mentors would suit your team",
    ),
    "a draft": ((), {"asked_for": AskedFor(draft_id=4)}, "Send your request for support"),
    "three questions": (
        (),
        {"asked_for": AskedFor(follow_up_id=4)},
        "What came of the support for your team?",
    ),
    "one waits": (("hr",), {"waiting": Waiting(1, 4)}, "One request for support waits"),
    "two wait": (("hr",), {"waiting": Waiting(2, 4)}, "2 requests for support wait"),
    "nothing": ((), {}, "Ask a learning mentor to help your team"),
}


@pytest.mark.parametrize(("roles", "parts", "title"), STEPS.values(), ids=STEPS.keys())
def test_the_next_step_follows_from_requests_for_support(stands, roles, parts, title):
    step, *_more = steps.steps_of(stands(*roles, **parts))

    assert step.title == title


def test_teams_that_look_for_a_mentor_wait_behind_what_is_hers(stands):
    titles = [one.title for one in steps.steps_of(stands("mentor", given=Given(on_board=2)))]

    assert "2 teams look for a mentor" in titles
    assert titles[0] != "2 teams look for a mentor"
