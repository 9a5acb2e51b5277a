"""Serves issue 5 (start pages), R54, R62, R68: plans and experiments are the one thing next."""

from datetime import UTC, date, datetime, timedelta

import pytest

from nuotio.foundation import tenancy
from nuotio.home.queries import plans, situation, steps, words
from nuotio.home.queries.culture import Asked
from nuotio.home.queries.plans import Followed, Mine
from nuotio.people.models import TimeShare
from tests.factories import LONG_AGO, MembershipFactory
from tests.goals.factories import GoalFactory
from tests.home.conftest import figures
from tests.plans.factories import (
    ExperimentFactory,
    IdeaFactory,
    IdeaJoinFactory,
    ObservationFactory,
    PlanFactory,
    PlanGoalFactory,
    PlanMentorFactory,
    PlanRemarkFactory,
    PracticeFactory,
    PulseFactory,
)

AT = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 18)
DAY = timedelta(days=1)


def told(viewer, at=AT):
    with tenancy.inside(viewer.organisation_id):
        return situation.situation_of(viewer, at=at)


def mine(viewer, at=AT) -> Mine:
    return told(viewer, at).mine


def followed(viewer, at=AT) -> Followed:
    return told(viewer, at).followed


@pytest.fixture
def mentor(db):
    """A mentor, and a plan of hers with everything on it in another organisation's twin."""
    theirs = MembershipFactory(mentor=True)
    _fill(theirs)
    return MembershipFactory(mentor=True)


def _fill(viewer) -> None:
    """Give a mentor everything that asks for something."""
    draft = PlanFactory(organisation=viewer.organisation, by=[viewer])
    PlanFactory(goal=draft.goal, organisation=viewer.organisation, shown=True)
    plan = _plan(viewer)
    ExperimentFactory(plan=plan, running=True, ends_on=TODAY - DAY)
    ExperimentFactory(plan=plan, starts_on=TODAY - DAY)
    PracticeFactory(experiment__plan=plan, released=True, released_at=AT)
    IdeaFactory(organisation=viewer.organisation)
    GoalFactory(organisation=viewer.organisation, state="decided")


def _plan(viewer, **changes):
    return PlanFactory(**{"organisation": viewer.organisation, "by": [viewer], **changes})


def _active(viewer, **changes):
    return _plan(viewer, active=True, **changes)


@pytest.mark.django_db
def test_a_mentor_without_a_plan_is_asked_for_nothing(mentor):
    assert mine(mentor) == Mine()


@pytest.mark.django_db
def test_a_draft_is_late_after_two_weeks(mentor):
    plan = _plan(mentor, made_at=AT)
    _plan(mentor, by=[])

    early, late = mine(mentor), mine(mentor, AT + 15 * DAY)

    assert early == Mine(plans=1, draft_id=plan.pk)
    assert late == Mine(plans=1, draft_id=plan.pk, late_draft_id=plan.pk)


@pytest.mark.django_db
def test_a_plan_that_was_shown_is_no_draft_and_a_closed_one_no_plan(mentor):
    _plan(mentor, shown=True)
    _plan(mentor, state="completed", closed_at=AT)
    _plan(mentor, state="ended", closed_at=AT)

    assert mine(mentor) == Mine(plans=1)


@pytest.mark.django_db
def test_a_plan_that_she_has_left_asks_for_nothing(mentor):
    plan = _active(mentor, by=[])
    PlanMentorFactory(plan=plan, membership=mentor, left_at=AT)
    ExperimentFactory(plan=plan, running=True, ends_on=TODAY - DAY)

    assert mine(mentor) == Mine()


@pytest.mark.django_db
def test_an_agreed_plan_waits_to_be_started_and_tried(mentor):
    plan = _plan(mentor, shown=True, state="discussed", agreed_at=AT)

    before = mine(mentor)
    ExperimentFactory(plan=plan)

    assert before == Mine(plans=1, agreed_id=plan.pk, untried_id=plan.pk)
    assert mine(mentor) == Mine(plans=1, agreed_id=plan.pk)


@pytest.mark.django_db
def test_a_paused_plan_asks_for_nothing(mentor):
    plan = _active(mentor, state="paused", paused_at=AT)
    ExperimentFactory(plan=plan, starts_on=TODAY)
    ExperimentFactory(plan=plan, running=True)
    ExperimentFactory(plan=plan, running=True, ends_on=TODAY - DAY)

    assert mine(mentor) == Mine(plans=1, running=2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("starts_on", "waits"),
    [(TODAY - DAY, True), (TODAY, True), (TODAY + DAY, False), (None, False)],
)
def test_an_experiment_is_started_once_its_day_has_come(mentor, starts_on, waits):
    experiment = ExperimentFactory(plan=_active(mentor), starts_on=starts_on)

    assert mine(mentor) == Mine(plans=1, to_start_id=experiment.pk if waits else None)


@pytest.mark.django_db
@pytest.mark.parametrize(("ends_on", "is_past"), [(TODAY - DAY, True), (TODAY, False)])
def test_an_experiment_past_its_end_is_decided_on_and_no_longer_noted(mentor, ends_on, is_past):
    pk = ExperimentFactory(plan=_active(mentor), running=True, ends_on=ends_on).pk

    noted = {"to_decide_id": pk} if is_past else {"to_note_id": pk}
    assert mine(mentor) == Mine(plans=1, running=1, **noted)


@pytest.mark.django_db
def test_a_running_experiment_is_noted_once_a_week(mentor):
    experiment = ExperimentFactory(plan=_active(mentor), state="running", started_at=AT - 8 * DAY)

    asked = mine(mentor).to_note_id
    in_its_first_week = mine(mentor, AT - 2 * DAY).to_note_id
    ObservationFactory(experiment=experiment, at=AT - DAY)
    noted, a_week_on = mine(mentor).to_note_id, mine(mentor, AT + 7 * DAY).to_note_id

    assert (asked, in_its_first_week) == (experiment.pk, None)
    assert (noted, a_week_on) == (None, experiment.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("decision", ["keep", "adapt", "stop"])
def test_an_experiment_that_is_kept_is_written_up_while_it_is_fresh(mentor, decision):
    experiment = ExperimentFactory(
        plan=_active(mentor), state="decided", decision=decision, decided_at=AT - DAY
    )

    fresh, late = mine(mentor).to_write_up_id, mine(mentor, AT + plans.FRESH).to_write_up_id
    PracticeFactory(experiment=experiment, written_by=mentor)

    assert fresh == (experiment.pk if decision == "keep" else None)
    assert (late, mine(mentor).to_write_up_id) == (None, None)


@pytest.mark.django_db
def test_a_card_of_a_pair_waits_for_the_other_of_them(mentor):
    pair = MembershipFactory(organisation=mentor.organisation, mentor=True)
    third = MembershipFactory(organisation=mentor.organisation, mentor=True)
    hr = MembershipFactory(organisation=mentor.organisation, hr=True)
    plan = _active(mentor, by=[mentor, pair])
    card = PracticeFactory(experiment__plan=plan, written_by=mentor)

    found = [mine(one).card_to_read_id for one in (mentor, pair, third)]

    assert found == [None, card.pk, None]
    assert followed(hr).card_to_read_id is None


@pytest.mark.django_db
def test_a_card_that_was_written_alone_waits_for_other_mentors_and_hr(mentor):
    third = MembershipFactory(organisation=mentor.organisation, mentor=True)
    hr = MembershipFactory(organisation=mentor.organisation, hr=True)
    card = PracticeFactory(experiment__plan=_active(mentor), written_by=mentor)

    assert [mine(one).card_to_read_id for one in (mentor, third)] == [None, card.pk]
    assert followed(hr).card_to_read_id == card.pk


@pytest.mark.django_db
def test_a_card_that_was_read_through_is_released_by_its_mentors(mentor):
    third = MembershipFactory(organisation=mentor.organisation, mentor=True)
    card = PracticeFactory(experiment__plan=_active(mentor), written_by=mentor, reviewed=True)

    assert [mine(one).card_to_release_id for one in (mentor, third)] == [card.pk, None]


@pytest.fixture
def hr(mentor):
    """HR of the mentor's organisation."""
    return MembershipFactory(organisation=mentor.organisation, hr=True)


@pytest.mark.django_db
def test_hr_answers_plans_that_were_shown_until_she_has_said_something(hr, mentor):
    first = _plan(mentor, shown=True, changed_at=LONG_AGO)
    second = _plan(mentor, shown=True, changed_at=AT)
    _plan(mentor)
    _plan(mentor, shown=True, agreed_at=AT, state="discussed")

    before = followed(hr)
    PlanRemarkFactory(plan=first, written_by=mentor, at=AT)
    PlanRemarkFactory(plan=second, written_by=hr, at=AT - DAY)
    unanswered = followed(hr)
    PlanRemarkFactory(plan=first, written_by=hr, at=AT)

    assert (before.to_answer, before.to_answer_id) == (2, first.pk)
    assert unanswered == before
    assert (followed(hr).to_answer, followed(hr).to_answer_id) == (1, second.pk)


@pytest.mark.django_db
def test_hr_who_is_a_mentor_does_not_answer_her_own_plan(hr, mentor):
    plan = _plan(mentor, shown=True)
    PlanMentorFactory(plan=plan, membership=hr)

    assert followed(hr).to_answer == 0


@pytest.mark.django_db
def test_hr_gives_fresh_practices_to_the_network(hr, mentor):
    plan = _active(mentor)
    PracticeFactory(experiment__plan=plan, released=True)
    card = PracticeFactory(experiment__plan=plan, released=True, released_at=AT - DAY)
    PracticeFactory(experiment__plan=plan, published=True, released_at=AT - DAY)

    assert (followed(hr).to_give, followed(hr).to_give_id) == (1, card.pk)


@pytest.mark.django_db
def test_a_goal_is_untaken_until_a_plan_serves_it(hr, mentor):
    ours = {"organisation": mentor.organisation, "state": "decided"}
    main, further, left = (GoalFactory(**ours, decided_on=date(2026, 9, 1)) for _ in range(3))
    GoalFactory(organisation=mentor.organisation)
    GoalFactory(**ours, decided_on=TODAY - DAY)
    GoalFactory(**ours, ends_on=TODAY - DAY)
    before = followed(hr)

    plan = _plan(mentor, goal=main)
    PlanGoalFactory(plan=plan, goal=further)
    _plan(mentor, goal=left, state="ended")

    assert (before.untaken, before.untaken_id) == (3, main.pk)
    assert (followed(hr).untaken, followed(hr).untaken_id) == (1, left.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("roles", [{}, {"mentor": True}, {"management": True}])
def test_an_open_idea_is_told_to_those_who_are_not_in_it_yet(roles, mentor):
    ours = {"organisation": mentor.organisation}
    viewer = MembershipFactory(**ours, **roles)
    IdeaFactory(**ours)
    IdeaFactory(**ours, proposed_by=mentor)
    IdeaFactory(**ours, proposed_by=viewer)
    IdeaJoinFactory(idea=IdeaFactory(**ours), membership=viewer)
    IdeaFactory(**ours, state="picked")
    IdeaFactory(**ours, state="set_aside", answer="Not this year.")

    assert told(viewer).ideas == 2


@pytest.mark.django_db
def test_nobody_but_mentors_hr_and_management_counts_plans(mentor):
    _fill(mentor)
    employee = MembershipFactory(organisation=mentor.organisation)
    provider = MembershipFactory(at_provider=True, coordinator=True, mentor=True)

    assert (told(employee).mine, told(employee).followed) == (Mine(), Followed())
    assert (told(provider).mine, told(provider).followed) == (Mine(), Followed())


@pytest.mark.django_db
def test_a_running_pulse_is_not_told_to_anybody(mentor):
    employee = MembershipFactory(organisation=mentor.organisation)
    PulseFactory(experiment=ExperimentFactory(plan=_active(mentor), running=True))

    assert "plans_pulse" not in plans.MINE + plans.FOLLOWED + plans.IDEAS
    assert (told(employee).mine, told(employee).ideas) == (Mine(), 0)


GOALS = {"asked": Asked(decided_goals=1)}
HERE = "/en/o/virasto/"
STEPS = {
    "a mentor without a plan": (
        ("mentor",),
        GOALS,
        ("Begin your plan", f"{HERE}plans/new/"),
    ),
    "a draft": (
        ("mentor",),
        {"mine": Mine(plans=1, draft_id=5), **GOALS},
        ("Go on with your plan", f"{HERE}plans/5/write/"),
    ),
    "a late draft": (
        ("mentor",),
        {"mine": Mine(plans=1, draft_id=5, late_draft_id=5), **GOALS},
        ("Show your plan to HR", f"{HERE}plans/5/"),
    ),
    "an agreed plan before its first experiment": (
        ("mentor",),
        {"mine": Mine(plans=1, agreed_id=5, untried_id=5)},
        ("Start your plan", f"{HERE}plans/5/"),
    ),
    "a plan without experiments": (
        ("mentor",),
        {"mine": Mine(plans=1, untried_id=5)},
        ("Plan the first experiment of your plan", f"{HERE}plans/5/experiments/new/"),
    ),
    "an experiment whose day has come": (
        ("mentor",),
        {"mine": Mine(plans=1, to_start_id=6, to_note_id=7)},
        ("Start your experiment", f"{HERE}experiments/6/"),
    ),
    "an experiment past its end before all else": (
        ("mentor",),
        {"mine": Mine(plans=1, running=2, to_decide_id=6, to_start_id=7, to_note_id=8)},
        ("Decide what comes of your experiment", f"{HERE}experiments/6/decide/"),
    ),
    "a week to note": (
        ("mentor",),
        {"mine": Mine(plans=1, running=1, to_note_id=6, to_write_up_id=7)},
        ("Write down what you have seen this week", f"{HERE}experiments/6/notes/new/"),
    ),
    "an experiment to write up": (
        ("mentor",),
        {"mine": Mine(plans=1, to_write_up_id=6)},
        ("Write it up as a practice", f"{HERE}experiments/6/practice/"),
    ),
    "a practice to read before ones own": (
        ("mentor",),
        {"mine": Mine(plans=1, card_to_read_id=9, to_decide_id=6)},
        ("Read a practice through", f"{HERE}practices/9/"),
    ),
    "a practice to open": (
        ("mentor",),
        {"mine": Mine(plans=1, card_to_release_id=9)},
        ("Open your practice to the organisation", f"{HERE}practices/9/"),
    ),
    "an idea for a mentor": (
        ("mentor",),
        {"mine": Mine(plans=1), "ideas": 1},
        ("A colleague would like to try something", f"{HERE}ideas/"),
    ),
    "ideas for an employee": (
        (),
        {"ideas": 2},
        ("Colleagues have 2 ideas to try", f"{HERE}ideas/"),
    ),
    "one plan for HR": (
        ("hr",),
        {"followed": Followed(to_answer=1, to_answer_id=5)},
        ("One plan waits for your answer", f"{HERE}plans/5/"),
    ),
    "plans for HR": (
        ("coordinator",),
        {"followed": Followed(to_answer=2, to_answer_id=5)},
        ("2 plans wait for your answer", f"{HERE}plans/"),
    ),
    "a practice that HR reads": (
        ("hr",),
        {"followed": Followed(card_to_read_id=9)},
        ("Read a practice through", f"{HERE}practices/9/"),
    ),
    "one practice for the network": (
        ("hr",),
        {"followed": Followed(to_give=1, to_give_id=9)},
        ("Give one practice to the network", f"{HERE}practices/9/"),
    ),
    "practices for the network": (
        ("hr",),
        {"followed": Followed(to_give=2, to_give_id=9)},
        ("Give 2 practices to the network", f"{HERE}practices/"),
    ),
    "a goal without mentors": (
        ("management",),
        {"followed": Followed(untaken=1, untaken_id=4)},
        ("One goal has no mentors yet", f"{HERE}thread/goals/4/"),
    ),
    "goals without mentors, and what only HR answers": (
        ("management",),
        {
            "followed": Followed(
                to_answer=1, to_answer_id=5, card_to_read_id=9, to_give=1, to_give_id=9, untaken=2
            )
        },
        ("See who supports learning here", f"{HERE}mentors/"),
    ),
}


@pytest.mark.parametrize(("roles", "parts", "step"), STEPS.values(), ids=STEPS.keys())
def test_the_next_step_follows_from_plans_and_experiments(stands, roles, parts, step):
    own = {"share": TimeShare(state="agreed"), "is_told": True} if "mentor" in roles else {}
    led = {"figures": figures()} if "mentor" not in roles and roles else {}

    first = steps.steps_of(stands(*roles, **own, **led, **parts))[0]

    assert (first.title, first.url) == step


def test_goals_without_mentors_are_seen_on_the_thread(stands):
    now = stands("hr", figures=figures(), followed=Followed(untaken=2, untaken_id=4))

    first = steps.steps_of(now)[0]

    assert (first.title, first.url) == ("2 goals have no mentors yet", f"{HERE}thread/")
    assert first.eyebrow == "A place for help"


def test_an_employee_is_asked_for_an_idea_where_there_is_none(stands):
    alone = [one.title for one in steps.steps_of(stands())]
    with_ideas = [one.title for one in steps.steps_of(stands(ideas=1))]
    mentors = [one.title for one in steps.steps_of(stands("mentor"))]

    asked = "What would you like to try at work?"
    assert (alone.index(asked), asked in with_ideas, asked in mentors) == (3, False, False)


def test_a_mentor_without_decided_goals_begins_no_plan(stands):
    now = stands("mentor", share=TimeShare(state="agreed"), is_told=True)

    assert "Begin your plan" not in [one.title for one in steps.steps_of(now)]


AGREED, PROPOSED = TimeShare(state="agreed"), TimeShare(state="proposed")
LEDES = {
    "one plan": (
        {"mine": Mine(plans=1), "share": AGREED},
        "You have one plan under way. No experiment of yours is running right now.",
    ),
    "two plans, one experiment": (
        {"mine": Mine(plans=2, running=1), "share": AGREED},
        "You have 2 plans under way. One experiment is running.",
    ),
    "two experiments, hours asked for": (
        {"mine": Mine(plans=1, running=2), "share": PROPOSED},
        (
            "You have one plan under way. 2 experiments are running."
            " Your proposal on working time waits for your supervisor's answer."
        ),
    ),
    "a plan without hours": (
        {"mine": Mine(plans=1)},
        (
            "You have one plan under way. No experiment of yours is running right now."
            " You are a learning mentor. Next, agree on the working time for it."
        ),
    ),
    "hours, and goals are decided": (
        {"share": AGREED, **GOALS},
        "Your working time as a mentor is agreed. Next comes a plan for a goal.",
    ),
}


@pytest.mark.parametrize(("parts", "said"), LEDES.values(), ids=LEDES.keys())
def test_the_sentence_for_a_mentor_speaks_of_plans_and_experiments(stands, parts, said):
    assert words.lede(stands("mentor", **parts)) == said
