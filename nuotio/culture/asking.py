"""A survey as it is put to a person: statements in groups, questions, background, in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from nuotio.culture import instruments
from nuotio.culture.instruments import Item, Question, Survey, Words
from nuotio.culture.models import SurveyRound
from nuotio.culture.responses import CANNOT_SAY

IN_GROUP = 5  # statements that stand together on a page with all of them


class Phase(StrEnum):
    """Where a survey is, as a respondent lives it."""

    BEFORE = "before"
    OPEN = "open"
    COUNTING = "counting"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


def phase_of(survey_round: SurveyRound, at: datetime) -> Phase:
    """Say where an announced survey is at this moment."""
    if survey_round.takes_answers(at):
        return Phase.OPEN
    if survey_round.collects_tickets(at):
        return Phase.BEFORE
    others = {
        SurveyRound.State.CLOSED: Phase.CLOSED,
        SurveyRound.State.DISCARDED: Phase.CALLED_OFF,
    }
    return others.get(SurveyRound.State(survey_round.state), Phase.COUNTING)


@dataclass(frozen=True)
class Group:
    """Statements that stand together, each with its number in the whole."""

    statements: Sequence[tuple[int, Item]]

    @property
    def first(self) -> int:
        """The number of its first statement."""
        return self.statements[0][0]

    @property
    def last(self) -> int:
        """The number of its last statement."""
        return self.statements[-1][0]


@dataclass(frozen=True)
class Variable:
    """A background question with the answers to choose from: (code, words)."""

    code: str
    words: Words
    classes: Sequence[tuple[str, Words]]


@dataclass(frozen=True)
class Asked:
    """Everything that a form with the survey shows; `points` are its answers, the last is none."""

    instruction: Words
    minutes: int
    groups: Sequence[Group]
    points: Sequence[tuple[str, Words]]
    questions: Sequence[Question]
    warning: Words
    background: Sequence[Variable]

    @property
    def statements(self) -> Sequence[Item]:
        """Every statement in the order of asking."""
        return [item for group in self.groups for _number, item in group.statements]


def asked(survey: Survey, background: Sequence[Any] = ()) -> Asked:
    """Return the form of a survey; `background` as a round keeps it."""
    numbered = list(enumerate(survey.items, 1))
    starts = range(0, len(numbered), IN_GROUP)
    points = [(str(value), words) for value, words in instruments.points()]
    return Asked(
        survey.instruction,
        survey.minutes,
        [Group(numbered[start : start + IN_GROUP]) for start in starts],
        [*points, (CANNOT_SAY, instruments.cannot_say())],
        survey.questions,
        instruments.notice("open_warning"),
        [_variable(one) for one in background],
    )


def asked_in(survey_round: SurveyRound) -> Asked:
    """Return the form of a round."""
    return asked(instruments.survey_of(survey_round.instrument), survey_round.background)


def _variable(told: Any) -> Variable:
    classes = [(one["code"], one["words"]) for one in told["classes"]]
    return Variable(told["code"], told["words"], classes)
