"""Which letter of a round is due: each goes once to everybody, the latest that fits. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from nuotio.culture.models import SurveyRound

ANNOUNCED, OPENED, HALF, LAST = "announced", "opened", "half", "last"
AFTER_OPENING = (HALF, LAST)  # told anew after a round was prolonged
BEFORE_CLOSING = timedelta(days=2)
APART = timedelta(days=1)  # two reminders closer than this are one


def due(survey_round: SurveyRound, *, at: datetime) -> str | None:
    """Return the letter to send now; None where everything that is due has gone."""
    passed = [letter for letter, moment in moments(survey_round) if moment <= at]
    if not survey_round.collects_tickets(at) or not passed:
        return None
    latest = passed[-1]
    return None if latest in survey_round.told else latest


def moments(survey_round: SurveyRound) -> Sequence[tuple[str, datetime]]:
    """Return each letter with its moment, the earliest first."""
    announced_at = survey_round.announced_at
    opens_at, closes_at = survey_round.opens_at, survey_round.closes_at
    if announced_at is None or opens_at is None or closes_at is None:
        return []
    half = opens_at + (closes_at - opens_at) / 2
    last = closes_at - BEFORE_CLOSING
    found = [(ANNOUNCED, announced_at), (OPENED, opens_at)]
    found += [(HALF, half)] if half + APART <= last else []
    found += [(LAST, last)] if opens_at + APART <= last else []
    return found


def settled(survey_round: SurveyRound, letter: str) -> list[str]:
    """Return what counts as told once this letter has gone: it and those before it."""
    names = [name for name, _moment in moments(survey_round)]
    return [*names[: names.index(letter)], letter]


def key_of(survey_round: SurveyRound, letter: str) -> str:
    """Return what makes a letter one of its kind for a person; another day makes another."""
    day = f":{survey_round.closes_at:%Y%m%dT%H%M}" if letter in AFTER_OPENING else ""
    return f"survey:{survey_round.pk}:{letter}{day}"
