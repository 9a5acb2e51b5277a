"""One person's answers, as they lie inside a sealed ballot: read strictly, written in one size."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nuotio.culture.instruments import Survey

SIZE = 8192  # bytes of every ballot before it is sealed, so that its length tells nothing
LONGEST = 1000  # characters of one open answer
CANNOT_SAY = "dk"
Answer = int | str | None
Background = Mapping[str, Sequence[str]]


class Unreadable(Exception):
    """The bytes of a ballot are no answers to this survey."""


@dataclass(frozen=True)
class Response:
    """Answers by item: 1 to 5, "dk" for cannot say, None where skipped; in the asked direction.

    `node` is the code of the reporting node that the ticket proved, `background` the chosen class
    of each variable that was answered, `words` the open answers.
    """

    node: str
    answers: Mapping[str, Answer]
    background: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


def written(response: Response) -> bytes:
    """Return the answers as bytes of one size (8,192); ValueError where they do not fit."""
    told = {
        "v": 1,
        "answers": dict(response.answers),
        "background": dict(response.background),
        "words": dict(response.words),
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    if len(text) > SIZE:
        raise ValueError("The answers are longer than a ballot.")
    return text.ljust(SIZE, b" ")


def read(payload: bytes, *, node: str, survey: Survey, background: Background) -> Response:
    """Read the answers of a ballot; Unreadable unless every part is what the survey asked."""
    told = _object(payload)
    items = {item.code for item in survey.items}
    questions = {question.code for question in survey.questions}
    is_sound = (
        len(payload) == SIZE
        and told.get("v") == 1
        and _is_each(told.get("answers"), items, _is_answer)
        and _is_each(told.get("words"), questions, _is_text)
        and _is_each(told.get("background"), background, lambda value: isinstance(value, str))
        and all(value in background[code] for code, value in told["background"].items())
    )
    if not is_sound:
        raise Unreadable
    return Response(node, told["answers"], told["background"], told["words"])


def _object(payload: bytes) -> dict[str, Any]:
    try:
        told = json.loads(payload)
    except (ValueError, RecursionError) as error:  # nobody's nesting may stop the count
        raise Unreadable from error
    if not isinstance(told, dict):
        raise Unreadable
    return told


def _is_each(told: Any, known: Any, is_right: Any) -> bool:
    return isinstance(told, dict) and all(
        code in known and is_right(value) for code, value in told.items()
    )


def _is_answer(value: Any) -> bool:
    return value is None or value == CANNOT_SAY or (type(value) is int and 1 <= value <= 5)


def _is_text(value: Any) -> bool:
    """Say whether these are words that every database can keep: no NUL, no half of a letter."""
    return (
        isinstance(value, str)
        and len(value) <= LONGEST
        and "\0" not in value
        and not any("\ud800" <= letter <= "\udfff" for letter in value)
    )
