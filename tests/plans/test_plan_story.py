"""Serves R55 and R62: each who looks at a plan sees its story and one next step, or none."""

import pytest

from nuotio.people.models import Membership, User
from nuotio.plans.models import Plan, PlanRemark
from nuotio.plans.plan_story import Looking, moments_of, next_step
from tests.factories import LONG_AGO

KIRSI = Membership(user=User(name="Kirsi Laine"))
COMMENT, ANSWER = PlanRemark(words="Good."), PlanRemark(words="Yes.", answer="yes")
MENTOR, HR = Looking(writes=True), Looking(agrees=True, answers=True)


def a_plan(state="draft", *, shown=True, **told):
    return Plan(
        title="Friday",
        aim=told.pop("aim", "We ask."),
        state=state,
        made_at=LONG_AGO,
        shown_at=LONG_AGO if shown else None,
        **told,
    )


def words_of(plan):
    return [words for _when, words, _state in moments_of(plan)]


def test_a_new_plan_is_to_be_shown_and_a_shown_one_waits():
    assert moments_of(a_plan(shown=False)) == [
        ("12 Jan 2026", "Begun", "done"),
        ("", "To be shown to HR", ""),
    ]
    assert words_of(a_plan()) == ["Begun", "Shown to HR", "Waits for HR"]


def test_an_agreed_plan_says_with_whom_and_is_to_be_started():
    agreed = a_plan("discussed", agreed_at=LONG_AGO, agreed_by=KIRSI)
    by_nobody = a_plan("active", agreed_at=LONG_AGO, started_at=LONG_AGO)

    assert words_of(agreed)[2:] == ["Discussed with HR: Kirsi Laine", "To be started"]
    assert words_of(by_nobody)[2:] == ["Discussed with HR: somebody who has left", "Started"]


@pytest.mark.parametrize(("state", "end"), [("completed", "Completed"), ("ended", "Ended early")])
def test_a_closed_plan_says_how_it_ended(state, end):
    assert words_of(a_plan(state, closed_at=LONG_AGO, paused_at=LONG_AGO))[2:] == ["Paused", end]


@pytest.mark.parametrize(
    ("plan", "step"),
    [
        (a_plan(shown=False, aim=" "), "write"),
        (a_plan(shown=False), "show"),
        (a_plan(), "wait"),
        (a_plan("discussed"), "start"),
        (a_plan("active"), "experiment"),
        (a_plan("paused"), "resume"),
        (a_plan("completed"), ""),
    ],
)
def test_a_mentor_is_led_from_writing_to_trying(plan, step):
    assert next_step(plan, MENTOR) == step


def test_a_mentor_with_experiments_is_left_to_her_work():
    assert next_step(a_plan("active"), Looking(writes=True, has_experiments=True)) == ""


@pytest.mark.parametrize(
    ("plan", "remarks", "step"),
    [
        (a_plan(support="A room"), (), "answer"),
        (a_plan("active", support="A room"), (COMMENT,), "answer"),
        (a_plan(support="A room"), (COMMENT, ANSWER), "agree"),
        (a_plan("active", support="A room"), (ANSWER,), ""),
        (a_plan(support=" "), (), "agree"),
        (a_plan("ended", support="A room"), (), ""),
    ],
)
def test_hr_answers_the_need_first_and_then_agrees(plan, remarks, step):
    assert next_step(plan, Looking(agrees=True, answers=True, remarks=remarks)) == step


def test_who_only_reads_is_asked_nothing():
    assert next_step(a_plan(support="A room"), Looking()) == ""
