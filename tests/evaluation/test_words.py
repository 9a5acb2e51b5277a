"""What gaps say. Serves issue 5 (the golden thread), R124, R126."""

import pytest
from django.utils import translation

from nuotio.evaluation import words
from nuotio.evaluation.queries import gaps

BLAME = ("fail", "score", "grade", "late", "should have", "must")
FIGURES = {"practice_waiting": ("draft", "reviewed"), "hours_not_kept": ("over", "under")}


def spoken(kind, figure):
    return [
        words.gap_words(kind, name="Friday", day="1 Nov", figure=figure),
        words.who(words.STEPS[kind].closer, pair="Sanna and Jari", name="Petri"),
        words.step(kind, figure),
    ]


@pytest.mark.parametrize("kind", gaps.KINDS)
def test_every_gap_says_what_who_and_how_without_blame(kind):
    for figure in FIGURES.get(kind, ("",)):
        told = spoken(kind, figure)

        assert all(told)
        assert "%" not in "".join(told)
        assert [word for word in BLAME if word in " ".join(told).lower()] == []


def test_the_pair_is_called_by_name_where_it_is_known():
    assert words.who("pair", pair="Sanna and Jari", name="") == "Sanna and Jari"
    assert words.who("pair", pair="", name="") == "The plan's mentors"
    assert words.who("supervisor", pair="", name="Petri") == "Petri and the supervisor"


def test_words_are_remembered_for_each_language():
    english = words.state_words("whole", 0)
    with translation.override("fi"):
        finnish = words.knot_name("goal")

    assert english == "Carries all the way to a practice"
    assert finnish == "Tavoite"
    assert words.knot_name("goal") == "Goal"


@pytest.mark.parametrize(
    ("state", "gap_count", "said"),
    [
        ("gaps", 1, "One gap"),
        ("gaps", 3, "3 gaps"),
        ("untaken", 1, "Nobody has taken it up yet"),
        ("under_way", 0, "Under way"),
    ],
)
def test_a_line_says_how_far_it_goes(state, gap_count, said):
    assert words.state_words(state, gap_count) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "None of them is broken."), (1, "in one place"), (4, "in 4 places")],
)
def test_the_page_counts_places_for_help(count, said):
    assert said in words.lede(count)
