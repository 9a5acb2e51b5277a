"""Serves issue 3: reminders of what is near, kindly, and again only when a date has moved."""

from datetime import UTC, date, datetime, timedelta

import pytest

from nuotio.foundation import schedule, tenancy
from nuotio.programmes import tasks
from nuotio.programmes.services import reminders
from tests.factories import (
    AnswerFactory,
    AssignmentFactory,
    AttendanceFactory,
    DecisionFactory,
    EventFactory,
    MembershipFactory,
    OrganisationFactory,
    PairFactory,
    ProgrammeFactory,
    SeatFactory,
    SubmissionFactory,
)
from tests.programmes.told import mailed, texts, told

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 29, 6, 0, tzinfo=UTC)  # three days before the event, Helsinki 8.00
STARTS = datetime(2026, 12, 2, 7, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def seated(programme, name, role="mentor", **more):
    organisation = more.pop("organisation", None) or OrganisationFactory()
    membership = MembershipFactory(
        organisation=organisation,
        user__name=name,
        user__email=f"{name.lower()}@esimerkki.invalid",
    )
    return SeatFactory(programme=programme, membership=membership, role=role, **more)


def changed(row, **fields):
    with tenancy.unrestricted(reason="Arranging a test."):
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()


@pytest.fixture
def session(programme):
    return EventFactory(
        programme=programme,
        name_en="Coaching session 2",
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=6),
        place="Kuopio",
    )


def test_three_days_before_those_concerned_are_reminded(programme, session):
    seated(programme, "Sanna")
    seated(programme, "Boss", "sponsor")

    assert reminders.remind(at=AT) == 1

    assert told() == [("Sanna", "Coaching session 2: Wed 2 Dec at 9:00")]
    assert texts() == ["Place: Kuopio. Say on its page whether you come."]
    assert mailed() == [("sanna@esimerkki.invalid", "")]


@pytest.mark.parametrize(
    ("answer", "texts_told"),
    [("coming", ["Place: Kuopio."]), ("online", ["Place: Kuopio."]), ("not_coming", [])],
)
def test_who_cannot_come_is_left_in_peace(answer, texts_told, programme, session):
    AttendanceFactory(event=session, seat=seated(programme, "Sanna"), answer=answer)

    reminders.remind(at=AT)

    assert texts() == texts_told


def test_a_reminder_comes_once_and_again_when_the_date_has_moved(programme, session):
    seated(programme, "Sanna")
    for days in range(3):
        reminders.remind(at=AT + days * DAY)
    once = len(told())
    changed(session, starts_at=STARTS + 14 * DAY, ends_at=STARTS + 15 * DAY)

    for days in range(3):
        reminders.remind(at=AT + (14 + days) * DAY)

    assert (once, len(told())) == (1, 2)


@pytest.mark.parametrize(
    ("starts_at", "count"),
    [
        (datetime(2026, 12, 2, 21, 59, tzinfo=UTC), 1),  # 23.59 in Helsinki, three days away
        (datetime(2026, 12, 2, 22, 0, tzinfo=UTC), 0),  # midnight: four days away
        (AT + timedelta(hours=1), 1),  # moved to today
        (AT - timedelta(hours=1), 0),
    ],
)
def test_days_are_counted_in_helsinki(starts_at, count, programme, session):
    seated(programme, "Sanna")
    changed(session, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))

    reminders.remind(at=AT)

    assert len(told()) == count


@pytest.mark.parametrize("why", ["called off", "programme ended", "another's own"])
def test_nobody_is_reminded_in_vain(why, programme, session, now):
    seated(programme, "Sanna")
    if why == "called off":
        changed(session, cancelled_at=now)
    if why == "programme ended":
        changed(programme, ended_at=now)
    if why == "another's own":
        changed(session, private_to=OrganisationFactory())

    reminders.remind(at=AT)

    assert told() == []


@pytest.fixture
def assignment(programme):
    return AssignmentFactory(programme=programme, name_en="Assignment 1", due_at=STARTS)


def test_who_has_not_given_in_is_reminded_kindly(programme, assignment):
    sanna, _jari = seated(programme, "Sanna"), seated(programme, "Jari")
    seated(programme, "Hanna", "hr")
    AnswerFactory(assignment=assignment, seat=_jari)
    SubmissionFactory(answer=AnswerFactory(assignment=assignment, seat=sanna))

    reminders.remind(at=AT)
    reminders.remind(at=AT + DAY)

    assert told() == [("Jari", "Assignment 1 is due Wed 2 Dec at 9:00")]
    assert texts() == [
        (
            "A little is enough to begin with, and your draft is kept. If this is not the moment,"
            " tell your HR or your trainer."
        )
    ]


def test_what_a_pair_has_given_in_is_given_in_by_both(programme, assignment):
    sanna = seated(programme, "Sanna")
    pair = PairFactory(programme=programme, organisation=sanna.organisation)
    changed(sanna, pair=pair)
    seated(programme, "Jari", organisation=sanna.organisation, pair=pair)
    answer = AnswerFactory(
        assignment=assignment, seat=None, pair=pair, private_to=sanna.organisation
    )
    SubmissionFactory(answer=answer, pair=pair, audience="own", private_to=sanna.organisation)

    reminders.remind(at=AT)

    assert told() == []


def test_an_assignment_that_waits_for_its_session_is_not_asked_for(programme, assignment, session):
    seated(programme, "Sanna")
    changed(assignment, after_event=session)
    changed(session, starts_at=STARTS + 9 * DAY, ends_at=STARTS + 10 * DAY)

    reminders.remind(at=AT)

    assert told() == []


@pytest.mark.parametrize(
    ("by_when", "done", "names"),
    [
        (date(2026, 11, 28), False, ["Hanna"]),
        (date(2026, 11, 29), False, []),
        (date(2026, 11, 28), True, []),
    ],
)
def test_hr_hears_of_promised_support_whose_day_has_passed(by_when, done, names, programme, now):
    hanna = seated(programme, "Hanna", "hr")
    seated(programme, "Other", "hr")
    past = {"starts_at": AT - 9 * DAY, "ends_at": AT - 8 * DAY}
    meeting = EventFactory(
        programme=programme, private_to=hanna.organisation, name_en="Meeting 1", **past
    )
    DecisionFactory(event=meeting, kind="support", by_when=by_when, done_at=now if done else None)

    for _ in range(2):
        reminders.remind(at=AT)

    assert [name for name, _ in told()] == names
    if names:
        assert told() == [("Hanna", "Support that was promised still waits: Meeting 1")]


def test_support_promised_in_a_shared_event_is_asked_of_the_coordinators(programme, provider):
    seated(programme, "Johanna", "coordinator", organisation=provider)
    DecisionFactory(
        event=EventFactory(programme=programme, starts_at=AT - 9 * DAY, ends_at=AT - 8 * DAY),
        kind="support",
        by_when=date(2026, 11, 1),
    )

    reminders.remind(at=AT)

    assert [name for name, _ in told()] == ["Johanna"]


def test_programmes_do_not_mix(programme, session):
    seated(ProgrammeFactory(), "Elsewhere")

    reminders.remind(at=AT)

    assert told() == []


def test_the_task_runs_each_morning():
    tasks.put_on_schedule()

    job = schedule._jobs[tasks.remind.module_path]
    assert job.slot(datetime(2026, 11, 29, 5, 59, tzinfo=UTC)) is None
    assert job.slot(AT) == "2026-11-29"
    assert tasks.remind.call() == 0
