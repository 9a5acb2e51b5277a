"""Serves issue 5 (plans), R69: the box of ideas in its three lists, and who would be in."""

from datetime import timedelta

import pytest

from nuotio.plans.queries import ideas as queries
from nuotio.plans.queries import plans
from tests.factories import LONG_AGO, MembershipFactory, UnitFactory
from tests.plans.factories import ExperimentFactory, IdeaFactory, IdeaJoinFactory, PlanFactory

LATER = LONG_AGO + timedelta(days=1)


def joined(idea, number, **told):
    for _ in range(number):
        IdeaJoinFactory(idea=idea, **told)
    return idea


def test_open_ideas_stand_by_how_many_would_be_in_then_by_age(ours, aino):
    old = IdeaFactory(organisation=ours)
    newer = IdeaFactory(organisation=ours, proposed_at=LATER)
    liked = joined(IdeaFactory(organisation=ours), 2)
    IdeaFactory(organisation=ours, state="picked")
    IdeaFactory(organisation=ours, state="set_aside", answer="No.")
    IdeaFactory()

    found = list(queries.open_ideas(aino))

    assert found == [liked, newer, old]
    assert [one.joined for one in found] == [2, 0, 0]


def test_who_has_left_is_not_counted(ours, aino):
    idea = joined(IdeaFactory(organisation=ours), 1)
    IdeaJoinFactory(idea=idea, membership=MembershipFactory(organisation=ours, left_at=LONG_AGO))

    assert queries.open_ideas(aino).get().joined == 1
    found = queries.idea_at(idea.pk, viewer=aino)
    assert (found.joined, len(found.joins.all())) == (1, 1)


def test_a_member_knows_which_ideas_she_has_joined(ours, aino, jari):
    mine, others = IdeaFactory(organisation=ours), IdeaFactory(organisation=ours)
    IdeaJoinFactory(idea=mine, membership=aino)
    IdeaJoinFactory(idea=others, membership=jari)

    assert {one.pk: one.has_joined for one in queries.open_ideas(aino)} == {
        mine.pk: True,
        others.pk: False,
    }


def test_lists_can_be_narrowed_to_a_unit(ours, aino):
    unit = UnitFactory(organisation=ours)
    told = {"organisation": ours, "unit": unit}
    mine = IdeaFactory(**told)
    picked = IdeaFactory(**told, state="picked")
    aside = IdeaFactory(**told, state="set_aside", answer="No.")
    for state in ({}, {"state": "picked"}, {"state": "set_aside", "answer": "No."}):
        IdeaFactory(organisation=ours, **state)

    assert list(queries.open_ideas(aino, unit=unit.pk)) == [mine]
    assert list(queries.picked_ideas(aino, unit=unit.pk)) == [picked]
    assert list(queries.ideas_set_aside(aino, unit=unit.pk)) == [aside]


@pytest.mark.parametrize("name", ["picked_ideas", "ideas_set_aside"])
def test_answered_ideas_stand_with_the_latest_first(name, ours, aino):
    state = {"picked_ideas": {"state": "picked"}}.get(name, {"state": "set_aside", "answer": "No."})
    old = IdeaFactory(organisation=ours, answered_at=LONG_AGO, **state)
    new = IdeaFactory(organisation=ours, answered_at=LATER, **state)
    IdeaFactory(**state)

    assert list(getattr(queries, name)(aino)) == [new, old]


def test_an_idea_of_others_is_not_there(ours, aino):
    assert queries.idea_at(IdeaFactory().pk, viewer=aino) is None
    assert queries.idea_named(IdeaFactory().pk) is None


def test_what_an_idea_became_is_shown_to_those_who_may_read_it(ours, plan, aino, sanna):
    hidden = PlanFactory(organisation=ours, by=[sanna])
    started = IdeaFactory(
        organisation=ours, state="picked", experiment=ExperimentFactory(plan=plan, running=True)
    )
    planned = IdeaFactory(
        organisation=ours, state="picked", experiment=ExperimentFactory(plan=hidden)
    )
    nothing = IdeaFactory(organisation=ours, state="picked")

    def shown(viewer):
        rows = {one.pk: one for one in queries.picked_ideas(viewer)}
        return [
            queries.experiment_of(rows[one.pk], viewer=viewer) is not None
            for one in (started, planned, nothing)
        ]

    assert (shown(aino), shown(sanna)) == ([True, False, False], [True, True, False])


def test_a_mentor_tries_ideas_in_her_own_open_plans(ours, plan, sanna, petri):
    draft = PlanFactory(organisation=ours, by=[sanna], title="A draft")
    PlanFactory(organisation=ours, by=[sanna], state="ended")
    left = PlanFactory(organisation=ours, by=[sanna])
    left.mentors.update(left_at=LONG_AGO)

    assert set(plans.own_plans(sanna)) == {draft, plan}
    assert plans.own_plans(petri) == []
