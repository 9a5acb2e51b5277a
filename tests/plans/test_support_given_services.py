"""Serves issue 5 (support given), R82, R85, R87, R91, R92: written down in twenty seconds, booked
against the agreed hours, read by whom the mentor chose."""

from datetime import date
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation import versions
from nuotio.people.models import TimeBooking
from nuotio.plans.models import SupportGiven
from nuotio.plans.queries import support_given as queries
from nuotio.plans.rules import entries as rules
from nuotio.plans.services import support_given as services
from nuotio.plans.services.support_given import SupportDraft
from tests.factories import (
    LONG_AGO,
    MembershipFactory,
    TimeBookingFactory,
    UnitFactory,
)
from tests.plans.conftest import person
from tests.plans.factories import PlanFactory, PlanMentorFactory, SupportGivenFactory

pytestmark = pytest.mark.django_db
ONCE = UUID("00000000-0000-4000-8000-00000000abe1")
FRIDAY = date(2026, 11, 13)
DRAFT = SupportDraft("talk", FRIDAY, 30)


def stored():
    rows = SupportGiven.objects.order_by("pk")
    return list(rows.values_list("kind", "given_on", "minutes", "audience"))


def bookings():
    rows = TimeBooking.objects.order_by("pk")
    return list(rows.values_list("mentor", "day", "minutes", "source", "origin"))


def written(mentor, **told):
    """Support with its booking, as the service makes it."""
    given = SupportGivenFactory(mentor=mentor, **told)
    TimeBookingFactory(mentor=mentor, day=given.given_on, minutes=given.minutes, origin=given.once)
    return given


def logged(mentor, now, **told):
    return services.log_support(SupportDraft(**(vars(DRAFT) | told)), by=mentor, at=now, once=ONCE)


def test_the_mark_of_another_mentors_booking_leaves_it_hers(sanna, jari, now):
    TimeBookingFactory(mentor=jari, day=FRIDAY, minutes=50, source="engagement", origin=ONCE)

    logged(sanna, now)

    assert [row[:4] for row in bookings()] == [
        (jari.pk, FRIDAY, 50, "engagement"),
        (sanna.pk, FRIDAY, 30, "support"),
    ]


def test_support_sent_twice_is_one_note_and_one_booking(sanna, now):
    given = [services.log_support(DRAFT, by=sanna, at=now, once=ONCE) for _ in range(2)]

    assert given[0] == given[1]
    assert stored() == [("talk", FRIDAY, 30, "me")]
    assert bookings() == [(sanna.pk, FRIDAY, 30, "support", ONCE)]
    assert AuditEntry.objects.filter(action="plans.log_support").count() == 1


def test_all_that_she_tells_is_kept(sanna, plan, now):
    unit = UnitFactory(organisation=sanna.organisation)

    given = logged(
        sanna, now, people=4, unit_id=unit.pk, words="Stuck", audience="pair", plan_id=plan.pk
    )

    given.refresh_from_db()
    assert (given.people, given.unit, given.words, given.audience, given.plan) == (
        *(4, unit, "Stuck", "pair"),
        plan,
    )


def test_who_is_no_mentor_writes_nothing_down(kirsi, now):
    with pytest.raises(PermissionDenied):
        logged(kirsi, now)

    assert (stored(), bookings()) == ([], [])


def test_anothers_note_is_not_taken_by_its_key(sanna, jari, now):
    logged(jari, now, words="Jari's own")

    logged(sanna, now)

    rows = SupportGiven.objects.order_by("pk").values_list("mentor_id", "words")
    assert list(rows) == [(jari.pk, "Jari's own"), (sanna.pk, DRAFT.words)]
    assert [row[0] for row in bookings()] == [jari.pk, sanna.pk]


def test_what_is_still_to_come_is_not_written_down(sanna, now):
    with pytest.raises(services.NotYet):
        logged(sanna, now, given_on=date(2026, 11, 19))

    assert (stored(), bookings()) == ([], [])
    assert logged(sanna, now, given_on=date(2026, 11, 18)).given_on == date(2026, 11, 18)


@pytest.mark.parametrize("whose", ["nobody's", "another mentor's", "closed", "left", "foreign"])
def test_only_her_own_open_plans_can_be_named(sanna, petri, now, whose):
    ours = {"organisation": sanna.organisation}
    key = {
        "nobody's": lambda: 999_999,
        "another mentor's": lambda: PlanFactory(**ours, by=[petri]).pk,
        "closed": lambda: PlanFactory(**ours, by=[sanna], state="completed").pk,
        "left": lambda: (
            PlanMentorFactory(
                membership=sanna, plan__organisation=sanna.organisation, left_at=LONG_AGO
            ).plan_id
        ),
        "foreign": lambda: PlanFactory().pk,
    }[whose]()

    with pytest.raises(services.NotThere) as refused:
        logged(sanna, now, plan_id=key)

    assert refused.value.field == "plan"
    assert (stored(), bookings()) == ([], [])


@pytest.mark.parametrize("is_there", [True, False])
def test_a_unit_is_one_of_the_organisations(sanna, now, is_there):
    key = UnitFactory().pk if is_there else 999_999

    with pytest.raises(services.NotThere) as refused:
        logged(sanna, now, unit_id=key)

    assert refused.value.field == "unit"
    assert (stored(), bookings()) == ([], [])


def test_a_change_changes_the_booking_with_it(sanna, now):
    given = logged(sanna, now)

    draft = SupportDraft("workshop", date(2026, 11, 12), 90, words="On asking")
    services.change_support(given, draft, by=sanna, at=now, version=1)

    assert stored() == [("workshop", date(2026, 11, 12), 90, "me")]
    assert bookings() == [(sanna.pk, date(2026, 11, 12), 90, "support", ONCE)]


def test_what_it_pointed_at_may_stay_though_it_is_closed(sanna, plan, now):
    unit = UnitFactory(organisation=sanna.organisation)
    given = logged(sanna, now, plan_id=plan.pk, unit_id=unit.pk)
    plan.state = "completed"
    plan.save()

    draft = SupportDraft("talk", FRIDAY, 45, plan_id=plan.pk, unit_id=unit.pk)
    changed = services.change_support(given, draft, by=sanna, at=now, version=1)

    assert (changed.minutes, changed.plan_id, changed.version) == (45, plan.pk, 2)


def test_an_older_text_does_not_overwrite_a_newer_one(sanna, now):
    given = logged(sanna, now)
    services.change_support(given, DRAFT, by=sanna, at=now, version=1)

    with pytest.raises(versions.EditedMeanwhile):
        late = SupportDraft("talk", FRIDAY, 90)
        services.change_support(given, late, by=sanna, at=now, version=1)

    assert [row[2] for row in stored() + bookings()] == [30, 30]


def test_nobody_else_changes_or_deletes_it(sanna, jari, now):
    given = logged(sanna, now, audience="organisation")

    with pytest.raises(PermissionDenied):
        services.change_support(given, DRAFT, by=jari, at=now, version=1)
    with pytest.raises(PermissionDenied):
        services.delete_support(given, by=jari)

    assert (len(stored()), len(bookings())) == (1, 1)


def test_deleted_its_time_is_no_longer_booked(sanna, now):
    given = logged(sanna, now)
    TimeBookingFactory(mentor=sanna, minutes=7)

    services.delete_support(given, by=sanna)

    assert stored() == []
    assert [row[2] for row in bookings()] == [7]


def readers(ours, sanna, jari):
    """One of every kind who might read."""
    theirs = {"organisation": ours}
    return {
        "herself": sanna,
        "pair": jari,
        "other mentor": person(ours, "Petri", mentor=True),
        "hr": person(ours, "Kirsi", hr=True),
        "coordinator": person(ours, "Outi", coordinator=True),
        "management": person(ours, "Markku", management=True),
        "employee": person(ours, "Aino"),
        "left": MembershipFactory(**theirs, hr=True, left_at=LONG_AGO),
        "stranger": MembershipFactory(hr=True, mentor=True),
    }


NEAR = {"herself", "pair", "other mentor", "hr", "coordinator"}
READ_BY = {
    "me": {"herself"},
    "pair": {"herself", "pair"},
    "mentors_hr": NEAR,
    "organisation": NEAR | {"management", "employee"},
}


@pytest.mark.parametrize("audience", READ_BY)
def test_the_audience_shown_is_who_can_read(ours, sanna, jari, plan, audience):
    given = SupportGivenFactory(mentor=sanna, words="Stuck", audience=audience)
    people = readers(ours, sanna, jari)

    by_rule = {name for name, one in people.items() if rules.can_see_support(one, given, [jari.pk])}
    by_query = {name for name, one in people.items() if given in queries.visible_support(one)}

    assert (by_rule, by_query) == (READ_BY[audience], READ_BY[audience])


@pytest.mark.parametrize("ended", ["the plan is closed", "she has left it", "he has left it"])
def test_a_former_pair_reads_no_longer(ours, sanna, jari, ended):
    plan = PlanFactory(organisation=ours)
    is_closed = ended == "the plan is closed"
    plan.state = "completed" if is_closed else "active"
    plan.save()
    PlanMentorFactory(
        plan=plan, membership=sanna, left_at=LONG_AGO if ended == "she has left it" else None
    )
    PlanMentorFactory(
        plan=plan, membership=jari, left_at=LONG_AGO if ended == "he has left it" else None
    )
    SupportGivenFactory(mentor=sanna, words="Stuck", audience="pair")

    assert list(queries.visible_support(jari)) == []


def test_an_erased_half_of_a_pair_lets_nobody_read(ours, sanna, jari, plan):
    PlanMentorFactory(plan=plan, membership=None)
    given = SupportGivenFactory(mentor=sanna, words="Stuck", audience="pair")

    assert list(queries.visible_support(jari)) == [given]
