"""Serves R39, R42 and R43: goals are found by their state, and later plans ask for decided ones."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from nuotio.goals import story, themes
from nuotio.goals.models import Goal
from nuotio.goals.queries import goals as queries
from tests.factories import LONG_AGO, MembershipFactory
from tests.goals.factories import GoalFactory, StrategicCompetenceFactory


@pytest.mark.parametrize("count", [1, 3])
def test_decided_goals_are_those_that_run(count, ours, django_assert_num_queries):
    decided = [
        GoalFactory(organisation=ours, state="decided", decided_on=date(2026, 11, n + 1))
        for n in reversed(range(count))
    ]
    GoalFactory(organisation=ours)
    GoalFactory(organisation=ours, state="ended", ended_at=LONG_AGO)
    GoalFactory(state="decided")

    with django_assert_num_queries(1):
        found = queries.decided_goals(ours)

    assert found == decided[::-1]


def test_goals_stand_apart_by_whether_they_run(ours, kirsi):
    proposed = GoalFactory(organisation=ours)
    decided = GoalFactory(organisation=ours, state="decided")
    old = GoalFactory(organisation=ours, state="ended", ended_at=LONG_AGO)
    newer = GoalFactory(organisation=ours, state="ended", ended_at=LONG_AGO + timedelta(days=1))
    GoalFactory()

    assert queries.running_goals(kirsi) == [proposed, decided]
    assert queries.count_running(kirsi) == 2
    assert list(queries.ended_goals(kirsi)) == [newer, old]


def test_a_goal_of_others_is_not_there(kirsi):
    assert queries.goal_at(GoalFactory().pk, viewer=kirsi) is None


def test_sponsors_are_found_in_management(ours, markku):
    MembershipFactory(organisation=ours, management=True, left_at=LONG_AGO)
    MembershipFactory(organisation=ours, hr=True)
    MembershipFactory(management=True)
    unnamed = MembershipFactory(organisation=ours, management=True, user__name="")

    found = queries.sponsors_for(markku)

    assert found == [(unnamed.pk, unnamed.user.email), (markku.pk, "Markku Rinne")]


def test_themes_are_told_in_three_languages_and_free_of_content():
    """Serves R25 and R42."""
    codes = [theme.code for theme in themes.every()]

    assert len(codes) == len(set(codes)) == 13
    assert all(set(t.words) == set(t.about) == {"fi", "sv", "en"} for t in themes.every())
    assert themes.find("no-longer-known") is None
    with translation.override("fi"):
        assert getattr(themes.find("trust"), "name", "") == "Luottamus"


def test_the_story_of_a_new_goal_waits_for_both(ours):
    goal = GoalFactory(organisation=ours)

    assert story.thread_of(goal) == []
    assert story.moments_of(goal) == [
        ("12 Jan 2026", "Proposed", "done"),
        ("", "Waits for HR's signature", ""),
        ("", "Waits for management's signature", ""),
    ]


def test_the_story_of_an_ended_goal_tells_who_signed_and_what_came(ours, kirsi):
    goal = GoalFactory(
        organisation=ours,
        finding="Trust: 3.4",
        competence=StrategicCompetenceFactory(organisation=ours, name="Courage"),
        why="Fear.",
        sign="Mistakes are told.",
        hr_signed_by=kirsi,
        hr_signed_at=LONG_AGO,
        management_signed_at=LONG_AGO,
        state=Goal.State.ENDED,
        ended_at=LONG_AGO,
        ended_words="We tell of mistakes.",
    )

    assert story.thread_of(goal) == [
        ("What we found", "Trust: 3.4"),
        ("What the strategy asks", "Courage"),
        ("Why", "Fear."),
        ("A sign by which we will see it", "Mistakes are told."),
        ("What came of it", "We tell of mistakes."),
    ]
    assert [words for _when, words, _state in story.moments_of(goal)] == [
        "Proposed",
        "Signed for HR: Kirsi Laine",
        "Signed for management: somebody who has left",
        "Ended",
    ]


def test_what_is_signed_stands_before_what_is_waited_for(ours, markku):
    half = GoalFactory(
        organisation=ours, management_signed_by=markku, management_signed_at=LONG_AGO
    )
    given_up = GoalFactory(organisation=ours, state="ended", ended_at=LONG_AGO)

    assert [words for _when, words, _state in story.moments_of(half)] == [
        "Proposed",
        "Signed for management: Markku Rinne",
        "Waits for HR's signature",
    ]
    assert [words for _when, words, _state in story.moments_of(given_up)] == ["Proposed", "Ended"]
