"""Serves R26: a start page greets by the hour and says in a sentence how things stand."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from nuotio.home.queries import words
from nuotio.people.models import TimeShare
from tests.home.conftest import figures


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


HOURS = {
    "winter 4.59 is night": ("2026-01-15T02:59", "Good evening, Sanna"),
    "winter 5.00": ("2026-01-15T03:00", "Good morning, Sanna"),
    "winter 9.59": ("2026-01-15T07:59", "Good morning, Sanna"),
    "winter 10.00": ("2026-01-15T08:00", "Good day, Sanna"),
    "winter 17.59": ("2026-01-15T15:59", "Good day, Sanna"),
    "winter 18.00": ("2026-01-15T16:00", "Good evening, Sanna"),
    "summer 5.00": ("2026-07-15T02:00", "Good morning, Sanna"),
    "summer 18.00": ("2026-07-15T15:00", "Good evening, Sanna"),
    "the last winter evening": ("2026-03-28T15:59", "Good day, Sanna"),
    "the first summer morning": ("2026-03-29T02:00", "Good morning, Sanna"),
    "the first summer evening": ("2026-03-29T15:00", "Good evening, Sanna"),
    "the night of autumn has 25 hours": ("2026-10-25T02:59", "Good evening, Sanna"),
    "the first winter morning": ("2026-10-25T03:00", "Good morning, Sanna"),
    "the first winter evening": ("2026-10-25T16:00", "Good evening, Sanna"),
}


@pytest.mark.parametrize(("at", "said"), HOURS.values(), ids=HOURS.keys())
def test_the_greeting_follows_the_clock_of_helsinki(at, said):
    assert words.greeting("Sanna", at=utc(at)) == said


LANGUAGES = {"fi": "Huomenta, Sanna", "sv": "God morgon, Sanna", "en": "Good morning, Sanna"}


@pytest.mark.parametrize(("language", "said"), LANGUAGES.items(), ids=LANGUAGES.keys())
def test_the_greeting_is_in_the_readers_language(language, said):
    with translation.override(language):
        assert words.greeting("Sanna", at=utc("2026-11-18T06:00")) == said


@pytest.mark.parametrize(
    ("hour", "said"),
    [("04", "Good morning"), ("12", "Good day"), ("20", "Good evening")],
    ids=["morning", "day", "evening"],
)
def test_without_a_name_only_the_greeting_is_said(hour, said):
    assert words.greeting("", at=utc(f"2026-11-18T{hour}:00")) == said


EMPLOYEE = "Here you see who supports learning in your organisation, and what is asked of you."
ONE_OR_MORE = {
    "an employee": ((), {}, EMPLOYEE),
    "HR without mentors": (
        ("hr",),
        {"figures": figures(mentors=0, agreed=0)},
        "You have no learning mentors yet. They volunteer once they have joined.",
    ),
    "HR, one mentor, agreed": (
        ("hr",),
        {"figures": figures(mentors=1, agreed=1)},
        "You have one learning mentor, and all have agreed on their working time.",
    ),
    "HR, two mentors, agreed": (
        ("hr",),
        {"figures": figures()},
        "You have 2 learning mentors, and all have agreed on their working time.",
    ),
    "HR, one not agreed": (
        ("hr",),
        {"figures": figures(mentors=3)},
        "You have 3 learning mentors. One has not agreed on working time yet.",
    ),
    "coordinator, two not agreed": (
        ("coordinator",),
        {"figures": figures(mentors=4)},
        "You have 4 learning mentors. 2 have not agreed on working time yet.",
    ),
    "management, one": (
        ("management",),
        {"figures": figures(mentors=1, agreed=1)},
        "One colleague supports others' learning as a mentor; 1 with agreed working time.",
    ),
    "management, several": (
        ("management",),
        {"figures": figures(mentors=3)},
        "3 colleagues support others' learning as mentors; 2 with agreed working time.",
    ),
    "mentor without hours": (
        ("mentor",),
        {},
        "You are a learning mentor. Next, agree on the working time for it.",
    ),
    "mentor, proposed": (
        ("mentor",),
        {"share": TimeShare(state="proposed")},
        "Your proposal on working time waits for your supervisor's answer.",
    ),
    "mentor, returned": (
        ("mentor",),
        {"share": TimeShare(state="returned")},
        "Your supervisor would like to talk over your working time.",
    ),
    "mentor, agreed": (
        ("mentor",),
        {"share": TimeShare(state="agreed")},
        "Your working time as a mentor is agreed. Your colleagues find you in the list.",
    ),
}


@pytest.mark.parametrize(("roles", "parts", "said"), ONE_OR_MORE.values(), ids=ONE_OR_MORE.keys())
def test_the_sentence_tells_how_things_stand(stands, roles, parts, said):
    assert words.lede(stands(*roles, **parts)) == said


PROVIDER = {
    "nobody asks": (("coordinator",), 0, "No organisation waits for an answer."),
    "one asks": (("coordinator",), 1, "One organisation waits for your answer."),
    "two ask": (("coordinator",), 2, "2 organisations wait for your answer."),
    "a trainer": (
        ("trainer",),
        0,
        "The programmes you lead come here when the first of them begins.",
    ),
}


@pytest.mark.parametrize(("roles", "asking", "said"), PROVIDER.values(), ids=PROVIDER.keys())
def test_the_sentence_at_the_provider(stands, roles, asking, said):
    now = stands(*roles, is_provider=True, figures=figures(), join_requests=asking)

    assert words.lede(now) == said
