"""The golden thread as lines. Serves issue 5 (the golden thread), R122, R123."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.evaluation.narrowing import Filters
from nuotio.evaluation.queries import threads
from nuotio.evaluation.rules import can_see_thread
from tests.culture.factories import RoundResultFactory, result_content
from tests.evaluation.conftest import AT, TODAY, ago, thread
from tests.evaluation.worlds import World, break_everywhere, second_goal
from tests.factories import ProgrammeFactory
from tests.goals.factories import GoalFactory, StrategicCompetenceFactory
from tests.plans.factories import ExperimentFactory, MeasureFactory, PlanFactory, PracticeFactory


@pytest.fixture
def world(ours):
    """An organisation whose thread is whole."""
    return World(ours)


def told(knot):
    return [(one.words, one.note) for one in knot.items]


def only(found):
    (line,) = found.lines
    return {knot.kind: knot for knot in line.knots}, line


def test_a_whole_line_runs_from_finding_to_practice(world):
    knots, line = only(thread(world.hr))

    assert (line.state, line.gap_count, line.title) == ("whole", 0, world.goal.title)
    assert told(knots["ground"]) == [
        ("Reflection 2.5", world.round.name_fi),
        (world.competence.name, ""),
    ]
    assert told(knots["goal"]) == [(world.goal.title, "2 May 2026")]
    assert (knots["plan"].name, told(knots["plan"])) == (
        "Pair plan",
        [("Sanna and Jari", "agreed 1 Jul 2026")],
    )
    assert told(knots["experiment"]) == [
        (world.kept.title, "we keep it"),
        (world.running.title, "running, 4 weeks"),
        (world.planned.title, "planned"),
    ]
    assert told(knots["change"]) == [
        ("Solutions learned from others in a week: 2 → 5", "11 people")
    ]
    assert told(knots["practice"]) == [(world.kept.practice.name, "open to our organisation")]
    assert [knot.waits for knot in line.knots] == [""] * 6


def test_a_line_without_anything_says_what_is_awaited(ours, kirsi):
    GoalFactory(organisation=ours)

    knots, line = only(thread(kirsi))

    assert line.state == "under_way"
    assert told(knots["goal"])[0][1] == "proposed, not decided yet"
    assert [knot.waits for knot in line.knots] == [
        "No finding behind it yet",
        "",
        "Not yet",
        "Not yet",
        "Not known yet",
        "Not yet",
    ]


def test_a_competence_is_ground_enough(ours, kirsi):
    named = StrategicCompetenceFactory(organisation=ours, name="Courage")
    GoalFactory(organisation=ours, competence=named)

    knots, _line = only(thread(kirsi))

    assert (knots["ground"].name, told(knots["ground"])) == (
        "Strategic competence",
        [("Courage", "asked for by the strategy")],
    )


def test_a_long_finding_without_a_mean_is_told_in_short(ours, kirsi):
    GoalFactory(organisation=ours, finding="We talked with every team. " * 8)

    knots, _line = only(thread(kirsi))

    (item,) = knots["ground"].items
    assert item.words.endswith(" …")
    assert len(item.words) <= 82


def test_lines_say_how_far_they_go(world):
    world.decided(title="Nobody yet")
    GoalFactory(**world.ours, title="Ended", state="ended", decided_by="The board")
    world.run(world.agreed(world.decided(title="Late")), ends_on=ago(3).date())

    found = thread(world.hr, page=None)

    assert {line.title: line.state for line in found.lines} == {
        world.goal.title: "whole",
        "Nobody yet": "untaken",
        "Late": "gaps",
        "Ended": "under_way",
    }
    assert found.lines[-1].title == "Ended"
    assert (found.gap_count, found.total) == (2, 4)


def test_every_gap_lies_on_its_knot(world):
    break_everywhere(world)

    found = thread(world.hr, page=None)

    placed = {
        gap.kind: knot.kind for line in found.lines for knot in line.knots for gap in knot.gaps
    }
    assert placed == {
        "goal_without_plan": "plan",
        "plan_unanswered": "plan",
        "need_unanswered": "plan",
        "hours_not_agreed": "plan",
        "hours_not_kept": "plan",
        "plan_without_experiment": "experiment",
        "experiment_not_started": "experiment",
        "experiment_without_before": "experiment",
        "experiment_undecided": "experiment",
        "change_unseen": "change",
        "success_without_practice": "practice",
        "practice_waiting": "practice",
    }
    assert [gap.kind for gap in found.loose] == ["finding_without_goal", "competence_without_goal"]
    assert sum(line.gap_count for line in found.lines) + len(found.loose) == found.gap_count == 14


def test_a_page_tells_three_things_and_two_gaps_of_a_knot_and_counts_the_rest(world):
    for _ in range(3):
        late = world.agreed(world.goal, shown_at=ago(20), agreed_at=None, state="discussed")
        late.remarks.all().delete()
    for _ in range(2):
        world.run(world.plan)

    knots, line = only(thread(world.hr))

    assert (len(knots["plan"].items), knots["plan"].more) == (3, 1)
    assert (len(knots["plan"].gaps), knots["plan"].more_gaps) == (2, 4)
    assert (len(knots["experiment"].items), knots["experiment"].more) == (3, 2)
    assert line.gap_count == 6
    assert only(thread(world.hr, page=None))[0]["plan"].more_gaps == 0


def test_who_could_close_a_gap_and_who_is_shown_the_way(world, markku):
    untaken = world.decided(title="Nobody yet")
    world.run(world.plan, ends_on=ago(3).date(), title="Friday")
    mentor = world.pair[0]

    gaps = [gap for line in thread(mentor).lines for gap in line.gaps]
    others = [gap for line in thread(markku).lines for gap in line.gaps]

    assert [(gap.words, gap.who, gap.step) for gap in gaps] == [
        (
            "Friday: ended on 15 Nov 2026, the decision is missing.",
            "Sanna and Jari",
            "decide whether to keep, adapt or stop it",
        ),
        ("Nobody has made a plan for this goal yet.", "The learning mentors", "begin a plan"),
    ]
    assert [gap.goal_id for gap in gaps] == [world.goal.pk, untaken.pk]
    assert [gap.url for gap in others] == ["", ""]
    assert gaps[0].since == ago(3).date()


def test_who_leads_is_shown_the_way_to_propose_a_goal(world, markku):
    StrategicCompetenceFactory(**world.ours, name="Courage")

    leader, mentor = (thread(one).loose[0] for one in (markku, world.pair[0]))

    assert leader.words == "The strategy asks for it. No goal rests on it yet: Courage"
    assert (leader.who, leader.step) == ("HR and management", "propose a goal")
    assert leader.url.endswith("/goals/new/")
    assert mentor.url == ""


def test_a_finding_is_told_by_name_and_mean(ours, kirsi):
    RoundResultFactory(round__organisation=ours, content=result_content({"trust": 2.0}))

    (gap,) = thread(kirsi).loose

    assert gap.words == "Trust 2.0 needs attention. No goal rests on it yet."


@pytest.mark.parametrize(
    ("after", "note"),
    [
        (3.2, "2.5 before, Later. The change is probably between 0.6 and 0.8."),
        (2.5, "2.5 before, Later. If there is a change, it is too small to matter."),
    ],
)
def test_change_is_told_beside_and_never_as_a_cause(world, after, note):
    RoundResultFactory(
        round__organisation=world.ours["organisation"],
        round__name_en="Later",
        round__closed_at=ago(10),
        content=result_content({"reflection": after}),
    )

    knots, _line = only(thread(world.hr))

    assert told(knots["change"])[0] == (f"Reflection {after}", note)


def test_what_may_be_chance_is_said_to_be(world):
    RoundResultFactory(
        round__organisation=world.ours["organisation"],
        round__closed_at=ago(10),
        content=result_content({"reflection": 2.7}, n=12),
    )

    knots, _line = only(thread(world.hr))

    assert told(knots["change"])[0][1].endswith("It may be chance.")


def test_change_is_told_to_who_reads_the_newer_result(world):
    RoundResultFactory(
        round__organisation=world.ours["organisation"],
        round__closed_at=ago(10),
        content=result_content({"reflection": 3.2}),
    )

    mentor, hr = (only(thread(one))[0]["change"] for one in (world.pair[0], world.hr))

    assert (len(mentor.items), len(hr.items)) == (1, 2)


def test_a_dimension_that_was_cut_is_compared_with_nothing(world):
    made = RoundResultFactory(
        round__organisation=world.ours["organisation"],
        round__closed_at=ago(10),
        content=result_content({"reflection": 3.2}),
    )
    scale = next(one for one in made.round.instrument["scales"] if one["code"] == "reflection")
    scale["items"][0]["on"] = False
    made.round.save()

    assert len(only(thread(world.hr))[0]["change"].items) == 1


def test_few_people_are_said_aloud(world):
    experiment = ExperimentFactory(plan=world.plan, state="decided", decision="stop")
    for people in (1, 4, None):
        MeasureFactory(experiment=experiment, before=1, after=2, people=people, unit="times")

    found = thread(world.hr, experiment=experiment.pk, by="experiment")

    assert [note for _words, note in told(only(found)[0]["change"])] == [
        "only one person",
        "only 4 people",
        "",
    ]


def test_a_card_that_is_not_released_has_no_name_on_the_thread(world):
    world.kept.practice.delete()
    PracticeFactory(experiment=world.kept, name="Secret", made_at=ago(1))

    knots, _line = only(thread(world.hr))

    assert told(knots["practice"]) == []
    assert knots["practice"].waits == "A practice card is being written"


def test_a_draft_is_on_the_thread_of_its_own_mentors_only(world, petri):
    draft = PlanFactory(**world.ours, goal=world.goal, by=[petri], title="Draft")
    ExperimentFactory(plan=draft, title="Planned in secret")

    own, others = (only(thread(one))[0] for one in (petri, world.hr))

    assert ("Petri", "a draft that only its mentors see") in told(own["plan"])
    assert len(others["plan"].items) == 1
    assert "Planned in secret" not in str(others)
    assert thread(world.hr, plan=draft.pk, by="plan").lines == []


def test_a_former_mentor_keeps_her_place_without_a_name(world):
    part = world.plan.mentors.first()
    part.membership = None
    part.save()

    knots, _line = only(thread(world.hr))

    assert told(knots["plan"])[0][0] == "a former mentor and Jari"


def test_a_plan_that_everybody_left_is_of_former_mentors(world):
    world.plan.mentors.update(left_at=ago(1))
    world.plan.state = "completed"
    world.plan.save()

    assert told(only(thread(world.hr))[0]["plan"]) == [("Former mentors", "completed")]


def test_a_goal_has_a_line_for_each_plan(world):
    second = world.agreed(world.goal, title="Second", state="discussed")
    world.run(second, title="Friday", ends_on=ago(3).date())

    found = thread(world.hr, goal=world.goal.pk, by="plan")

    assert [(line.title, line.state) for line in found.lines] == [
        (world.plan.title, "whole"),
        ("Second", "gaps"),
    ]
    assert found.total == 2


def test_a_goal_without_plans_is_a_line_of_its_own(world):
    untaken = world.decided()

    found = thread(world.hr, goal=untaken.pk, by="plan")

    assert [(line.state, line.gap_count) for line in found.lines] == [("untaken", 1)]
    assert found.loose == []


def test_a_goal_whose_plans_ended_early_tells_that_beside_them(world):
    goal = world.decided()
    world.agreed(goal, state="ended")

    found = thread(world.hr, goal=goal.pk, by="plan")

    assert [gap.kind for gap in found.loose] == ["goal_without_plan"]
    assert [line.gap_count for line in found.lines] == [0]


def test_a_plan_has_a_line_for_each_goal_that_it_serves(world):
    other = world.decided()
    second_goal(world.plan, other)
    world.run(world.plan, goal=other, title="For the other")

    found = thread(world.hr, plan=world.plan.pk, by="plan")

    knots = [{k.kind: k for k in line.knots} for line in found.lines]
    assert [one["goal"].items[0].words for one in knots] == [world.goal.title, other.title]
    assert told(knots[1]["experiment"])[0][0] == "For the other"


def test_an_experiment_has_its_own_line(world):
    knots, line = only(thread(world.hr, experiment=world.kept.pk, by="experiment"))

    assert (line.title, line.state) == (world.kept.title, "whole")
    assert [len(knots[kind].items) for kind in ("plan", "experiment", "practice")] == [1, 1, 1]


def test_lines_are_narrowed_to_a_programme_and_a_period(world):
    programme = ProgrammeFactory()
    goal = world.decided(title="In the programme")
    plan = world.agreed(goal, programme=programme, made_at=ago(90), closed_at=ago(60))
    world.run(plan, made_at=ago(90), decided_at=None)
    ExperimentFactory(plan=plan, made_at=ago(90), kept=True, decided_at=ago(80))

    def titles(**narrowed):
        return [line.title for line in thread(world.hr, **narrowed).lines]

    assert titles(programme=programme.pk) == ["In the programme"]
    assert titles(since=ago(70).date(), until=ago(65).date()) == [
        world.goal.title,
        "In the programme",
    ]
    assert titles(until=ago(200).date()) == [world.goal.title]
    assert titles(until=TODAY - timedelta(days=4_000)) == []
    line = thread(world.hr, programme=programme.pk, since=ago(70).date()).lines[0]
    assert len(line.knots[3].items) == 1


def test_only_broken_lines_are_shown_where_asked(world):
    world.decided(title="Nobody yet")

    found = thread(world.hr, only_gaps=True)
    of_goal = thread(world.hr, goal=world.goal.pk, by="plan", only_gaps=True)

    assert [line.title for line in found.lines] == ["Nobody yet"]
    assert of_goal.lines == []


def test_a_report_says_what_it_is_narrowed_to(world):
    narrowed = {"goal": world.goal.pk, "since": TODAY, "only_gaps": True}

    found = thread(world.hr, page=None, **narrowed)

    assert found.chosen == [
        ("Goal", world.goal.title),
        ("Period", "18 Nov 2026–"),
        ("Shown", "Only gaps"),
    ]
    assert thread(world.hr, page=None).chosen == []


def test_lines_come_in_pages_and_past_the_last_is_the_first(ours, kirsi):
    made = [GoalFactory(organisation=ours) for _ in range(threads.PAGE + 1)]

    second, past = (thread(kirsi, page=number) for number in (2, 9))

    assert [line.title for line in second.lines] == [made[-1].title]
    assert (second.total, len(past.lines)) == (4, 3)


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_takes_six_queries_whatever_lies_on_it(
    world, markku, count, django_assert_num_queries
):
    for _ in range(count - 1):
        world.run(world.agreed(world.decided()), ends_on=ago(3).date())
    PlanFactory(active=True)

    with django_assert_num_queries(6):
        found = threads.thread_for(markku, filters=Filters(), page=1, at=AT)

    assert len(found.lines) == count


def test_mentors_hr_and_management_see_it_and_others_do_not(ours, sanna, kirsi, markku, aino):
    who = [can_see_thread(one, ours.pk) for one in (sanna, kirsi, markku, aino)]

    assert who == [True, True, True, False]
    with pytest.raises(PermissionDenied, match="Learning mentors, HR"):
        thread(aino)
