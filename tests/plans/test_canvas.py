"""The canvas in the template's words, and the story of turns. Serves issue 5 (experiments), R66."""

from datetime import date

import pytest
from django.utils import translation

from nuotio.plans import canvas, turns
from nuotio.plans.models import Experiment, Turn
from nuotio.plans.turns import Moment

DAY = date(2026, 1, 12)


def test_the_canvas_speaks_the_words_of_the_template():
    assert canvas.label("belief") == "Hypothesis"
    assert canvas.hint("belief") == "We believe that if …, then …, because …"
    with translation.override("fi"):
        assert canvas.label("learned") == "Mitä opimme"
        assert canvas.when_hint().startswith("Aloitus ja lopetus.")
    with translation.override("sv"):
        assert canvas.measure_hint().startswith("Hur ser vi om det fungerade?")


@pytest.mark.parametrize(
    ("told", "lacking"),
    [
        ({}, ["action", "ends_on", "seen_by"]),
        ({"action": "a", "ends_on": DAY}, ["seen_by"]),
        ({"action": "a", "ends_on": DAY, "seen_by": "b"}, []),
    ],
)
def test_a_start_needs_what_is_done_its_end_and_how_it_is_seen(told, lacking):
    assert canvas.lacking(Experiment(**told)) == lacking


def test_what_is_lacking_is_named_as_in_the_form():
    assert canvas.names_of(["action", "ends_on", "seen_by"]) == [
        "What we do",
        "Last day",
        "How we will see it",
    ]


def test_filled_parts_stand_in_their_order():
    experiment = Experiment(who="A team", observation="Silence.", success="5")

    assert canvas.parts_of(experiment) == [
        ("Observation", "Silence."),
        ("Who", "A team"),
        ("Smallest sign of success", "5"),
    ]


def told(*states):
    """The words of a story of these states."""
    made = [
        Turn(state=state, decision=decision, on=DAY)
        for state, _, decision in (one.partition(":") for one in states)
    ]
    return [moment.words for moment in turns.story_of(made)]


def test_the_story_tells_starts_changes_and_what_was_taken_back():
    assert told("planned", "running", "running", "planned", "running", "decided:keep") == [
        "Planned",
        "Started",
        "Changed on the way",
        "The start was taken back",
        "Started",
        "Decided: we keep it",
    ]
    assert told("running", "decided:adapt") == ["Started", "Decided: we adapt it and try again"]
    assert told("running", "decided:stop")[1] == "Decided: we stop"
    assert told() == []


def test_a_mentor_who_was_erased_stays_in_the_story_without_a_name():
    story = turns.story_of([Turn(state="running", on=DAY, reason="Now.")])

    assert story == [Moment(DAY, "Started", "Now.", "a former mentor", is_last=True)]
