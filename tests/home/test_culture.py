"""Serves R31, R39 and R44: the survey and the goals ask each member for what is hers to do."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from nuotio.foundation import tenancy
from nuotio.home.queries import culture, situation, steps, words
from nuotio.home.queries.culture import Asked, Led
from nuotio.home.queries.programmes import Ahead, NextEvent
from tests.culture.factories import (
    InviteeFactory,
    ReportFactory,
    RoundResultFactory,
    SurveyRoundFactory,
)
from tests.factories import LONG_AGO, MembershipFactory
from tests.goals.factories import GoalFactory
from tests.home.conftest import figures

DURING = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
BEFORE, AFTER = DURING - timedelta(days=10), DURING + timedelta(days=20)


def told(viewer, at=DURING):
    with tenancy.inside(viewer.organisation_id):
        now = situation.situation_of(viewer, at=at)
    return now.asked, now.led


def invited(viewer, **given):
    survey = SurveyRoundFactory(organisation=viewer.organisation, announced=True)
    InviteeFactory(node__round=survey, membership=viewer, email="", **given)
    return survey


@pytest.mark.django_db
def test_an_invited_member_is_asked_until_she_has_a_ticket():
    viewer = MembershipFactory()
    survey = invited(viewer)
    invited(MembershipFactory(organisation=viewer.organisation))

    before, during, after = (told(viewer, at)[0] for at in (BEFORE, DURING, AFTER))

    assert before == Asked(survey_id=survey.pk)
    assert during == Asked(survey_id=survey.pk, open_surveys=1)
    assert after == Asked()


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["ticket", "code"])
def test_who_has_a_ticket_or_a_code_is_asked_no_more(given):
    viewer = MembershipFactory()
    invited(viewer, given=given)

    assert told(viewer) == (Asked(), Led())


@pytest.mark.django_db
def test_goals_that_are_decided_are_counted_for_everybody():
    viewer = MembershipFactory()
    GoalFactory(organisation=viewer.organisation, state="decided")
    GoalFactory(organisation=viewer.organisation)
    GoalFactory(state="decided")

    assert told(viewer) == (Asked(decided_goals=1), Led())


@pytest.mark.django_db
def test_hr_and_management_hear_of_a_result_until_a_goal_rests_on_it():
    hr = MembershipFactory(hr=True)
    RoundResultFactory()
    result = RoundResultFactory(
        round__organisation=hr.organisation, released_at=DURING - timedelta(days=3)
    )

    fresh, late = told(hr)[1], told(hr, DURING + culture.FRESH)[1]
    GoalFactory(organisation=hr.organisation, round=result.round, state="ended")

    assert fresh == Led(fresh_result_id=result.round_id, results=1)
    assert late == Led(results=1)
    assert told(hr)[1] == Led(results=1)


@pytest.mark.django_db
def test_the_newest_survey_that_is_prepared_is_gone_on_with():
    hr = MembershipFactory(hr=True)
    SurveyRoundFactory(organisation=hr.organisation)
    newest = SurveyRoundFactory(organisation=hr.organisation)
    SurveyRoundFactory()

    assert told(hr)[1] == Led(draft_id=newest.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "signed", "waits"),
    [
        ("hr", "", 1),
        ("coordinator", "", 1),
        ("management", "", 1),
        ("hr", "hr", 0),
        ("coordinator", "hr", 0),
        ("management", "hr", 1),
        ("hr", "management", 1),
        ("management", "management", 0),
    ],
)
def test_a_goal_waits_for_the_side_that_has_not_signed(role, signed, waits):
    viewer = MembershipFactory(**{role: True})
    signature = {f"{signed}_signed_at": LONG_AGO} if signed else {}
    goal = GoalFactory(organisation=viewer.organisation, **signature)
    GoalFactory(organisation=viewer.organisation, state="ended")
    GoalFactory()

    led = told(viewer)[1]

    assert (led.to_sign, led.to_sign_id) == (waits, goal.pk if waits else None)
    assert led.running_goals == 1


@pytest.mark.django_db
def test_who_has_signed_for_one_side_is_not_asked_for_the_other():
    both = MembershipFactory(hr=True, management=True)
    ours = {"organisation": both.organisation}
    GoalFactory(**ours, hr_signed_by=both, hr_signed_at=LONG_AGO)
    GoalFactory(**ours, management_signed_by=both, management_signed_at=LONG_AGO)

    assert told(both)[1].to_sign == 0


STEPS = {
    "a survey that is coming": (
        (),
        {"asked": Asked(survey_id=3)},
        ("A survey is coming", "/en/o/virasto/culture/rounds/3/ticket/"),
    ),
    "a survey that is open": (
        (),
        {"asked": Asked(survey_id=3, open_surveys=1)},
        ("A survey on learning at work is open", "/en/o/virasto/culture/rounds/3/ticket/"),
    ),
    "one goal to sign": (
        ("management",),
        {"led": Led(to_sign=1, to_sign_id=5), "asked": Asked(survey_id=3)},
        ("Two signatures decide", "/en/o/virasto/goals/5/"),
    ),
    "a result to read": (
        ("hr",),
        {"led": Led(fresh_result_id=3, results=1, draft_id=9)},
        ("The survey has closed", "/en/o/virasto/culture/rounds/3/results/"),
    ),
    "goals to set": (
        ("management",),
        {"led": Led(results=1)},
        ("From findings to goals", "/en/o/virasto/goals/new/"),
    ),
    "a survey to go on with": (
        ("hr",),
        {"led": Led(draft_id=9, results=1, running_goals=1)},
        ("Half done", "/en/o/virasto/culture/rounds/9/"),
    ),
    "a survey that others prepare": (
        ("management",),
        {"led": Led(draft_id=9)},
        ("When you have a moment", "/en/o/virasto/mentors/"),
    ),
}


@pytest.mark.parametrize(("roles", "parts", "step"), STEPS.values(), ids=STEPS.keys())
def test_the_next_step_follows_from_survey_and_goals(stands, roles, parts, step):
    first = steps.steps_of(stands(*roles, figures=figures(), **parts))[0]

    assert (first.eyebrow, first.url) == step


def test_several_goals_are_counted(stands):
    now = stands("hr", figures=figures(), led=Led(to_sign=2, to_sign_id=5))

    assert steps.steps_of(now)[0].title == "2 goals wait for your signature"


@pytest.mark.parametrize(
    ("count", "end"),
    [
        (0, "with agreed working time."),
        (1, "You have decided on one goal."),
        (2, "You have decided on 2 goals."),
    ],
)
def test_management_reads_how_many_goals_are_decided(stands, count, end):
    now = stands("management", figures=figures(), asked=Asked(decided_goals=count))

    assert words.lede(now).endswith(end)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("shared_at", "instrument", "is_shared"),
    [
        (LONG_AGO, "learning_culture", True),
        (None, "learning_culture", False),
        (LONG_AGO, "mentor_efficacy", False),
    ],
)
def test_a_fresh_result_is_known_to_be_shared(shared_at, instrument, is_shared):
    hr = MembershipFactory(hr=True)
    result = RoundResultFactory(
        round__organisation=hr.organisation,
        round__instrument_code=instrument,
        released_at=DURING - timedelta(days=3),
    )
    ReportFactory(round=result.round, shared_at=shared_at)
    ReportFactory(shared_at=LONG_AGO)

    led = told(hr)[1]

    assert (led.fresh_result_id, led.is_shared) == (result.round_id, is_shared)


@pytest.mark.django_db
def test_that_an_older_result_is_shared_says_nothing_of_the_fresh_one():
    hr = MembershipFactory(hr=True)
    ours = {"round__organisation": hr.organisation}
    older = RoundResultFactory(**ours, released_at=DURING - timedelta(days=30))
    ReportFactory(round=older.round, shared_at=LONG_AGO)
    fresh = RoundResultFactory(**ours, released_at=DURING - timedelta(days=3))

    led = told(hr)[1]

    assert (led.fresh_result_id, led.is_shared) == (fresh.round_id, False)


HR_DAY = NextEvent(4, 9, "HR day 1", DURING + timedelta(days=40), "", "")
SHARED = Led(fresh_result_id=3, is_shared=True, results=1)


@pytest.mark.parametrize(
    ("led", "hr_day", "step"),
    [
        (
            SHARED,
            HR_DAY,
            ("Look at the results together on the HR day on Mon 28 Dec", "event"),
        ),
        (SHARED, None, ("Read the results of the survey", "results")),
        (replace(SHARED, is_shared=False), HR_DAY, ("Read the results of the survey", "results")),
    ],
)
def test_shared_results_are_looked_at_on_the_hr_day_ahead(stands, led, hr_day, step):
    now = stands("hr", figures=figures(), led=led, ahead=Ahead(hr_day=hr_day))
    pages = {
        "event": "/en/o/virasto/programmes/9/events/4/",
        "results": "/en/o/virasto/culture/rounds/3/results/",
    }

    first = steps.steps_of(now)[0]

    assert (first.title, first.url) == (step[0], pages[step[1]])
    assert sum("results" in one.title for one in steps.steps_of(now)) == 1
