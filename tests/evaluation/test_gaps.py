"""Where the thread is broken. Serves issue 5 (the golden thread), R122, R124, R125."""

from datetime import timedelta

import pytest

from nuotio.evaluation.narrowing import Filters
from nuotio.evaluation.queries import gaps
from nuotio.people.models import TimeShare
from nuotio.plans.models import Plan
from tests.culture.factories import RoundResultFactory, result_content
from tests.evaluation.conftest import AT, TODAY, ago, kinds
from tests.evaluation.worlds import World, break_everywhere, second_goal
from tests.factories import MembershipFactory, OrganisationFactory, ProgrammeFactory
from tests.goals.factories import GoalFactory, StrategicCompetenceFactory
from tests.plans.factories import (
    ExperimentFactory,
    MeasureFactory,
    PlanFactory,
    PlanRemarkFactory,
    PracticeFactory,
)


@pytest.fixture
def world(ours):
    """An organisation whose thread is whole."""
    return World(ours)


def found(viewer, **narrowed):
    rows = gaps.gaps_for(viewer, filters=Filters(**narrowed), at=AT)
    return {(one.kind, one[1:5], one.about) for one in rows}


def test_a_whole_organisation_has_no_gap(world):
    assert kinds(world.hr) == []


def test_every_planted_break_is_found_and_none_that_is_not_there(world):
    planted = break_everywhere(world)

    assert found(world.hr) == planted
    assert {kind for kind, _row, _about in planted} == set(gaps.KINDS)


def test_gaps_come_as_the_thread_runs(world):
    break_everywhere(world)

    assert kinds(world.hr) == list(gaps.KINDS)


def test_gaps_are_found_in_one_query(world, django_assert_num_queries):
    break_everywhere(world)

    with django_assert_num_queries(1):
        kinds(world.hr)


def test_what_others_left_open_is_not_ours(world):
    elsewhere = OrganisationFactory()
    far = MembershipFactory(organisation=elsewhere, mentor=True)
    plan = PlanFactory(organisation=elsewhere, by=[far], active=True, support="Time.")
    ExperimentFactory(plan=plan, kept=True)
    StrategicCompetenceFactory(organisation=elsewhere)

    assert kinds(world.hr) == []


def test_hours_are_told_to_who_sees_hours_only(world, petri, markku):
    break_everywhere(world)
    without = [one for one in gaps.KINDS if not one.startswith("hours")]

    assert kinds(petri) == without
    assert kinds(markku) == without


def test_a_finding_is_told_to_who_reads_the_result(world, petri, markku):
    RoundResultFactory(
        round__organisation=world.ours["organisation"],
        round__closed_at=ago(20),
        content=result_content({"trust": 2.4}),
    )

    assert (kinds(markku), kinds(petri)) == (["finding_without_goal"], [])


def test_an_older_round_is_not_asked_about_any_more(world):
    RoundResultFactory(
        round__organisation=world.ours["organisation"],
        round__closed_at=ago(500),
        content=result_content({"trust": 2.4}),
    )

    assert kinds(world.hr) == []


@pytest.mark.parametrize(("mean", "expected"), [(2.5, 1), (2.6, 0)])
def test_a_dimension_is_weak_where_culture_tells_it_as_low(ours, kirsi, mean, expected):
    RoundResultFactory(round__organisation=ours, content=result_content({"trust": mean}))

    assert kinds(kirsi) == ["finding_without_goal"] * expected


@pytest.mark.parametrize("content", [{"groups": []}, {"groups": [], "refused": "few"}])
def test_a_result_that_shows_nothing_asks_for_nothing(ours, kirsi, content):
    RoundResultFactory(round__organisation=ours, content={**result_content(), **content})

    assert kinds(kirsi) == []


def test_outcomes_and_other_surveys_are_no_ground(ours, kirsi):
    RoundResultFactory(round__organisation=ours, content=result_content({"growth": 1.5}))
    RoundResultFactory(
        round__organisation=ours,
        round__instrument_code="mentor_efficacy",
        round__closed_at=ago(1),
        content=result_content({"trust": 1.5}),
    )

    assert kinds(kirsi) == []


@pytest.mark.parametrize(
    ("state", "expected"),
    [("proposed", []), ("decided", []), ("ended", ["finding_without_goal"])],
)
def test_a_goal_rests_on_a_finding_while_it_has_not_ended(ours, kirsi, state, expected):
    RoundResultFactory(round__organisation=ours, content=result_content({"trust": 2.0}))
    GoalFactory(organisation=ours, dimension="trust", state=state, decided_on=TODAY)

    assert kinds(kirsi) == expected


def test_a_retired_competence_asks_for_nothing(ours, kirsi):
    StrategicCompetenceFactory(organisation=ours, retired_at=ago(1))

    assert kinds(kirsi) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"decided_on": TODAY - timedelta(days=15)}, 1),
        ({"decided_on": TODAY - timedelta(days=14)}, 0),
        ({"hr_signed_at": ago(300), "management_signed_at": ago(14)}, 0),
        ({"hr_signed_at": ago(14), "management_signed_at": ago(300)}, 0),
        ({"hr_signed_at": ago(15), "management_signed_at": ago(300)}, 1),
        ({"made_at": ago(15)}, 1),
        ({"made_at": ago(13)}, 0),
        ({"state": "proposed"}, 0),
        ({"state": "ended"}, 0),
    ],
)
def test_a_goal_is_left_two_weeks_before_it_lacks_a_plan(ours, kirsi, given, expected):
    GoalFactory(organisation=ours, **{"state": "decided", "made_at": ago(300), **given})

    assert kinds(kirsi) == ["goal_without_plan"] * expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"state": "paused"}, []),
        ({"state": "completed"}, []),
        ({"state": "ended"}, ["goal_without_plan"]),
        ({"shown_at": None}, ["goal_without_plan"]),
    ],
)
def test_a_shown_plan_that_did_not_end_early_takes_a_goal_up(ours, kirsi, given, expected):
    told = {"shown_at": ago(1), "agreed_at": ago(1), "state": "active", **given}
    goal = GoalFactory(organisation=ours, state="decided")
    PlanFactory(organisation=ours, goal=goal, **told)

    assert kinds(kirsi) == expected


def test_a_plan_takes_up_its_other_goals_too(world):
    other = world.decided()
    before = kinds(world.hr)

    second_goal(world.plan, other)

    assert (before, kinds(world.hr)) == (["goal_without_plan"], [])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"shown_at": ago(29)}, 1),
        ({"shown_at": ago(28)}, 0),
        ({"shown_at": ago(29), "state": "discussed"}, 1),
        ({"shown_at": ago(29), "state": "paused"}, 0),
        ({"shown_at": ago(29), "state": "completed"}, 0),
        ({"shown_at": None, "state": "draft"}, 0),
    ],
)
def test_a_plan_is_left_four_weeks_before_it_lacks_an_experiment(world, given, expected):
    world.agreed(world.goal, **given)

    assert kinds(world.hr) == ["plan_without_experiment"] * expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"shown_at": ago(15)}, 1),
        ({"shown_at": ago(14)}, 0),
        ({"shown_at": ago(15), "agreed_at": ago(1)}, 0),
        ({"shown_at": ago(15), "state": "paused"}, 1),
        ({"shown_at": ago(15), "state": "ended"}, 0),
    ],
)
def test_hr_has_two_weeks_to_answer_a_plan(world, given, expected):
    PlanFactory(**world.ours, goal=world.goal, by=world.pair, **given)

    assert kinds(world.hr) == ["plan_unanswered"] * expected


@pytest.mark.parametrize(("who", "expected"), [("mentor", 1), ("hr", 0), ("nobody", 0)])
def test_a_remark_of_hr_is_an_answer_and_one_of_the_mentors_is_none(world, who, expected):
    plan = PlanFactory(**world.ours, goal=world.goal, by=world.pair, shown_at=ago(20))
    writer = {"mentor": world.pair[0], "hr": world.hr, "nobody": None}[who]
    PlanRemarkFactory(plan=plan, written_by=writer)

    assert kinds(world.hr) == ["plan_unanswered"] * expected


@pytest.mark.parametrize(
    ("support", "answer", "expected"),
    [("Time.", "", 1), ("Time.", "not_now", 0), ("Time.", "partly", 0), ("  ", "", 0), ("", "", 0)],
)
def test_a_need_is_answered_also_by_not_now(world, support, answer, expected):
    plan = PlanFactory(
        **world.ours,
        goal=world.goal,
        by=world.pair,
        shown_at=ago(15),
        agreed_at=ago(1),
        support=support,
    )
    PlanRemarkFactory(plan=plan, answer=answer, written_by=world.hr)

    assert kinds(world.hr) == ["need_unanswered"] * expected


@pytest.mark.parametrize(
    ("days", "state", "expected"),
    [(15, "active", 1), (14, "active", 0), (15, "paused", 0), (15, "ended", 0), (15, "draft", 1)],
)
def test_an_experiment_may_start_two_weeks_late(world, days, state, expected):
    plan = world.agreed(world.goal, state=state)
    ExperimentFactory(plan=plan, starts_on=TODAY - timedelta(days=days))

    assert kinds(world.hr) == ["experiment_not_started"] * expected


def test_an_experiment_without_days_is_not_late(world):
    ExperimentFactory(plan=world.plan)
    world.run(world.plan, ends_on=None)

    assert kinds(world.hr) == []


@pytest.mark.parametrize(("days", "expected"), [(1, 1), (0, 0)])
def test_an_experiment_is_decided_when_its_last_day_is_over(world, days, expected):
    world.run(world.plan, ends_on=TODAY - timedelta(days=days))

    assert kinds(world.hr) == ["experiment_undecided"] * expected


def test_an_experiment_of_a_plan_that_was_never_shown_is_no_gap(world):
    draft = PlanFactory(**world.ours, goal=world.goal, by=world.pair)
    world.run(draft, ends_on=ago(9).date())
    PracticeFactory(experiment=world.decide(draft), made_at=ago(90))

    assert kinds(world.hr) == []


def test_one_value_from_after_is_enough(world):
    made = world.decide(world.plan, decision="stop")
    MeasureFactory(experiment=made, before=2)

    assert kinds(world.hr) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"decided_at": ago(15)}, 1),
        ({"decided_at": ago(14)}, 0),
        ({"decision": "stop"}, 0),
        ({"decision": "adapt"}, 0),
    ],
)
def test_what_is_kept_is_written_up_within_two_weeks(world, given, expected):
    world.decide(world.plan, **given)

    assert kinds(world.hr) == ["success_without_practice"] * expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"made_at": ago(31)}, 1),
        ({"made_at": ago(30)}, 0),
        ({"made_at": ago(90), "state": "reviewed", "reviewed_at": ago(31)}, 1),
        ({"made_at": ago(90), "state": "reviewed", "reviewed_at": ago(30)}, 0),
        ({"made_at": ago(90), "released": True}, 0),
    ],
)
def test_a_card_waits_a_month(world, given, expected):
    PracticeFactory(experiment=world.decide(world.plan), **given)

    assert kinds(world.hr) == ["practice_waiting"] * expected


@pytest.mark.parametrize(
    ("promised", "state", "expected"),
    [(10, "decided", 1), (0, "decided", 0), (None, "decided", 0), (10, "ended", 0)],
)
def test_promised_hours_are_agreed_for_each_mentor(world, petri, promised, state, expected):
    goal = world.decided(time_share=promised, state=state)
    plan = world.agreed(goal, by=[petri], shown_at=ago(5))
    again = world.agreed(goal, by=[petri], shown_at=ago(5))

    assert kinds(world.hr) == ["hours_not_agreed"] * expected
    assert {row[1][1] for row in found(world.hr)} == ({plan.pk} if expected else set())
    assert again.pk > plan.pk


@pytest.mark.parametrize("how", ["left the plan", "left us", "paused plan", "no mentor any more"])
def test_who_does_not_work_on_a_plan_needs_no_hours(world, petri, how):
    plan = world.agreed(world.goal, by=[petri], shown_at=ago(5))
    part = plan.mentors.get()
    if how == "left the plan":
        part.left_at = ago(1)
        part.save()
    elif how == "left us":
        petri.left_at = ago(1)
        petri.save()
    elif how == "paused plan":
        Plan.objects.filter(pk=plan.pk).update(state="paused")
    else:
        petri.role_holdings.update(state="ended")

    assert kinds(world.hr) == []


@pytest.mark.parametrize(
    ("hours", "expected"), [(37.5, 0), (37.6, 1), (15, 0), (14.9, 1), (0, 0), (30, 0)]
)
def test_hours_of_three_full_months_are_held_against_those_agreed(world, hours, expected):
    world.book(world.pair[0], hours)

    assert kinds(world.hr) == ["hours_not_kept"] * expected


def test_months_that_are_not_full_do_not_count(world):
    for day in (TODAY, TODAY.replace(month=7, day=31)):
        world.book(world.pair[0], 60, day=day)

    assert kinds(world.hr) == []


@pytest.mark.parametrize(
    "given", [{"starts_on": TODAY.replace(month=8, day=2)}, {"state": "ended"}]
)
def test_hours_that_were_not_agreed_for_so_long_are_not_judged(world, given):
    world.book(world.pair[0], 60)
    world.goal.time_share = None
    world.goal.save()
    TimeShare.objects.filter(pk=world.shares[0].pk).update(**given)

    assert kinds(world.hr) == []


def test_a_january_looks_back_to_october(world):
    day = AT.replace(year=2027, month=1, day=10)
    world.book(world.pair[0], 60, day=TODAY.replace(month=10, day=1))

    rows = gaps.gaps_for(world.hr, filters=Filters(), at=day)

    assert "hours_not_kept" in [one.kind for one in rows]


def test_gaps_are_narrowed_to_what_is_asked_for(world):
    programme = ProgrammeFactory()
    plan = world.agreed(world.goal, programme=programme, made_at=ago(150), closed_at=ago(60))
    late = world.run(plan, ends_on=ago(9).date(), made_at=ago(90))
    untaken = world.decided()
    StrategicCompetenceFactory(**world.ours)

    assert kinds(world.hr, programme=programme.pk) == ["experiment_undecided"]
    assert kinds(world.hr, goal=untaken.pk) == ["goal_without_plan"]
    assert kinds(world.hr, plan=plan.pk) == ["experiment_undecided"]
    assert kinds(world.hr, experiment=late.pk) == ["experiment_undecided"]
    assert kinds(world.hr, since=ago(50).date()) == ["experiment_undecided"]
    assert kinds(world.hr, until=ago(100).date()) == []
    assert len(kinds(world.hr)) == 3


def test_a_plans_own_gap_is_there_in_the_period_of_the_plan(world):
    world.agreed(world.goal, made_at=ago(90), closed_at=None)

    assert kinds(world.hr, since=ago(20).date()) == ["plan_without_experiment"]
    assert kinds(world.hr, until=ago(100).date()) == []
