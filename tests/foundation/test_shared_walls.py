"""Serves issue 2 (separation): a programme's rows, behind the second wall tried alone.

Like test_row_security.py, this speaks SQL past the managers.
"""

# ruff: noqa: S608 -- the names of tables are our own

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from nuotio.foundation import row_security, tenancy
from nuotio.people.models import Organisation
from nuotio.programmes.models import Attendance, Event, Programme
from tests import factories
from tests.evaluation.factories import ThreadCountsFactory
from tests.plans.factories import SharedEntryFactory
from tests.programmes import live_factories as live

pytestmark = pytest.mark.django_db

SHARED = [
    model._meta.db_table
    for model in row_security.shared_models()
    if row_security.home_column(model) == "programme_id"
]


@pytest.fixture
def on_postgresql(is_postgresql):
    if not is_postgresql:
        pytest.skip("Row policies exist on PostgreSQL only.")


def ask(sql: str, *values) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else [cursor.rowcount]


def open_to(*, organisations: str = "", programmes: str = "") -> None:
    ask("SELECT set_config('app.organisations', %s, true)", organisations)
    ask("SELECT set_config('app.programmes', %s, true)", programmes)


def filled() -> Programme:
    """Put a row into every shared table of a new programme, and private ones into some."""
    programme = factories.ProgrammeFactory()
    seat = factories.SeatFactory(programme=programme)
    factories.ParticipationFactory(programme=programme, organisation=seat.organisation)
    factories.PairFactory(programme=programme, organisation=seat.organisation)
    event = factories.EventFactory(programme=programme)
    own = factories.EventFactory(programme=programme, private_to=seat.organisation)
    factories.AttendanceFactory(event=event, seat=seat)
    factories.DecisionFactory(event=own)
    factories.DecisionFactory(event=event)
    factories.MaterialFactory(event=event)
    factories.GroupPlanFactory(event=event)
    factories.HouseRuleFactory(programme=programme)
    assignment = factories.AssignmentFactory(programme=programme)
    answer = factories.AnswerFactory(assignment=assignment, seat=seat)
    factories.FeedbackOnSubmissionFactory(submission=factories.SubmissionFactory(answer=answer))
    SharedEntryFactory(programme=programme)
    ThreadCountsFactory(programme=programme, organisation=seat.organisation)
    _hold_hr_day(factories.EventFactory(programme=programme, kind="hr_day"), seat.organisation)
    return programme


def _hold_hr_day(event: Event, organisation: Organisation) -> None:
    room = live.LiveRoomFactory(event=event, private_to=organisation)
    present = live.LiveParticipantFactory(room=room)
    live.LiveNoteFactory(participant=present)
    live.LiveDotsFactory(participant=present)
    live.LiveGoalFactory(room=room)


@pytest.fixture
def sides(on_postgresql) -> tuple[Programme, Programme]:
    return filled(), filled()


@pytest.mark.parametrize("table", [*SHARED, Programme._meta.db_table])
def test_without_a_word_nobody_sees_a_row(sides, table):
    assert ask(f"SELECT COUNT(*) FROM {table}") == [(0,)]


@pytest.mark.parametrize("table", SHARED)
def test_with_one_programme_open_only_its_rows_are_seen(sides, table):
    ours, _theirs = sides
    open_to(organisations="*", programmes=str(ours.pk))

    assert ask(f"SELECT DISTINCT programme_id FROM {table}") == [(ours.pk,)]


def test_the_programme_itself_is_seen_only_where_it_is_open(sides):
    ours, _theirs = sides
    open_to(programmes=str(ours.pk))

    assert ask("SELECT id FROM programmes_programme") == [(ours.pk,)]


def test_what_is_private_to_an_organisation_is_not_seen_by_the_others_of_the_programme(sides):
    ours, _theirs = sides
    owner = ask_as_owner(ours)
    open_to(organisations="987654321", programmes=str(ours.pk))
    others = ask("SELECT COUNT(*) FROM programmes_event WHERE private_to_id IS NOT NULL")
    open_to(organisations=str(owner), programmes=str(ours.pk))

    own = ask("SELECT COUNT(*) FROM programmes_event WHERE private_to_id IS NOT NULL")
    assert (others, own) == ([(0,)], [(1,)])


def ask_as_owner(programme: Programme) -> int:
    """Return the organisation whose own event the programme has."""
    open_to(organisations="*", programmes="*")
    rows = ask(
        "SELECT private_to_id FROM programmes_event"
        " WHERE programme_id = %s AND private_to_id IS NOT NULL",
        programme.pk,
    )
    return int(rows[0][0])


@pytest.mark.parametrize("table", SHARED)
def test_a_row_is_not_moved_into_another_programme(sides, table):
    ours, theirs = sides
    open_to(organisations="*", programmes=str(ours.pk))

    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        ask(f"UPDATE {table} SET programme_id = %s", theirs.pk)

    assert ask(f"SELECT DISTINCT programme_id FROM {table}") == [(ours.pk,)]


def test_a_key_never_leads_into_another_programme(db):
    event, seat = factories.EventFactory(), factories.SeatFactory()

    with (
        tenancy.unrestricted(reason="Past the first wall."),
        pytest.raises(IntegrityError),
        transaction.atomic(),
    ):
        Attendance.objects.create(programme=event.programme, event=event, seat=seat)
        ask("SET CONSTRAINTS ALL IMMEDIATE") if connection.vendor == "postgresql" else None

    with tenancy.unrestricted(reason="Looking at what is left."):
        assert Attendance.objects.count() == 0


def test_a_closed_programme_answers_nothing(db):
    event = factories.EventFactory()

    with tenancy.inside(1), pytest.raises(tenancy.TenancyClosedError):
        Event.objects.count()
    with tenancy.inside(1), tenancy.with_programmes(event.programme_id + 1):
        assert list(Event.objects.all()) == []
    with tenancy.inside(1), tenancy.with_programmes(event.programme_id):
        assert list(Event.objects.all()) == [event]


def test_nothing_is_written_into_a_closed_programme_or_for_a_closed_organisation(db):
    event = factories.EventFactory()
    own = factories.EventFactory(
        programme=event.programme, private_to=factories.OrganisationFactory()
    )

    with tenancy.inside(1), pytest.raises(tenancy.ForeignOrganisationError):
        event.save()
    with (
        tenancy.inside(1),
        tenancy.with_programmes(event.programme_id),
        pytest.raises(tenancy.ForeignOrganisationError),
    ):
        own.save()
