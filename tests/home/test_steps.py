"""Serves R24, R86: everyone sees one next step, chosen from what waits."""

import pytest

from nuotio.home.queries import steps
from nuotio.people.models import Membership, TimeShare, User
from tests.home.conftest import figures

AGREED = TimeShare(state="agreed")


def asked_by(name: str) -> TimeShare:
    return TimeShare(pk=5, state="proposed", mentor=Membership(user=User(name=name)))


def first(now) -> tuple[str, str]:
    step = steps.steps_of(now)[0]
    return step.title, step.url


SUPPORT = ("Ask a learning mentor to help your team", "/en/o/virasto/support/new/")
MENTORS = ("See who supports learning here", "/en/o/virasto/mentors/")
UNITS = ("See how the organisation is laid out", "/en/o/virasto/units/")
BRING = ("Bring your people along", "/en/o/virasto/people/import/")
BECOME = ("Would you like to be a learning mentor?", "/en/o/virasto/me/roles/")
HOURS = "/en/o/virasto/me/time-share/"
SENDING = "/en/o/virasto/invitations/"
DOOR = "/en/o/virasto/join-requests/"
CASES = {
    "an employee": ((), {}, SUPPORT),
    "a mentor without hours": (("mentor",), {}, ("Agree on your working time", HOURS)),
    "a mentor whose proposal waits": (
        ("mentor",),
        {"share": TimeShare(state="proposed", supervisor_id=7), "is_told": True},
        ("Find a pair from another unit", "/en/o/virasto/mentors/"),
    ),
    "a mentor whose supervisor left before answering": (
        ("mentor",),
        {"share": TimeShare(state="proposed"), "is_told": True},
        ("Agree on your working time", HOURS),
    ),
    "a mentor whose hours came back": (
        ("mentor",),
        {"share": TimeShare(state="returned"), "is_told": True},
        ("Talk over your working time", HOURS),
    ),
    "a mentor without a profile": (
        ("mentor",),
        {"share": AGREED},
        ("Tell your colleagues how you can help", "/en/o/virasto/me/profile/"),
    ),
    "a mentor who has done all": (
        ("mentor",),
        {"share": AGREED, "is_told": True},
        ("Find a pair from another unit", "/en/o/virasto/mentors/"),
    ),
    "a supervisor who is asked": (
        (),
        {"to_answer": [asked_by("Jari Lehtonen")]},
        ("Agree on Jari's working time", "/en/o/virasto/time-shares/5/"),
    ),
    "HR with one invitation": (
        ("hr",),
        {"figures": figures(unsent=1)},
        ("Send one invitation", SENDING),
    ),
    "HR with two invitations": (
        ("hr",),
        {"figures": figures(unsent=2)},
        ("Send 2 invitations", SENDING),
    ),
    "HR who is nearly alone": (("hr",), {"figures": figures(members=3)}, BRING),
    "HR with units without a lead": (
        ("hr",),
        {"figures": figures(units_without_lead=2)},
        ("2 units have no supervisor", "/en/o/virasto/units/"),
    ),
    "HR where all is well": (("hr",), {"figures": figures()}, MENTORS),
    "HR without mentors": (("hr",), {"figures": figures(mentors=0, agreed=0)}, BECOME),
    "a coordinator who is nearly alone": (("coordinator",), {"figures": figures(members=1)}, BRING),
    "a coordinator with one unit without a lead": (
        ("coordinator",),
        {"figures": figures(units_without_lead=1)},
        ("One unit has no supervisor", "/en/o/virasto/units/"),
    ),
    "management sends nothing and brings nobody": (
        ("management",),
        {"figures": figures(unsent=2, members=1, units_without_lead=1)},
        MENTORS,
    ),
    "management without mentors": (
        ("management",),
        {"figures": figures(mentors=0, agreed=0)},
        BECOME,
    ),
}
PROVIDER = {
    "one organisation asks": (
        ("coordinator",),
        {"figures": figures(), "join_requests": 1},
        ("One organisation asks to join", DOOR),
    ),
    "three organisations ask": (
        ("coordinator",),
        {"figures": figures(members=1), "join_requests": 3},
        ("3 organisations ask to join", DOOR),
    ),
    "nobody asks": (
        ("coordinator",),
        {"figures": figures(members=1, units_without_lead=1)},
        UNITS,
    ),
    "a trainer without a profile": (
        ("trainer",),
        {},
        ("Tell your colleagues how you can help", "/en/o/virasto/me/profile/"),
    ),
    "a trainer who has told": (("trainer",), {"is_told": True}, UNITS),
}


@pytest.mark.parametrize(("roles", "parts", "step"), CASES.values(), ids=CASES.keys())
def test_the_next_step_follows_from_how_things_stand(stands, roles, parts, step):
    assert first(stands(*roles, **parts)) == step


@pytest.mark.parametrize(("roles", "parts", "step"), PROVIDER.values(), ids=PROVIDER.keys())
def test_the_next_step_at_the_provider(stands, roles, parts, step):
    assert first(stands(*roles, is_provider=True, **parts)) == step


def test_what_waits_for_others_comes_before_ones_own(stands):
    now = stands(
        "mentor",
        "coordinator",
        to_answer=[asked_by("Jari Lehtonen")],
        figures=figures(unsent=1, members=2, units_without_lead=1),
        join_requests=1,
    )

    titles = [one.title for one in steps.steps_of(now)]

    assert titles == [
        "One organisation asks to join",
        "Agree on Jari's working time",
        "Send one invitation",
        "Bring your people along",
        "Agree on your working time",
        "Tell your colleagues how you can help",
        "One unit has no supervisor",
        "Find a pair from another unit",
        "See how the organisation is laid out",
    ]


def test_the_supervisor_answers_first_the_one_who_has_waited_longest(stands):
    waiting = [asked_by("Jari Lehtonen"), asked_by("Aino Virta")]

    assert first(stands(to_answer=waiting))[0] == "Agree on Jari's working time"


def test_being_a_mentor_is_offered_to_those_who_are_not_and_stays_voluntary(stands):
    _support, _mentors, offered, *_more = steps.steps_of(stands())

    assert (offered.title, offered.eyebrow) == (BECOME[0], "Voluntary")
    assert BECOME[0] not in [one.title for one in steps.steps_of(stands("mentor"))]


@pytest.mark.parametrize("role", ["mentor", "hr", "management", "coordinator", "trainer"])
@pytest.mark.parametrize("is_provider", [True, False], ids=["provider", "agency"])
def test_there_is_always_a_step_whatever_the_role(stands, role, is_provider):
    step = steps.steps_of(stands(role, is_provider=is_provider, figures=figures()))[0]

    assert "" not in (step.eyebrow, step.title, step.text, step.label, step.url)
