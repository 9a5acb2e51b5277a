"""Serves R26 and R62: whose plans are found by whom, with a fixed number of queries."""

from datetime import date, timedelta

import pytest

from nuotio.foundation import tenancy
from nuotio.plans.models import PlanMentor
from nuotio.plans.naming import names_of
from nuotio.plans.queries import plan_remarks, plan_versions
from nuotio.plans.queries import plans as queries
from nuotio.plans.queries.plans import Coaching
from nuotio.programmes.models import Seat
from tests.factories import (
    LONG_AGO,
    MembershipFactory,
    PairFactory,
    ParticipationFactory,
    ProgrammeFactory,
    SeatFactory,
)
from tests.plans import factories


def plans(ours, *by, count=1, **told):
    return [factories.PlanFactory(organisation=ours, by=list(by), **told) for _ in range(count)]


def test_a_plan_is_found_by_those_who_may_read_it(ours, sanna, petri, aino, plan):
    (draft,) = plans(ours, sanna)
    foreign = factories.PlanFactory(shown=True)

    assert queries.plan_at(plan.pk, viewer=petri) == plan
    assert queries.plan_at(draft.pk, viewer=sanna) == draft
    assert [queries.plan_at(draft.pk, viewer=one) for one in (petri, aino)] == [None, None]
    assert queries.plan_at(plan.pk, viewer=aino) is None
    assert queries.plan_at(foreign.pk, viewer=petri) is None


def test_a_plan_comes_with_goals_and_mentors(ours, sanna, plan, django_assert_num_queries):
    further = factories.PlanGoalFactory(plan=plan)

    with django_assert_num_queries(3):
        found = queries.plan_at(plan.pk, viewer=sanna)
        assert found is not None
        assert names_of(found) == "Sanna and Jari"
        assert [one.goal.title for one in found.more_goals.all()] == [further.goal.title]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_any_number(
    count, ours, sanna, jari, petri, django_assert_num_queries
):
    own = plans(ours, sanna, jari, count=count)
    shown = plans(ours, jari, petri, count=count, shown=True)
    plans(ours, petri)
    factories.PlanFactory(shown=True, title="CANARY")

    with django_assert_num_queries(4):
        mine = [(one, one.goal.title, names_of(one)) for one in queries.all_own_plans(sanna)]
        others = [(one, one.goal.title, names_of(one)) for one in queries.others_plans(sanna)]

    assert [one for one, _goal, _names in mine] == own[::-1]
    assert [one for one, _goal, _names in others] == shown[::-1]


def test_ones_own_open_plans_come_first_and_closed_ones_are_left_out_where_asked(ours, sanna):
    (closed,) = plans(ours, sanna, state="completed", changed_at=LONG_AGO + timedelta(days=9))
    (older,) = plans(ours, sanna)
    (newer,) = plans(ours, sanna, changed_at=LONG_AGO + timedelta(days=1))
    (left,) = plans(ours, sanna)
    PlanMentor.objects.filter(plan=left).update(left_at=LONG_AGO)

    assert queries.own_plans(sanna) == [newer, older]
    assert queries.all_own_plans(sanna) == [newer, older, closed]


def test_readable_plans_are_ones_own_and_for_those_who_follow_what_was_shown(
    ours, sanna, petri, kirsi, aino, plan
):
    (draft,) = plans(ours, petri)
    (employees,) = plans(ours, aino)

    assert set(queries.plans_of(kirsi)) == {plan}
    assert set(queries.plans_of(petri)) == {plan, draft}
    assert set(queries.plans_of(aino)) == {employees}


def test_steps_come_by_their_day_and_what_is_done_last(plan, sanna, django_assert_num_queries):
    def step(words, day=None, **told):
        due = date(2026, 12, day) if day else None
        return factories.PlanActionFactory(plan=plan, words=words, due_on=due, **told)

    someday, later, sooner = step("someday"), step("later", 9), step("sooner", 2, owner=sanna)
    done = step("done", 1, done_at=LONG_AGO)
    factories.PlanActionFactory(words="CANARY")
    step("some other day")

    with django_assert_num_queries(1):
        found = queries.actions_of(plan)
        assert found[0].owner is not None
        assert found[0].owner.name == "Sanna Koskinen"

    assert found[:3] == [sooner, later, someday]
    assert found[-1] == done


def test_a_step_is_found_by_those_who_read_its_plan(ours, sanna, petri, aino, plan):
    (draft,) = plans(ours, sanna)
    step, hidden = (factories.PlanActionFactory(plan=one) for one in (plan, draft))

    found = queries.action_at(step.pk, viewer=petri)

    assert found == step
    assert found.plan == plan
    assert queries.action_at(hidden.pk, viewer=petri) is None
    assert queries.action_at(step.pk, viewer=aino) is None
    assert queries.action_at(factories.PlanActionFactory().pk, viewer=petri) is None


def test_other_mentors_of_the_organisation_can_be_asked_along(ours, sanna, jari, petri, kirsi):
    unnamed = MembershipFactory(organisation=ours, mentor=True, user__name="")
    MembershipFactory(mentor=True, user__name="CANARY")
    MembershipFactory(organisation=ours, mentor=True, left_at=LONG_AGO)

    found = queries.possible_partners(sanna, besides=[petri.pk])

    assert found == [(unnamed.pk, unnamed.user.email), (jari.pk, "Jari Lehto")]


def test_the_pair_of_the_newest_coaching_is_known(ours, sanna, jari, petri):
    programme, older = ProgrammeFactory(starts_on=date(2026, 9, 1)), ProgrammeFactory()
    for one in (programme, older):
        ParticipationFactory(programme=one, organisation=ours)
    pair = PairFactory(programme=programme, organisation=ours)
    for member in (sanna, jari, petri):
        SeatFactory(programme=programme, membership=member, pair=pair)
    erased = SeatFactory(programme=programme, pair=pair)
    with tenancy.unrestricted(reason="Arranging a test."):
        Seat.objects.filter(membership=petri).update(left_at=LONG_AGO)
        Seat.objects.filter(pk=erased.pk).update(membership=None)

    found = queries.coaching_of(sanna)

    assert found == Coaching(programme.pk, programme.name, frozenset({jari.pk}))


def test_who_is_coached_nowhere_has_no_pair(ours, sanna):
    ParticipationFactory(programme=ProgrammeFactory(), organisation=ours)

    assert queries.coaching_of(sanna) == Coaching()


def test_a_plan_that_was_shown_is_read_by_others_from_then_on(ours, sanna, petri, plan):
    at = [LONG_AGO + timedelta(hours=hour) for hour in (-2, -1, 1)]
    kept = [
        factories.PlanVersionFactory(
            plan=plan, number=n + 1, at=moment, content={"aim": f"Version {n + 1}"}
        )
        for n, moment in enumerate(at)
    ]

    assert plan_versions.versions_of(plan, viewer=sanna) == kept[::-1]
    assert plan_versions.versions_of(plan, viewer=petri) == [kept[2], kept[1]]
    assert plan_versions.texts_at(kept[2]) == {"aim": "Version 3"}
    assert plan_versions.newest(plan) == kept[2]


def test_versions_of_a_draft_and_of_a_plan_that_has_none_are_nothing_to_others(
    ours, sanna, petri, plan
):
    (draft,) = plans(ours, sanna)
    factories.PlanVersionFactory(plan=draft, number=1)

    assert plan_versions.versions_of(draft, viewer=petri) == []
    assert plan_versions.versions_of(plan, viewer=petri) == []
    assert plan_versions.newest(plan) is None


@pytest.mark.parametrize("count", [1, 3])
def test_remarks_are_read_by_those_between_whom_they_stay(
    count, plan, sanna, kirsi, petri, markku, django_assert_num_queries
):
    written = [factories.PlanRemarkFactory(plan=plan, written_by=kirsi) for _ in range(count)]
    factories.PlanRemarkFactory(words="CANARY")
    plan = queries.plan_at(plan.pk, viewer=sanna)

    with django_assert_num_queries(1):
        found = plan_remarks.remarks_on(plan, viewer=sanna)
        assert {one.written_by.name for one in found if one.written_by} == {"Kirsi Laine"}

    assert found == written == plan_remarks.remarks_on(plan, viewer=kirsi)
    assert plan_remarks.remarks_on(plan, viewer=petri) == []
    assert plan_remarks.remarks_on(plan, viewer=markku) == []


def test_who_wrote_last_and_who_wrote_at_all_is_known(plan, sanna, kirsi):
    factories.PlanRemarkFactory(plan=plan, written_by=None)
    first = factories.PlanRemarkFactory(plan=plan, written_by=kirsi)
    last = factories.PlanRemarkFactory(plan=plan, written_by=kirsi)

    assert plan_remarks.newest_by(plan.pk, kirsi.pk) == last != first
    assert plan_remarks.newest_by(plan.pk, sanna.pk) is None
    assert plan_remarks.writers_on(plan.pk) == {kirsi.pk}
