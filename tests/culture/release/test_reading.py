"""Serves issue 4, point 4: a file that is odd is refused in one plain sentence."""

import copy
import json

import numpy as np
import pytest

from nuotio.culture import release

GOOD = {
    "k": 5,
    "organisations": [
        {
            "id": "virasto",
            "units": [
                {"id": "neuvonta", "parent": "palvelut", "invited": 12},
                {"id": "palvelut", "parent": None, "invited": 30},
            ],
            "variables": {"age": ["young", "old"], "task": [1, 2]},
            "items": {"trust": ["t1", "t2"], "time": ["m1"]},
            "respondents": [
                {
                    "unit": "neuvonta",
                    "variables": {"age": "old", "task": 1},
                    "answers": {"t1": 1, "t2": None, "m1": 5},
                },
                {"unit": None, "variables": {"age": None}, "answers": {"t2": 3.0}},
                {},
            ],
        }
    ],
}
ORGANISATION = ("organisations", 0)
RESPONDENT = (*ORGANISATION, "respondents", 0)
WRONG = {
    "no k": (("k",), None, 'The file says no whole number as "k", the smallest group to show.'),
    "k true": (("k",), True, 'The file says no whole number as "k", the smallest group to show.'),
    "k 1": (("k",), 1, "The smallest group must be a whole number from 2 to 20."),
    "organisations": (("organisations",), {}, "The file: 'organisations' is not a list."),
    "organisation": (ORGANISATION, [], "Organisation 1 is not an object with names and values."),
    "id": (
        (*ORGANISATION, "id"),
        None,
        "Organisation 1 has None for a name; a text or a whole number is needed.",
    ),
    "id true": (
        (*ORGANISATION, "id"),
        True,
        "Organisation 1 has True for a name; a text or a whole number is needed.",
    ),
    "unit twice": (
        (*ORGANISATION, "units", 0, "id"),
        "palvelut",
        "Organisation 'virasto': the unit 'palvelut' is there twice.",
    ),
    "unknown parent": (
        (*ORGANISATION, "units", 0, "parent"),
        "talous",
        "Organisation 'virasto': the unit 'neuvonta' is below an unknown one, 'talous'.",
    ),
    "parent of no sense": (
        (*ORGANISATION, "units", 0, "parent"),
        ["palvelut"],
        "Organisation 'virasto': the unit 'neuvonta' is below an unknown one, ['palvelut'].",
    ),
    "circle": (
        (*ORGANISATION, "units", 1, "parent"),
        "neuvonta",
        "Organisation 'virasto': A unit is below itself.",
    ),
    "invited": (
        (*ORGANISATION, "units", 1, "invited"),
        -1,
        "Organisation 'virasto': the unit 'palvelut' has -1 people invited.",
    ),
    "invited true": (
        (*ORGANISATION, "units", 1, "invited"),
        "many",
        "Organisation 'virasto': the unit 'palvelut' has 'many' people invited.",
    ),
    "variables": (
        (*ORGANISATION, "variables"),
        [],
        "Organisation 'virasto': variables is not an object with names and values.",
    ),
    "class twice": (
        (*ORGANISATION, "variables", "age"),
        ["old", "old"],
        "Organisation 'virasto', variables 'age': 'old' is there twice.",
    ),
    "classes": (
        (*ORGANISATION, "variables", "age"),
        "old",
        "Organisation 'virasto', variables 'age': 'age' is not a list.",
    ),
    "item in two scales": (
        (*ORGANISATION, "items", "time"),
        ["t1"],
        "Organisation 'virasto': the item 't1' is there twice.",
    ),
    "scale without items": (
        (*ORGANISATION, "items", "time"),
        [],
        "Organisation 'virasto': A scale has no items.",
    ),
    "respondents": (
        (*ORGANISATION, "respondents"),
        5,
        "Organisation 'virasto': 'respondents' is not a list.",
    ),
    "respondent": (
        RESPONDENT,
        "Aino",
        "Organisation 'virasto', respondent 1 is not an object with names and values.",
    ),
    "unknown unit": (
        (*RESPONDENT, "unit"),
        "talous",
        "Organisation 'virasto', respondent 1: there is no unit 'talous'.",
    ),
    "unknown variable": (
        (*RESPONDENT, "variables", "years"),
        2,
        "Organisation 'virasto', respondent 1: variables has an unknown name 'years'.",
    ),
    "unknown class": (
        (*RESPONDENT, "variables", "age"),
        "wise",
        "Organisation 'virasto', respondent 1: 'age' has no class 'wise'.",
    ),
    "unknown item": (
        (*RESPONDENT, "answers", "t3"),
        2,
        "Organisation 'virasto', respondent 1: answers has an unknown name 't3'.",
    ),
    **{
        f"answer {answer!r}": (
            (*RESPONDENT, "answers", "t2"),
            answer,
            f"Organisation 'virasto', respondent 1: {answer!r} is no answer from 1 to 5.",
        )
        for answer in (0, 6, 2.5, True, "4", [4], 10**400)
    },
}


def changed(path, value):
    """Return the good file as text, with one value in it changed."""
    document = copy.deepcopy(GOOD)
    *way, last = path
    inner = document
    for step in way:
        inner = inner[step]
    inner[last] = value
    return json.dumps(document)


def test_a_good_file_is_read_into_a_plan_and_its_people():
    k, [found] = release.read(json.dumps(GOOD))

    assert (k, found.id, found.units) == (5, "virasto", ("neuvonta", "palvelut"))
    assert found.variables == {"age": ("young", "old"), "task": (1, 2)}
    assert found.scales == {"trust": ("t1", "t2"), "time": ("m1",)}
    assert found.plan == release.Plan((1, -1), (2, 2), ((0, 1), (2,)))
    assert found.people.units.tolist() == [0, -1, -1]
    assert found.people.classes.tolist() == [[1, 0], [-1, -1], [-1, -1]]
    np.testing.assert_array_equal(
        found.people.answers,
        [[1, np.nan, 5], [np.nan, 3, np.nan], [np.nan, np.nan, np.nan]],
    )


@pytest.mark.parametrize(("path", "value", "said"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_said(path, value, said):
    with pytest.raises(release.WrongInput) as refused:
        release.read(changed(path, value))

    assert str(refused.value) == said


def test_an_organisation_that_is_there_twice_is_said():
    twice = json.dumps({"k": 5, "organisations": GOOD["organisations"] * 2})

    with pytest.raises(release.WrongInput, match=r"^The organisation 'virasto' is there twice.$"):
        release.read(twice)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "This is not JSON that we can read: Expecting value: line 1 column 1 (char 0)."),
        (b'{"k": NaN}', "This is not JSON that we can read: NaN is no number."),
        (b"[" * 100_000, "This is not JSON that we can read: it is nested too deeply."),
        (b"[5]", "The file is not an object with names and values."),
    ],
    ids=["empty", "NaN", "deep", "list"],
)
def test_what_is_no_json_of_ours_is_said(text, said):
    with pytest.raises(release.WrongInput) as refused:
        release.read(text)

    assert str(refused.value) == said


def test_bytes_that_are_no_text_are_said():
    with pytest.raises(
        release.WrongInput, match="This is not JSON that we can read: 'utf-8' codec"
    ):
        release.read(b'{"k": "\xff\xfe"}')
