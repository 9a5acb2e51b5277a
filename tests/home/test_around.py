"""Serves issue 2: the way about is short, fits the role and says where one is."""

import pytest

from nuotio.home.queries import around
from tests.home.conftest import member

START = "/en/o/virasto/"
STEERING = ["Home", "Learning culture", "Goals", "Golden thread", "Support"]
LEADING = ["Home", "Learning culture", "Goals", "Golden thread", "Programmes"]
SHOWN = {
    "an employee": ((), False, ["Home", "Support", "Mentors", "Learning culture", "Programmes"]),
    "a mentor": (
        ("mentor",),
        False,
        ["Home", "Plans", "Support", "Goals", "Programmes"],
    ),
    "management": (("management",), False, LEADING),
    "HR": (("hr",), False, STEERING),
    "a coordinator": (("coordinator",), False, STEERING),
    "HR who is a mentor": (("hr", "mentor"), False, STEERING),
    "a coordinator of the provider": (
        ("coordinator",),
        True,
        ["Home", "Programmes", "Golden thread", "Organisations", "People"],
    ),
    "a trainer of the provider": (
        ("trainer",),
        True,
        ["Home", "Programmes", "Units", "My roles"],
    ),
}


@pytest.mark.parametrize(("roles", "is_provider", "labels"), SHOWN.values(), ids=SHOWN.keys())
def test_everyone_gets_the_entries_of_the_role_and_five_at_most(roles, is_provider, labels):
    entries = around.entries_for(member(*roles, is_provider=is_provider), path=START)

    assert [entry.label for entry in entries] == labels
    assert len(entries) <= 5
    assert len({entry.url for entry in entries}) == len(entries)


CURRENT = {
    "home": (START, ["Home"]),
    "the golden thread": ("/en/o/virasto/thread/", ["Golden thread"]),
    "the thread of one goal": ("/en/o/virasto/thread/goals/12/", ["Golden thread"]),
    "a page that HR finds from the start page": ("/en/o/virasto/people/12/", []),
    "a team's request": ("/en/o/virasto/support/3/", ["Support"]),
    "a competence below the goals": ("/en/o/virasto/goals/competences/3/", ["Goals"]),
    "a page without an entry": ("/en/o/virasto/invitations/", []),
}


@pytest.mark.parametrize(("path", "current"), CURRENT.values(), ids=CURRENT.keys())
def test_one_entry_at_most_says_that_one_is_there(path, current):
    entries = around.entries_for(member("hr"), path=path)

    assert [entry.label for entry in entries if entry.is_current] == current


TOGETHER = ["Ideas", "Experiments", "Reflections", "Practices"]
OWN = ["Units", "My profile", "My roles"]
ELSEWHERE = {
    "an employee": ((), False, ["Goals", *TOGETHER, *OWN]),
    "a mentor": (
        ("mentor",),
        False,
        [
            *("Learning culture", "Mentors", "Golden thread", *TOGETHER),
            *("Support given to colleagues", "Working time", *OWN),
        ],
    ),
    "management": (("management",), False, ["Support", "Mentors", "Plans", *TOGETHER, *OWN]),
    "HR": (("hr",), False, ["People", "Mentors", "Plans", *TOGETHER, "Programmes", *OWN]),
    "HR who is a mentor": (
        ("hr", "mentor"),
        False,
        [
            *("People", "Mentors", "Plans", *TOGETHER),
            *("Support given to colleagues", "Working time", "Programmes", *OWN),
        ],
    ),
    "a coordinator of the provider": (("coordinator",), True, OWN),
    "a trainer of the provider": (("trainer",), True, ["Golden thread", "My profile"]),
}


@pytest.mark.parametrize(
    ("roles", "is_provider", "labels"), ELSEWHERE.values(), ids=ELSEWHERE.keys()
)
def test_what_has_no_entry_is_reached_from_the_start_page(roles, is_provider, labels):
    found = around.elsewhere(member(*roles, is_provider=is_provider))

    assert [label for label, _url in found] == labels


def test_visitors_are_led_to_what_it_is_and_to_joining():
    entries = around.visitor_entries()

    assert [(entry.label, entry.url) for entry in entries] == [
        ("What is learning mentoring?", "/en/#about"),
        ("Join in", "/en/join/"),
    ]
