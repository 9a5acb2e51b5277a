"""Serves issue 4, point 4: rules (f) and (g), and the form of what is released."""

import json

import numpy as np
import pytest

from nuotio.culture import release
from nuotio.culture.release import figures
from tests.culture.release.variants import asked

SCALES = {"trust": ["t1", "t2"], "time": ["m1"]}


def organisation(*answers, units=(), variables=None, places=(), classes=()):
    """Make an organisation of so many respondents, each with answers to three items."""
    nowhere = [None] * len(answers)
    own, classes = [*places, *nowhere], [*classes, *nowhere]
    return {
        "id": "virasto",
        "units": [{"id": unit, "parent": None, "invited": 20} for unit in units],
        "variables": variables or {},
        "items": SCALES,
        "respondents": [
            {
                "unit": own[n],
                "variables": dict.fromkeys(variables or {}, classes[n]),
                "answers": dict(zip(["t1", "t2", "m1"], given, strict=True)),
            }
            for n, given in enumerate(answers)
        ],
    }


def released(organisation, k=5):
    return release.released(asked(organisation, k), k)


def test_the_whole_form():
    found = released(
        organisation(
            *[(4, 5, 2)] * 9, *[(1, 2, None)] * 3, (5, 5, 5), (3, 4, 1),
            units=["A", "B"], places=["A"] * 12 + ["B"] * 2,
            variables={"age": ["young", "old"]}, classes=["young"] * 6 + ["old"] * 8,
        )
    )  # fmt: skip

    assert json.loads(json.dumps(found)) == found
    assert found["refused"] is None
    assert [(one["kind"], one["key"], one["n"]) for one in found["groups"]] == [
        ("organisation", "virasto", 14),
        ("variable", "age=young", 6),
        ("variable", "age=old", 8),
    ]
    assert found["hidden"] == [
        {"kind": "unit", "key": "A", "reason": "complement"},
        {"kind": "unit", "key": "B", "reason": "few"},
    ]
    assert found["groups"][0] == {
        "kind": "organisation",
        "key": "virasto",
        "n": 14,
        "scales": {
            "trust": {
                "n": 14,
                "mean": 3.8,
                "distribution": {"1": 0, "2": 21, "3": 0, "4": 7, "5": 71},
            },
            "time": {
                "n": 11,
                "mean": 2.2,
                "distribution": {"1": 9, "2": 82, "3": 0, "4": 0, "5": 9},
            },
        },
        "items": {
            "t1": {
                "n": 14,
                "mean": 3.4,
                "distribution": {"1": 21, "2": 0, "3": 7, "4": 64, "5": 7},
            },
            "t2": {
                "n": 14,
                "mean": 4.3,
                "distribution": {"1": 0, "2": 21, "3": 0, "4": 7, "5": 71},
            },
            "m1": {
                "n": 11,
                "mean": 2.2,
                "distribution": {"1": 9, "2": 82, "3": 0, "4": 0, "5": 9},
            },
        },
        "hidden": {"scales": {}, "items": {}},
    }
    assert found["groups"][1] == {
        "kind": "variable",
        "key": "age=young",
        "variable": "age",
        "class": "young",
        "n": 6,
        "scales": {"trust": {"n": 6, "mean": 4.5}, "time": {"n": 6, "mean": 2.0}},
        "items": {},
        "hidden": {"scales": {}, "items": {"t1": "few", "t2": "few", "m1": "few"}},
    }


def test_with_too_few_answers_there_is_nothing_but_the_reason():
    found = released(organisation(*[(1, 2, 3)] * 4, units=["A"], places=["A"] * 4))

    assert found == {
        "id": "virasto",
        "groups": [],
        "hidden": [
            {"kind": "organisation", "key": "virasto", "reason": "few"},
            {"kind": "unit", "key": "A", "reason": "few"},
        ],
        "refused": "fewer than 5 answers",
    }


def test_without_questions_there_are_only_numbers():
    bare = {"id": 7, "units": [], "respondents": [{"unit": None}] * 5}

    assert released(bare)["groups"] == [
        {
            "kind": "organisation",
            "key": 7,
            "n": 5,
            "scales": {},
            "items": {},
            "hidden": {"scales": {}, "items": {}},
        }
    ]


@pytest.mark.parametrize(
    ("answers", "mean"),
    [
        ([4, 4, 4, 4, 4, 4], 4.0),
        ([4, 4, 4, 4, 4, 2], 3.5),  # 3.67: all but one alike
        ([4, 4, 4, 4, 3, 2], 3.5),  # exactly 3.5
        ([4, 4, 4, 4, 2, 1], 3.2),  # 3.17: two differ
        ([5, 5, 5, 5, 5, 5, 5, 5, 1], 4.5),  # 4.56
    ],
)
def test_where_all_or_all_but_one_answered_alike_the_mean_is_to_half_a_point(answers, mean):
    found = released(organisation(*((3, 3, answer) for answer in answers)))

    assert found["groups"][0]["scales"]["time"] == {"n": len(answers), "mean": mean}


def test_from_ten_answers_on_it_is_to_a_tenth_and_distributed_though_all_are_alike():
    found = released(organisation(*[(3, 3, 5)] * 9, (3, 3, 3)))

    assert found["groups"][0]["scales"]["time"] == {
        "n": 10,
        "mean": 4.8,
        "distribution": {"1": 0, "2": 0, "3": 10, "4": 0, "5": 90},
    }


def test_a_score_counts_for_the_nearest_point_and_halves_for_the_upper_one():
    found = released(organisation(*[(3, 4, 1)] * 5, *[(2, 2, 1)] * 5))

    assert found["groups"][0]["scales"]["trust"]["distribution"] == {
        "1": 0, "2": 50, "3": 0, "4": 50, "5": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "steps", "to"),
    [
        (3.25, 10, 3.3),
        (2.35, 10, 2.4),
        (4.349, 10, 4.3),
        (1.15, 10, 1.2),
        (3.25, 2, 3.5),
        (3.2, 2, 3.0),
    ],
)
def test_halves_are_rounded_up_whatever_floating_point_made_of_them(value, steps, to):
    assert figures.rounded(value, steps) == to


def test_percentages_are_whole_and_halves_go_up():
    assert [figures.percent(part, 8) for part in (0, 1, 2, 3, 8)] == [0, 13, 25, 38, 100]


def test_nearly_equal_scores_are_alike():
    assert figures.are_alike(np.array([10 / 3, 10 / 3 + 1e-12, 2.0]))
    assert not figures.are_alike(np.array([1.0, 1.0, 2.0, 3.0]))
    assert figures.are_alike(np.array([1.0, 2.0]))
