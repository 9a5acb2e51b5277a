"""Serves R26 and R44: who reads, writes and agrees to a plan, and between whom words stay."""

import pytest

from nuotio.plans.rules import plans as rules
from tests.factories import LONG_AGO
from tests.plans import factories
from tests.plans.conftest import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(sanna, jari, petri, kirsi, markku, aino):
    return {one.name.split()[0]: one for one in (sanna, jari, petri, kirsi, markku, aino)}


@pytest.fixture
def draft(ours, sanna, jari):
    """A plan that only Sanna and Jari know of."""
    return factories.PlanFactory(organisation=ours, by=[sanna, jari])


def allowed(people, rule, *about):
    return {name for name, one in people.items() if rule(one, *about)}


@pytest.mark.parametrize(
    ("rule", "of_draft", "of_shown"),
    [
        (rules.can_see_plan, {"Sanna", "Jari"}, {"Sanna", "Jari", "Petri", "Kirsi", "Markku"}),
        (rules.can_write_plan, {"Sanna", "Jari"}, {"Sanna", "Jari"}),
        (rules.can_close_plan, {"Sanna", "Jari"}, {"Sanna", "Jari"}),
        (rules.can_agree_plan, set(), {"Kirsi"}),
        (rules.can_remark, set(), {"Sanna", "Jari", "Kirsi"}),
        (rules.can_see_remarks, {"Sanna", "Jari"}, {"Sanna", "Jari", "Kirsi"}),
        (rules.can_answer_need, set(), {"Kirsi"}),
    ],
    ids=lambda one: getattr(one, "name", ""),
)
def test_who_may_depends_on_whether_the_plan_was_shown(
    rule, of_draft, of_shown, people, draft, plan
):
    assert allowed(people, rule, draft) == of_draft
    assert allowed(people, rule, plan) == of_shown


def test_mentors_begin_plans_and_those_who_follow_see_the_list(people, ours):
    assert allowed(people, rules.can_begin_plan) == {"Sanna", "Jari", "Petri"}
    assert allowed(people, rules.can_see_plans, ours.pk) == people.keys() - {"Aino"}


def test_a_closed_plan_is_read_and_not_written(people, ours, sanna):
    closed = factories.PlanFactory(
        organisation=ours, by=[sanna], active=True, state="completed", closed_at=LONG_AGO
    )

    assert allowed(people, rules.can_write_plan, closed) == set()
    assert allowed(people, rules.can_close_plan, closed) == {"Sanna"}
    assert allowed(people, rules.can_see_plan, closed) == people.keys() - {"Jari", "Aino"} | {
        "Jari"
    }


def test_hr_does_not_agree_to_a_plan_of_its_own(ours, kirsi):
    own = factories.PlanFactory(organisation=ours, by=[kirsi], shown=True)

    assert rules.can_agree_plan(kirsi, own) is False


def test_who_has_left_the_plan_or_the_house_writes_no_more(ours, sanna, jari, plan):
    part = plan.mentors.get(membership=jari)
    part.left_at = LONG_AGO
    part.save()
    sanna.left_at = LONG_AGO

    assert (rules.can_write_plan(jari, plan), rules.can_see_plan(jari, plan)) == (False, True)
    assert (rules.can_write_plan(sanna, plan), rules.can_see_plan(sanna, plan)) == (False, False)


def test_nobody_of_another_organisation_sees_anything(plan, ours):
    stranger = person(factories.OrganisationFactory(), "Outi Heikkinen", hr=True, mentor=True)

    for rule in (
        *(rules.can_see_plan, rules.can_write_plan, rules.can_agree_plan, rules.can_remark),
        *(rules.can_see_remarks, rules.can_answer_need, rules.can_close_plan),
    ):
        assert rule(stranger, plan) is False
    assert rules.can_see_plans(stranger, ours.pk) is False
