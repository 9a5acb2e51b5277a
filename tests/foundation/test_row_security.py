"""Serves issue 1 (separation): the second wall, tried alone, with the first one taken away.

Everything here speaks SQL to the database as the service does, past the managers that would
refuse already.
"""

# ruff: noqa: S608 -- the names of tables are our own

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, ProgrammingError, connection, transaction

from nuotio.culture.models import DailyCount
from nuotio.foundation import row_security, tenancy
from nuotio.people.models import Unit
from tests import factories
from tests.culture import factories as culture
from tests.goals import factories as goals
from tests.plans import factories as plans
from tests.support import factories as support

pytestmark = pytest.mark.django_db

OWNED = [model._meta.db_table for model in row_security.owned_models()]
KEYS = [
    (model._meta.db_table, key.column)
    for model in row_security.owned_models()
    for key in row_security.guarded_keys(model)
]
ALL_KEYS = [
    (model._meta.db_table, key.column)
    for model in row_security.walled_models()
    for key in row_security.guarded_keys(model)
]


@pytest.fixture
def on_postgresql(is_postgresql):
    if not is_postgresql:
        pytest.skip("Row policies exist on PostgreSQL only.")


@pytest.fixture
def on_sqlite(is_postgresql):
    if is_postgresql:
        pytest.skip("The triggers stand in for row policies on SQLite only.")


INTO_ANOTHER = (
    "INSERT INTO people_unit (organisation_id, parent_id, name_fi, name_sv, name_en, version)"
    " VALUES (%s, %s, 'Uusi', '', '', 1)"
)
GUARDS_LEFT = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_same_%'"


def ask(sql: str, *values) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else [cursor.rowcount]


def open_to(setting: str) -> None:
    ask("SELECT set_config('app.organisations', %s, true)", setting)


def filled() -> int:
    """Put a row into every owned table of a new organisation; return the organisation's id."""
    organisation = factories.OrganisationFactory()
    mentor = factories.MembershipFactory(organisation=organisation, mentor=True)
    factories.UnitFactory(organisation=organisation)
    factories.ProfileFactory(membership=mentor)
    factories.TimeShareFactory(mentor=mentor)
    for make in (
        factories.RoleTitleFactory,
        factories.InvitationFactory,
        factories.RosterImportFactory,
    ):
        make(organisation=organisation)
    factories.NotificationFactory(recipient=mentor)
    factories.ApplicationFactory(membership=mentor)
    factories.ProgrammeTemplateFactory(organisation=organisation)
    fill_survey(organisation)
    fill_goals(organisation)
    fill_plans(organisation)
    fill_support(organisation)
    return organisation.pk


def fill_survey(organisation) -> None:
    survey_round = culture.SurveyRoundFactory(organisation=organisation)
    node = culture.ReportingNodeFactory(round=survey_round)
    culture.InviteeFactory(node=node)
    culture.InstrumentFactory(organisation=organisation)
    culture.RoundResultFactory(round=survey_round)
    culture.ReportFactory(round=survey_round)
    with tenancy.inside(organisation.pk):
        DailyCount.objects.create(
            organisation=organisation,
            round=survey_round,
            node=node,
            day=date(2026, 11, 17),
            answers=3,
        )


def fill_goals(organisation) -> None:
    competence = goals.StrategicCompetenceFactory(organisation=organisation)
    goals.TeamMeaningFactory(competence=competence)
    goals.GoalFactory(organisation=organisation)


def fill_plans(organisation) -> None:
    member = factories.MembershipFactory(organisation=organisation, mentor=True)
    factories.TimeBookingFactory(mentor=member)
    plan = plans.PlanFactory(organisation=organisation, by=[member])
    plans.PlanGoalFactory(plan=plan)
    plans.PlanActionFactory(plan=plan)
    plans.PlanVersionFactory(plan=plan)
    plans.PlanRemarkFactory(plan=plan)
    experiment = plans.ExperimentFactory(plan=plan, kept=True)
    plans.TurnFactory(experiment=experiment)
    plans.MeasureFactory(experiment=experiment)
    plans.ObservationFactory(experiment=experiment)
    plans.PulseFactory(experiment=experiment)
    plans.IdeaJoinFactory(idea__organisation=organisation)
    plans.EntryFactory(writer=member)
    plans.SelfAssessmentFactory(writer=member)
    plans.SupportGivenFactory(mentor=member)
    plans.PracticeFactory(experiment=experiment)


def fill_support(organisation) -> None:
    mentor = factories.MembershipFactory(organisation=organisation, mentor=True)
    for make in (support.ReadinessFactory, support.AbsenceFactory, support.ConflictFactory):
        make(mentor=mentor)
    support.MatchingWeightsFactory(organisation=organisation)
    support.BatchLineFactory(batch__organisation=organisation)
    request = support.SupportRequestFactory(organisation=organisation, done=True)
    engagement = support.EngagementFactory(request=request, by=[mentor], closed=True)
    support.MeetingFactory(engagement=engagement)
    support.MeetingTimeFactory(engagement=engagement, mentor=mentor)
    support.EngagementNoteFactory(engagement=engagement)
    support.ThanksFactory(engagement=engagement)
    follow_up = support.FollowUpFactory(engagement=engagement)
    support.FollowUpCountFactory(follow_up=follow_up)
    support.SignedAnswerFactory(follow_up=follow_up)


@pytest.fixture
def sides(on_postgresql) -> tuple[int, int]:
    return filled(), filled()


@pytest.mark.parametrize("table", OWNED)
def test_without_a_word_nobody_sees_a_row(sides, table):
    assert ask(f"SELECT COUNT(*) FROM {table}") == [(0,)]


@pytest.mark.parametrize("table", OWNED)
def test_with_one_organisation_open_only_its_rows_are_seen(sides, table):
    ours, _theirs = sides
    open_to(str(ours))

    assert ask(f"SELECT DISTINCT organisation_id FROM {table}") == [(ours,)]


@pytest.mark.parametrize("table", OWNED)
def test_a_star_opens_everything_for_a_reason_that_the_code_tells(sides, table):
    open_to("*")

    assert set(ask(f"SELECT DISTINCT organisation_id FROM {table}")) == {(pk,) for pk in sides}


def test_two_organisations_can_be_open_at_once(sides):
    third = filled()
    open_to(",".join(str(pk) for pk in sides))

    assert (third,) not in ask("SELECT DISTINCT organisation_id FROM people_unit")
    assert len(ask("SELECT DISTINCT organisation_id FROM people_unit")) == 2


@pytest.mark.parametrize("table", OWNED)
def test_a_row_is_not_moved_into_another_organisation(sides, table):
    ours, theirs = sides
    open_to(str(ours))

    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        ask(f"UPDATE {table} SET organisation_id = %s", theirs)

    assert ask(f"SELECT DISTINCT organisation_id FROM {table}") == [(ours,)]


@pytest.mark.parametrize("table", OWNED)
def test_rows_of_another_organisation_are_neither_changed_nor_deleted(sides, table):
    ours, theirs = sides
    open_to(str(ours))

    changed = ask(f"UPDATE {table} SET id = id WHERE organisation_id = %s", theirs)
    deleted = ask(f"DELETE FROM {table} WHERE organisation_id = %s", theirs)

    assert (changed, deleted) == ([0], [0])
    open_to(str(theirs))
    assert ask(f"SELECT DISTINCT organisation_id FROM {table}") == [(theirs,)]


def test_a_row_is_not_written_into_another_organisation(sides):
    ours, theirs = sides
    open_to(str(ours))

    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        ask(
            "INSERT INTO people_unit (organisation_id, name_fi, name_sv, name_en, version)"
            " VALUES (%s, 'Vakooja', '', '', 1)",
            theirs,
        )

    open_to("*")
    assert ask("SELECT COUNT(*) FROM people_unit WHERE name_fi = 'Vakooja'") == [(0,)]


def test_the_scope_of_the_code_is_the_word_to_the_wall(sides):
    ours, theirs = sides
    seen = "SELECT DISTINCT organisation_id FROM people_unit"

    with tenancy.inside(ours):
        assert ask(seen) == [(ours,)]
        with tenancy.inside(theirs):
            assert ask(seen) == [(theirs,)]
        assert ask(seen) == [(ours,)]
        with tenancy.inside():
            assert ask(seen) == []
    assert ask(seen) == []


def test_an_error_inside_closes_the_scope_too(sides):
    ours, _theirs = sides

    with pytest.raises(LookupError), tenancy.inside(ours):
        raise LookupError

    assert ask("SELECT COUNT(*) FROM people_unit") == [(0,)]


def word_during_and_after() -> list:
    """Open an organisation on a connection that is in no transaction, and ask then and after."""
    asked = "SELECT current_setting('app.organisations', true)"
    try:
        with tenancy.inside(123):
            during = ask(asked)
        return [during, ask(asked), connection.in_atomic_block]
    finally:
        connection.close()


def test_the_word_does_not_outlive_its_transaction(on_postgresql):
    with ThreadPoolExecutor(1) as elsewhere:
        told = elsewhere.submit(word_during_and_after).result()

    assert told == [[("123",)], [("",)], False]


def test_the_service_is_no_owner_and_may_not_bend_the_wall(sides):
    for sql in (
        "ALTER TABLE people_unit DISABLE ROW LEVEL SECURITY",
        "DROP POLICY organisation_wall ON people_unit",
        "TRUNCATE people_unit CASCADE",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            ask(sql)


def is_superuser() -> bool:
    return ask("SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == [(True,)]


@pytest.mark.django_db(databases=["default", "box"])
def test_the_service_starts_behind_whole_walls(on_postgresql):
    row_security.require_walls()


def test_it_does_not_start_as_a_superuser(on_postgresql):
    ask("RESET ROLE")
    if not is_superuser():
        pytest.skip("The tests' login is no superuser here.")

    with pytest.raises(ImproperlyConfigured, match="bypasses row security"):
        row_security.require_walls()


def test_it_does_not_start_as_the_owner_of_its_tables(on_postgresql):
    ask("RESET ROLE")
    if is_superuser():
        owner = f"owner_{os.getpid()}"
        ask(f"CREATE ROLE {owner} NOLOGIN")
        ask(f"GRANT CREATE ON SCHEMA public TO {owner}")
        ask(f"ALTER TABLE people_unit OWNER TO {owner}")
        ask(f"SET LOCAL ROLE {owner}")

    with pytest.raises(ImproperlyConfigured, match="owns its tables"):
        row_security.require_walls()


@pytest.mark.parametrize(
    "sql",
    [
        "DROP POLICY organisation_wall ON people_unit",
        "ALTER TABLE people_unit DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE people_unit NO FORCE ROW LEVEL SECURITY",
    ],
    ids=["no policy", "switched off", "not forced"],
)
def test_it_does_not_start_when_a_wall_is_missing(on_postgresql, settings, sql):
    ask("RESET ROLE")
    ask(sql)
    ask(f"SET LOCAL ROLE {settings.DATABASE_SERVICE_ROLE}")

    with pytest.raises(ImproperlyConfigured, match="people_unit has no row policy: run migrate"):
        row_security.require_walls()


def test_on_sqlite_there_are_no_walls_to_require(on_sqlite):
    row_security.require_walls()


@pytest.mark.parametrize(("table", "column"), KEYS, ids=[f"{t}.{c}" for t, c in KEYS])
def test_every_key_between_owned_rows_is_guarded(table, column, is_postgresql):
    if is_postgresql:
        name = f"{table}_{column}_same"[:63]
        found = ask("SELECT 1 FROM pg_constraint WHERE conname = %s AND contype = 'f'", name)
        assert found == [(1,)]
    else:
        names = [f"{table}_{column}_same_{verb}" for verb in ("insert", "update")]
        sql = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name IN (%s, %s)"
        assert sorted(ask(sql, *names)) == [(name,) for name in names]


def test_on_sqlite_a_key_to_another_organisation_is_not_written(on_sqlite):
    ours, theirs = factories.UnitFactory(), factories.UnitFactory()

    for sql, values in (
        ("UPDATE people_unit SET parent_id = %s WHERE id = %s", (theirs.pk, ours.pk)),
        (
            INTO_ANOTHER,
            (ours.organisation_id, theirs.pk),
        ),
    ):
        with (
            pytest.raises(IntegrityError, match="a key leads to another organisation"),
            transaction.atomic(),
        ):
            ask(sql, *values)

    with tenancy.unrestricted(reason="Looking at what is left."):
        assert Unit.objects.filter(parent__isnull=False).count() == 0
        assert Unit.objects.count() == 2


def test_raising_the_walls_again_changes_nothing(on_sqlite):
    from django.apps import apps

    row_security.raise_walls(apps.get_app_config("foundation"), "default")
    row_security.raise_walls(apps.get_app_config("people"), "default")

    assert ask(GUARDS_LEFT) == [(2 * len(ALL_KEYS),)]


def test_a_migration_that_makes_a_table_anew_meets_no_guards_and_they_come_back(on_sqlite):
    from django.apps import apps

    foundation = apps.get_app_config("foundation")
    row_security.lower_guards(apps.get_app_config("people"), "default")
    before = ask(GUARDS_LEFT)
    row_security.lower_guards(foundation, "default")
    meanwhile = ask(GUARDS_LEFT)
    row_security.raise_walls(foundation, "default")

    assert (before, meanwhile, ask(GUARDS_LEFT)) == (
        [(2 * len(ALL_KEYS),)],
        [(0,)],
        [(2 * len(ALL_KEYS),)],
    )
