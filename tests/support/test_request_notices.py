"""Serves R84 (order support): nothing stays unanswered, and everybody concerned is told."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError

from nuotio.foundation import tenancy
from nuotio.notifications import wording
from nuotio.notifications.models import Notification
from nuotio.support import reminding, tasks
from nuotio.support.events import (
    EngagementClosed,
    RequestClosed,
    RequestHandedOn,
    RequestMatched,
    RequestSent,
    RequestWaits,
)
from nuotio.support.models import SupportRequest
from nuotio.support.services import reminders
from tests.factories import LONG_AGO, MembershipFactory
from tests.support.factories import EngagementFactory, SupportRequestFactory

HELSINKI = ZoneInfo("Europe/Helsinki")
WEDNESDAY = date(2026, 11, 18)
FRIDAY = date(2026, 11, 20)


def told(kind, **more):
    """Whom the unread notices of a kind reach."""
    with tenancy.unrestricted(reason="Looking at what was told."):
        rows = Notification.objects.filter(kind=f"support_request_{kind}", **more)
        return list(rows.filter(read_at=None).order_by("pk").values_list("recipient", flat=True))


def words(recipient, kind):
    with tenancy.inside(recipient.organisation_id):
        notices = Notification.objects.filter(kind=f"support_request_{kind}")
        return wording.tell(notices.filter(recipient=recipient).latest("pk"))


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, 30, tzinfo=HELSINKI)


@pytest.fixture
def asked(ours, aino):
    return SupportRequestFactory(
        organisation=ours,
        asked_by=aino,
        team="Ward 7",
        asked_at=morning(WEDNESDAY),
        answer_by=FRIDAY,
    )


def test_a_new_request_is_told_to_hr_coordinators_and_mentors(
    ours, asked, kirsi, tiina, sanna, markku, ring
):
    MembershipFactory(hr=True)

    ring(RequestSent(ours.pk, asked.pk, asked.asked_by_id))

    assert told("sent") == [kirsi.pk, tiina.pk]
    assert told("on_board") == [sanna.pk]
    assert words(kirsi, "sent").title == "A new request for support: Ward 7"
    assert words(sanna, "on_board").title == "Somebody asks for a mentor’s support: Ward 7"


def test_a_request_for_few_is_not_told_to_all_mentors(ours, aino, kirsi, sanna, ring):
    closed = SupportRequestFactory(organisation=ours, asked_by=aino, readers="invited", people=1)

    ring(RequestSent(ours.pk, closed.pk, aino.pk))

    assert (told("sent"), told("on_board")) == ([kirsi.pk], [])
    assert words(kirsi, "sent").title == "A new request for support: a colleague"


def test_who_asks_is_not_told_of_the_own_request(ours, kirsi, tiina, ring):
    own = SupportRequestFactory(organisation=ours, asked_by=kirsi)

    ring(RequestSent(ours.pk, own.pk, kirsi.pk))

    assert told("sent") == [tiina.pk]


def test_whom_it_is_handed_to_is_told_and_the_others_are_relieved(ours, asked, kirsi, tiina, ring):
    ring(RequestSent(ours.pk, asked.pk, asked.asked_by_id))
    asked.in_care_of = tiina
    asked.save()

    ring(RequestHandedOn(ours.pk, asked.pk, tiina.pk, kirsi.pk))

    assert (told("sent"), told("handed_on")) == ([], [tiina.pk])
    assert words(tiina, "handed_on").title == "A request is in your care now: Ward 7"


def test_a_reminder_reaches_all_until_one_takes_care(ours, asked, kirsi, tiina, ring):
    asked.reminded_at = morning(FRIDAY)
    asked.save()
    ring(RequestWaits(ours.pk, asked.pk))
    both = told("waits")
    asked.in_care_of, asked.reminded_at = tiina, morning(date(2026, 11, 24))
    asked.save()

    ring(RequestWaits(ours.pk, asked.pk))

    assert (both, told("waits")) == ([kirsi.pk, tiina.pk], [tiina.pk])
    assert words(kirsi, "waits").text.startswith("The promised day is near.")
    assert words(tiina, "waits").text.startswith("The promised day has passed.")


def test_a_carer_who_has_left_leaves_it_to_all(ours, asked, kirsi, tiina, ring):
    asked.in_care_of = MembershipFactory(organisation=ours, hr=True, left_at=LONG_AGO)
    asked.reminded_at = morning(FRIDAY)
    asked.save()

    ring(RequestWaits(ours.pk, asked.pk))

    assert told("waits") == [kirsi.pk, tiina.pk]


def test_where_nobody_can_answer_any_more_who_asked_is_told(ours, asked, kirsi, markku, ring):
    kirsi.user.is_active = False
    kirsi.user.save()
    for day in (FRIDAY, date(2026, 11, 24)):
        asked.reminded_at = morning(day)
        asked.save()
        ring(RequestWaits(ours.pk, asked.pk))

    assert told("waits") == [asked.asked_by_id]
    assert words(asked.asked_by, "waits").title == "Your request still waits for an answer: Ward 7"
    assert "Ask a mentor yourself" in words(asked.asked_by, "waits").text


def test_who_asked_hears_that_it_was_declined_and_nobody_is_asked_any_more(
    ours, asked, aino, kirsi, sanna, ring
):
    ring(RequestSent(ours.pk, asked.pk, aino.pk))
    asked.state, asked.closing_words, asked.closed_at = "declined", "No hours.", LONG_AGO
    asked.save()

    ring(RequestClosed(ours.pk, asked.pk, kirsi.pk))

    assert (told("sent"), told("on_board"), told("declined")) == ([], [], [aino.pk])
    assert words(aino, "declined").title == "Your request for support has an answer: not now"
    assert "No hours." not in words(aino, "declined").text


def test_what_was_taken_back_is_told_to_nobody_but_asks_nobody(ours, asked, aino, kirsi, ring):
    ring(RequestSent(ours.pk, asked.pk, aino.pk))
    asked.state = "withdrawn"
    asked.save()

    ring(RequestClosed(ours.pk, asked.pk, aino.pk))

    assert (told("sent"), told("declined")) == ([], [])


def test_a_request_with_its_mentors_asks_nobody_any_more(ours, asked, kirsi, ring):
    ring(RequestSent(ours.pk, asked.pk, asked.asked_by_id))
    asked.state = "matched"
    asked.save()

    ring(RequestMatched(ours.pk, asked.pk, kirsi.pk))

    assert (told("sent"), told("on_board")) == ([], [])


def test_support_that_ends_while_another_mentor_is_looked_for_asks_nobody_any_more(
    ours, asked, kirsi, sanna, ring
):
    engagement = EngagementFactory(request=asked, by=[sanna])
    ring(RequestSent(ours.pk, asked.pk, asked.asked_by_id))
    asked.state = "done"
    asked.save()

    ring(EngagementClosed(ours.pk, engagement.pk, sanna.pk))

    assert (told("sent"), told("on_board")) == ([], [])


def test_nothing_is_told_of_what_is_gone_or_over(ours, kirsi, ring):
    done = SupportRequestFactory(organisation=ours, done=True)

    for pk in (987_654, done.pk):
        ring(RequestSent(ours.pk, pk, 0))
        ring(RequestHandedOn(ours.pk, pk, kirsi.pk, 0))
        ring(RequestWaits(ours.pk, pk))
        ring(RequestMatched(ours.pk, pk, 0))
        ring(RequestClosed(ours.pk, pk, 0))

    assert Notification.objects.count() == 0


def test_reminders_come_before_on_and_every_second_working_day_after():
    asked_on, answer_by = WEDNESDAY, FRIDAY
    days = [WEDNESDAY + timedelta(days=number) for number in range(14)]
    reminded, on = None, []
    for day in days:
        if reminding.is_due(asked_on, answer_by, day, reminded_on=reminded):
            reminded = day
            on.append(day.isoformat())

    assert on == ["2026-11-19", "2026-11-20", "2026-11-24", "2026-11-26", "2026-11-30"]


def test_a_reminder_that_was_missed_comes_the_next_working_day():
    monday = date(2026, 11, 23)

    assert reminding.is_due(WEDNESDAY, FRIDAY, monday, reminded_on=date(2026, 11, 19))
    assert not reminding.is_due(WEDNESDAY, FRIDAY, monday, reminded_on=FRIDAY)
    assert not reminding.is_due(WEDNESDAY, FRIDAY, date(2026, 11, 21), reminded_on=None)


def test_what_was_promised_for_the_next_day_is_not_reminded_of_at_once():
    assert not reminding.is_due(WEDNESDAY, date(2026, 11, 19), WEDNESDAY, reminded_on=None)


def test_the_job_reminds_once_a_day_in_every_organisation(asked, announced):
    other = SupportRequestFactory(asked_at=morning(WEDNESDAY), answer_by=FRIDAY)
    SupportRequestFactory(asked_at=morning(WEDNESDAY), answer_by=date(2026, 12, 18))
    SupportRequestFactory(matched=True, asked_at=morning(WEDNESDAY), answer_by=FRIDAY)

    counts = [reminders.remind(at=morning(FRIDAY)) for _ in range(2)]

    assert counts == [2, 0]
    assert {one.request_id for one in announced} == {asked.pk, other.pk}
    asked.refresh_from_db()
    assert asked.reminded_at == morning(FRIDAY)


def test_one_that_fails_does_not_hold_up_the_others(asked, announced, monkeypatch):
    ours = asked.organisation
    other = SupportRequestFactory(organisation=ours, asked_at=morning(WEDNESDAY), answer_by=FRIDAY)
    locked = reminders.locked

    def fail(request):
        if request.pk == asked.pk:
            raise DatabaseError("no")
        return locked(request)

    monkeypatch.setattr(reminders, "locked", fail)

    assert reminders.remind(at=morning(FRIDAY)) == 1
    assert [one.request_id for one in announced] == [other.pk]


def test_one_that_was_answered_while_the_job_ran_is_left_alone(asked, announced, monkeypatch):
    locked = reminders.locked

    def answered(request):
        SupportRequest.objects.filter(pk=request.pk).update(state="matched")
        return locked(request)

    monkeypatch.setattr(reminders, "locked", answered)

    assert reminders.remind(at=morning(FRIDAY)) == 0
    assert announced == []


def test_the_daily_task_runs_the_reminders(monkeypatch):

    seen = []
    monkeypatch.setattr(reminders, "remind", lambda *, at: seen.append(at) or 3)

    assert tasks.remind_of_requests.call() == 3
    assert len(seen) == 1
