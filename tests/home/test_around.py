"""Serves issue 2: the way about is short, fits the role and says where one is."""

import pytest

from nuotio.home.queries import around
from tests.home.conftest import member

START = "/en/o/virasto/"
STEERING = ["Home", "People", "Programmes", "Mentors", "Units"]
SHOWN = {
    "an employee": ((), False, ["Home", "Mentors", "Programmes", "Units", "My roles"]),
    "a mentor": (
        ("mentor",),
        False,
        ["Home", "Programmes", "Mentors", "Working time", "My profile"],
    ),
    "management": (
        ("management",),
        False,
        ["Home", "Mentors", "Programmes", "Units", "My roles"],
    ),
    "HR": (("hr",), False, STEERING),
    "a coordinator": (("coordinator",), False, STEERING),
    "HR who is a mentor": (("hr", "mentor"), False, STEERING),
    "a coordinator of the provider": (
        ("coordinator",),
        True,
        ["Home", "Programmes", "Organisations", "People", "Units"],
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
    "the list of people": ("/en/o/virasto/people/", ["People"]),
    "one person": ("/en/o/virasto/people/12/", ["People"]),
    "the import below people": ("/en/o/virasto/people/import/3/", ["People"]),
    "a programme": ("/en/o/virasto/programmes/3/progress/", ["Programmes"]),
    "a page without an entry": ("/en/o/virasto/invitations/", []),
}


@pytest.mark.parametrize(("path", "current"), CURRENT.values(), ids=CURRENT.keys())
def test_one_entry_at_most_says_that_one_is_there(path, current):
    entries = around.entries_for(member("hr"), path=path)

    assert [entry.label for entry in entries if entry.is_current] == current


def test_visitors_are_led_to_what_it_is_and_to_joining():
    entries = around.visitor_entries()

    assert [(entry.label, entry.url) for entry in entries] == [
        ("What is learning mentoring?", "/en/#about"),
        ("Join in", "/en/join/"),
    ]
