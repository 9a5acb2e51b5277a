"""What a person had better know before saving: each caution said, and silent where all is well."""

from datetime import UTC, date, datetime, timedelta

import pytest

from nuotio.programmes import cautions
from nuotio.programmes.cautions import Held
from nuotio.programmes.models import Event
from nuotio.programmes.queries import cautions as queries
from tests.factories import (
    AssignmentFactory,
    EventFactory,
    MembershipFactory,
    ProgrammeFactory,
    SeatFactory,
)

TUESDAY = datetime(2027, 1, 12, 7, 0, tzinfo=UTC)


def held(name="Session 1", starts_at=TUESDAY, hours=6, programme=""):
    return Held(name, starts_at, starts_at + timedelta(hours=hours), programme)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (360, []),
        (0, []),
        (361, ["The agenda is 1 minute longer than the event."]),
        (345, ["The agenda is 15 minutes shorter than the event."]),
    ],
)
def test_an_agenda_that_does_not_add_up_is_told(minutes, said):
    assert cautions.of_agenda(minutes, 360) == said


def test_a_session_before_its_programme_is_told_unless_it_prepares_it():
    event = held()

    assert cautions.of_beginning(event, starts_on=date(2027, 1, 12), is_preparation=False) == []
    assert cautions.of_beginning(event, starts_on=date(2027, 2, 2), is_preparation=True) == []
    assert cautions.of_beginning(event, starts_on=date(2027, 2, 2), is_preparation=False) == [
        "“Session 1” would be before its programme begins on 2 Feb 2027."
    ]


def test_a_session_that_passes_another_of_its_series_is_told():
    early, late = held("Early", TUESDAY - timedelta(7)), held("Late", TUESDAY + timedelta(7))

    assert cautions.of_series(held(), before=[early], after=[late]) == []
    assert cautions.of_series(held(), before=[late], after=[early]) == [
        "“Session 1” would be before “Late”, which comes first.",
        "“Session 1” would be after “Early”, which builds on it.",
    ]


def test_the_series_is_read_from_the_codes():
    codes = ["coaching_1", "coaching_2", "coaching_3", "hr_day_1", "network", "network_2"]

    assert cautions.neighbours(codes, "coaching_2") == ({"coaching_1"}, {"coaching_3"})
    assert cautions.neighbours(codes, "network") == (set(), {"network_2"})
    assert cautions.neighbours(codes, "extra-3f") == (set(), set())


def test_two_sessions_at_once_for_one_leader_are_told():
    after = held("After", TUESDAY + timedelta(hours=6))
    here = held("Other", TUESDAY + timedelta(hours=5))
    there = held("Far", TUESDAY, programme="Spring")

    assert cautions.of_leader(held(), leader="Aino", others=[after]) == []
    assert cautions.of_leader(held(), leader="Aino", others=[here, there]) == [
        "Aino would lead “Session 1” and “Other” at once (Tue 12 Jan 14:00).",
        (
            "Aino would lead “Session 1” and, in the programme Spring, “Far” at once"
            " (Tue 12 Jan 9:00)."
        ),
    ]


@pytest.mark.parametrize(
    ("starts_at", "said"),
    [
        (TUESDAY, []),
        (TUESDAY - timedelta(hours=2), ["“S” would be outside usual working hours (8 to 17)."]),
        (TUESDAY + timedelta(hours=3), ["“S” would be outside usual working hours (8 to 17)."]),
        (TUESDAY + timedelta(days=4), ["“S” would be on a weekend, Sat 16 Jan."]),
        (datetime(2027, 1, 6, 7, tzinfo=UTC), ["“S” would be on a public holiday, Wed 6 Jan."]),
    ],
)
def test_a_time_when_people_do_not_work_is_told(starts_at, said):
    assert cautions.of_clock(held("S", starts_at)) == said


def test_an_assignment_that_is_due_out_of_order_is_told():
    session, following = held("First"), held("Second", TUESDAY + timedelta(28))

    def due(days):
        return cautions.of_due(
            "Task", TUESDAY + timedelta(days), session=session, next_session=following
        )

    assert due(14) == []
    assert due(0) == ["“Task” would be due before “First”, where it is given out."]
    assert due(29) == ["“Task” would be due after “Second”, which needs it."]


@pytest.fixture
def table(programme, coordinator, standing):
    """Two sessions of one leader and the assignment between them; the first one is moved."""
    stands = standing(coordinator)
    stands.programme.starts_on = date(2027, 1, 1)
    leader = SeatFactory(programme=programme, membership=coordinator, role="coordinator")

    def after(days):
        first = _event(programme, "coaching_1", TUESDAY, leader)
        _event(programme, "coaching_2", TUESDAY + timedelta(28), leader)
        AssignmentFactory(
            programme=programme, after_event=first, due_at=TUESDAY + timedelta(21), name_en="Task"
        )
        found = queries.timetable(stands)
        moved = Event.objects.select_related("leader").get(pk=first.pk)
        moved.starts_at += timedelta(days)
        moved.ends_at += timedelta(days)
        return queries.of_dates(stands, found.with_extra(moved))

    return after


def _event(programme, code, starts_at, leader):
    return EventFactory(
        programme=programme,
        code=code,
        name_en=code,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=6),
        leader=leader,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days", "said"),
    [
        (7, []),
        (22, ["“Task” would be due before “coaching_1”, where it is given out."]),
        (
            29,
            [
                "“coaching_1” would be after “coaching_2”, which builds on it.",
                "“Task” would be due before “coaching_1”, where it is given out.",
            ],
        ),
        (-14, ["“coaching_1” would be before its programme begins on 1 Jan 2027."]),
    ],
)
def test_a_move_is_looked_at_with_all_that_stands_around_it(days, said, table, programme):
    assert table(days) == said


@pytest.mark.django_db
def test_a_leader_who_is_busy_in_another_programme_is_told_and_one_of_others_is_not(
    table, programme, coordinator
):
    elsewhere = ProgrammeFactory(provider=programme.provider, name="Autumn")
    busy = SeatFactory(programme=elsewhere, membership=coordinator, role="trainer")
    _event(elsewhere, "coaching_1", TUESDAY + timedelta(7), busy)
    stranger = SeatFactory(programme=elsewhere, membership=MembershipFactory())
    _event(elsewhere, "coaching_2", TUESDAY + timedelta(7), stranger)

    found = table(7)

    assert found == [
        (
            f"{coordinator.name} would lead “coaching_1” and, in the programme Autumn, “coaching_1”"
            " at once (Tue 19 Jan 9:00)."
        )
    ]
