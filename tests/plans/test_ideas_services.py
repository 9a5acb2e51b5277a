"""Serves issue 5 (plans), R69: ideas are proposed, joined, picked up and set aside."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.plans.events import IdeaAnswered, IdeaProposed
from nuotio.plans.models import Idea, IdeaJoin
from nuotio.plans.services import ideas as services
from nuotio.plans.services.ideas import IdeaDraft
from tests.factories import LONG_AGO, UnitFactory
from tests.plans.factories import ExperimentFactory, IdeaFactory, PlanFactory

ONCE = UUID("00000000-0000-4000-8000-000000000001")


def stored(idea) -> Idea:
    return Idea.objects.get(pk=idea.pk)


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def told_of(idea):
    return idea.state, idea.answer, idea.picked_by_id, idea.answered_at


@pytest.fixture
def idea(ours, aino):
    return IdeaFactory(organisation=ours, proposed_by=aino)


def test_an_idea_is_proposed_under_the_own_name_once(ours, aino, now, announced):
    unit = UnitFactory(organisation=ours)
    draft = IdeaDraft("A quiet hour", "We could think.", unit.pk)

    made = services.propose_idea(draft, by=aino, at=now, once=ONCE)
    again = services.propose_idea(draft, by=aino, at=now, once=ONCE)

    assert again == made
    read = Idea.objects.get()
    assert (read.title, read.words, read.unit_id) == ("A quiet hour", "We could think.", unit.pk)
    assert (read.proposed_by_id, read.proposed_at, read.state) == (aino.pk, now, "open")
    assert announced == [IdeaProposed(ours.pk, made.pk, aino.pk)]
    assert actions() == ["plans.propose_idea"]


def test_an_idea_for_a_unit_of_others_is_not_taken(aino, now):
    draft = IdeaDraft("A quiet hour", unit_id=UnitFactory().pk)

    with pytest.raises(services.NoSuchUnit):
        services.propose_idea(draft, by=aino, at=now, once=ONCE)

    assert Idea.objects.count() == 0


def test_who_has_left_proposes_nothing(aino, now):
    aino.left_at = LONG_AGO

    with pytest.raises(PermissionDenied, match="Everybody in the organisation"):
        services.propose_idea(IdeaDraft("A quiet hour"), by=aino, at=now, once=ONCE)

    assert Idea.objects.count() == 0


def test_joining_and_leaving_twice_is_joining_and_leaving_once(idea, jari, now):
    for _ in range(2):
        services.join_idea(idea, by=jari, at=now)
    joined = list(IdeaJoin.objects.values_list("membership", "at"))
    for _ in range(2):
        services.leave_idea(idea, by=jari)

    assert joined == [(jari.pk, now)]
    assert IdeaJoin.objects.count() == 0
    assert actions() == ["plans.join_idea", "plans.leave_idea"]


def test_who_proposed_an_idea_is_in_already(idea, aino, now):
    services.join_idea(idea, by=aino, at=now)

    assert IdeaJoin.objects.count() == 0


def test_an_idea_that_was_picked_up_can_still_be_joined(ours, jari, now):
    services.join_idea(IdeaFactory(organisation=ours, state="picked"), by=jari, at=now)

    assert IdeaJoin.objects.count() == 1


def test_an_idea_that_was_set_aside_is_joined_no_more(ours, jari, now):
    idea = IdeaFactory(organisation=ours, state="set_aside", answer="Next year.")

    with pytest.raises(services.AlreadyAnswered):
        services.join_idea(idea, by=jari, at=now)

    assert IdeaJoin.objects.count() == 0


def test_who_has_left_neither_joins_nor_leaves(idea, jari, now):
    services.join_idea(idea, by=jari, at=now)
    jari.left_at = LONG_AGO

    with pytest.raises(PermissionDenied):
        services.join_idea(idea, by=jari, at=now)
    with pytest.raises(PermissionDenied):
        services.leave_idea(idea, by=jari)

    assert IdeaJoin.objects.count() == 1


def test_a_mentor_picks_an_idea_up_into_her_own_plan_once(ours, idea, plan, sanna, now, announced):
    services.pick_up(idea, plan, by=sanna, at=now)
    services.pick_up(idea, plan, by=sanna, at=now + timedelta(days=1))

    assert told_of(stored(idea)) == ("picked", "", sanna.pk, now)
    assert announced == [IdeaAnswered(ours.pk, idea.pk, sanna.pk)]
    assert actions() == ["plans.pick_up_idea"]


def test_a_colleague_who_is_no_mentor_picks_nothing_up(idea, plan, aino, now):
    with pytest.raises(PermissionDenied, match="learning mentor"):
        services.pick_up(idea, plan, by=aino, at=now)

    assert stored(idea).state == "open"


def test_a_mentor_picks_nothing_up_into_a_plan_of_others_or_a_closed_one(
    ours, idea, plan, sanna, petri, now
):
    closed = PlanFactory(organisation=ours, by=[sanna], state="completed")

    with pytest.raises(PermissionDenied):
        services.pick_up(idea, plan, by=petri, at=now)
    with pytest.raises(PermissionDenied):
        services.pick_up(idea, closed, by=sanna, at=now)

    assert stored(idea).state == "open"


def test_the_slower_of_two_mentors_is_told(idea, plan, sanna, jari, now):
    services.pick_up(idea, plan, by=sanna, at=now)

    with pytest.raises(services.AlreadyAnswered) as late:
        services.pick_up(idea, plan, by=jari, at=now)

    assert late.value.idea.picked_by_id == sanna.pk
    assert stored(idea).picked_by_id == sanna.pk


def test_an_idea_is_set_aside_with_a_reason_once(ours, idea, kirsi, now, announced):
    services.set_aside(idea, "Next year.", by=kirsi, at=now)
    services.set_aside(idea, "Never.", by=kirsi, at=now + timedelta(days=1))

    assert told_of(stored(idea)) == ("set_aside", "Next year.", None, now)
    assert announced == [IdeaAnswered(ours.pk, idea.pk, kirsi.pk)]
    assert actions() == ["plans.set_idea_aside"]


@pytest.mark.parametrize("name", ["aino", "sanna", "kirsi"])
def test_its_proposer_a_mentor_and_hr_set_an_idea_aside(name, idea, now, request):
    services.set_aside(idea, "Next year.", by=request.getfixturevalue(name), at=now)

    assert stored(idea).state == "set_aside"


def test_a_colleague_does_not_set_the_idea_of_another_aside(ours, aino, markku, now):
    idea = IdeaFactory(organisation=ours)

    for one in (aino, markku):
        with pytest.raises(PermissionDenied, match="set aside"):
            services.set_aside(idea, "Next year.", by=one, at=now)

    assert stored(idea).state == "open"


def test_what_was_picked_up_and_came_to_nothing_can_be_set_aside(idea, plan, sanna, now):
    services.pick_up(idea, plan, by=sanna, at=now)

    services.set_aside(idea, "No room for it.", by=sanna, at=now)

    assert told_of(stored(idea)) == ("set_aside", "No room for it.", None, now)


def test_an_idea_that_became_an_experiment_stays_picked_up(ours, plan, sanna, now):
    experiment = ExperimentFactory(plan=plan)
    idea = IdeaFactory(organisation=ours, state="picked", picked_by=sanna, experiment=experiment)

    with pytest.raises(services.AlreadyAnswered):
        services.set_aside(idea, "No.", by=sanna, at=now)
    with pytest.raises(services.AlreadyAnswered):
        services.pick_up(idea, plan, by=sanna, at=now)

    assert told_of(stored(idea)) == ("picked", "", sanna.pk, None)
