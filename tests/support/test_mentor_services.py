"""Serves R85, R87 and R90: a mentor says what she gives, when she is away, whom not to serve."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation.versions import EditedMeanwhile
from nuotio.people.models import RoleHolding
from nuotio.support.models import Absence, Conflict, Readiness
from nuotio.support.rules import mentors as rules
from nuotio.support.services import mentors as services
from nuotio.support.services.mentors import ReadinessDraft
from tests.factories import LONG_AGO, MembershipFactory, UnitFactory
from tests.support.factories import AbsenceFactory, ConflictFactory, ReadinessFactory

ONCE = UUID("00000000-0000-4000-8000-000000000a11")
DRAFT = ReadinessDraft(
    kinds=["workshop"],
    methods=["world-cafe"],
    wished_kinds=["lean"],
    languages=["fi", "sv"],
    gives_remotely=False,
    weekdays=[0, 2],
    day_parts=["morning"],
)
NOV = date(2026, 11, 23)


def set_by(mentor, draft, now, version=1):
    return services.set_readiness(draft, by=mentor, version=version, at=now)


def away(mentor, now, first=NOV, last=NOV, once=None):
    return services.add_absence(first, last, by=mentor, at=now, once=once or uuid4())


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_what_she_gives_is_kept(sanna, now):
    made = set_by(sanna, DRAFT, now)

    made.refresh_from_db()
    assert vars(DRAFT) == {name: getattr(made, name) for name in vars(DRAFT)}
    assert (made.mentor_id, made.changed_at, made.version) == (sanna.pk, now, 2)
    assert actions() == ["support.set_readiness"]


def test_saved_twice_it_is_saved_once(sanna, now):
    first = set_by(sanna, DRAFT, now)

    again = set_by(sanna, DRAFT, now)

    assert (again.pk, again.version) == (first.pk, 2)
    assert actions() == ["support.set_readiness"]


def test_of_two_windows_the_later_one_is_shown_both(sanna, now):
    set_by(sanna, DRAFT, now)

    with pytest.raises(EditedMeanwhile) as late:
        set_by(sanna, replace(DRAFT, kinds=["lean"]), now)

    assert late.value.theirs.kinds == ["workshop"]
    assert Readiness.objects.get().kinds == ["workshop"]


def test_only_who_is_an_active_mentor_says_what_she_gives(sanna, aino, kirsi, now):
    sanna.role_holdings.update(state=RoleHolding.State.PAUSED)

    for one in (sanna, aino, kirsi):
        for call in (
            lambda one=one: set_by(one, DRAFT, now),
            lambda one=one: away(one, now),
            lambda one=one: services.add_conflict(by=one, at=now, person=aino.pk),
        ):
            with pytest.raises(PermissionDenied):
                call()

    assert [model.objects.count() for model in (Readiness, Absence, Conflict)] == [0, 0, 0]


@pytest.mark.parametrize(
    ("rests", "until", "expected"),
    [
        (True, None, True),
        (True, date(2026, 11, 18), True),
        (True, date(2026, 11, 17), False),
        (False, None, False),
    ],
)
def test_a_pause_lasts_through_its_last_day(sanna, rests, until, expected):
    said = ReadinessFactory(mentor=sanna, rests=rests, rests_until=until)

    assert said.rests_on(date(2026, 11, 18)) is expected


def test_days_away_are_noted_once_for_a_form(sanna, now):
    made = [away(sanna, now, last=date(2026, 11, 27), once=ONCE) for _ in range(2)]

    assert made[0] == made[1]
    assert [(one.first_day, one.last_day) for one in Absence.objects.all()] == [
        (NOV, date(2026, 11, 27))
    ]
    assert actions() == ["support.add_absence"]


def test_the_mark_of_somebody_elses_form_makes_days_of_her_own(sanna, jari, now):
    away(jari, now, once=ONCE)

    made = away(sanna, now, once=ONCE)

    assert (made.mentor_id, Absence.objects.count()) == (sanna.pk, 2)


def test_days_away_may_overlap_and_may_have_begun(sanna, now):
    away(sanna, now)
    away(sanna, now)
    away(sanna, now, first=date(2026, 11, 2), last=date(2026, 11, 18))

    assert Absence.objects.count() == 3


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [
        (date(2026, 11, 16), date(2026, 11, 17), services.Past),
        (NOV, NOV + timedelta(days=366), services.TooFar),
        (date(2028, 11, 20), date(2028, 11, 20), services.TooFar),
        (date(9999, 1, 1), date(9999, 12, 31), services.TooFar),
    ],
)
def test_days_that_have_passed_or_lie_too_far_are_refused(sanna, now, first, last, refused):
    with pytest.raises(refused):
        away(sanna, now, first, last)

    assert Absence.objects.count() == 0


def test_a_year_away_is_possible(sanna, now):
    away(sanna, now, NOV, NOV + timedelta(days=365))

    assert Absence.objects.count() == 1


def test_very_many_days_away_are_refused(sanna, now):
    AbsenceFactory.create_batch(services.MOST, mentor=sanna, first_day=NOV, last_day=NOV)

    with pytest.raises(services.TooMany):
        away(sanna, now)

    assert Absence.objects.count() == services.MOST


def test_days_away_are_taken_back_by_herself_alone_and_once(sanna, jari, kirsi, now):
    row = AbsenceFactory(mentor=sanna)

    for other in (jari, kirsi):
        with pytest.raises(PermissionDenied):
            services.remove_absence(row, by=other)
    still_there = Absence.objects.count()
    services.remove_absence(row, by=sanna)
    services.remove_absence(row, by=sanna)

    assert (still_there, Absence.objects.count()) == (1, 0)
    assert actions() == ["support.remove_absence"]


def test_a_unit_or_a_person_stands_once(ours, sanna, aino, now):
    unit = UnitFactory(organisation=ours)

    for told in ({"unit": unit.pk}, {"person": aino.pk}):
        for _ in range(2):
            services.add_conflict(by=sanna, at=now, **told)

    named = Conflict.objects.order_by("pk").values_list("mentor", "unit", "person")
    assert list(named) == [(sanna.pk, unit.pk, None), (sanna.pk, None, aino.pk)]
    assert actions() == ["support.add_conflict"] * 2


def test_the_ledger_names_no_colleague(sanna, aino, now):
    services.add_conflict(by=sanna, at=now, person=aino.pk)

    assert list(AuditEntry.objects.values_list("subject_id", flat=True)) == [None]


def test_what_is_not_there_is_refused(ours, sanna, aino, now):
    foreign_unit, foreign = UnitFactory(), MembershipFactory()
    gone = MembershipFactory(organisation=ours, left_at=LONG_AGO)
    nowhere = [
        {"unit": foreign_unit.pk},
        {"person": foreign.pk},
        {"person": gone.pk},
        {"person": sanna.pk},
        {"person": 10**15},
        {},
        {"unit": UnitFactory(organisation=ours).pk, "person": aino.pk},
    ]

    for told in nowhere:
        with pytest.raises(services.NotThere):
            services.add_conflict(by=sanna, at=now, **told)

    assert Conflict.objects.count() == 0


def test_who_sees_what_tells_how_much_of_it_others_learn():
    told = str(rules.can_see_readiness.says)

    assert "HR and the coordinators see her pauses" in told
    assert "“Remotely only”" in told
    assert "Whom she would not serve nobody else sees." in told


def test_very_many_conflicts_are_refused(ours, sanna, aino, now):
    for _ in range(services.MOST):
        ConflictFactory(mentor=sanna)

    with pytest.raises(services.TooMany):
        services.add_conflict(by=sanna, at=now, person=aino.pk)

    assert Conflict.objects.count() == services.MOST


def test_a_conflict_is_taken_back_by_herself_alone_and_once(sanna, jari, kirsi, now):
    row = ConflictFactory(mentor=sanna)

    for other in (jari, kirsi):
        with pytest.raises(PermissionDenied):
            services.remove_conflict(row, by=other)
    still_there = Conflict.objects.count()
    services.remove_conflict(row, by=sanna)
    services.remove_conflict(row, by=sanna)

    assert (still_there, Conflict.objects.count()) == (1, 0)
    assert actions() == ["support.remove_conflict"]
