"""What an instrument asks: scales, items, questions, points and bands, read from its content."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Any

from nuotio.foundation import content

CULTURE = "learning_culture"
MENTOR, PULSE, FOLLOW_UP = "mentor_efficacy", "session_pulse", "support_followup"
OWN = "own"  # the scale of an organisation's own items, never compared with others
LANGUAGES = ("fi", "sv", "en")

Content = dict[str, Any]
Words = Mapping[str, str]


@dataclass(frozen=True)
class Item:
    """One statement; `is_reversed` where agreeing means less of what the scale measures."""

    code: str
    words: Words
    is_reversed: bool = False


@dataclass(frozen=True)
class Scale:
    """A dimension, an outcome or the own items: answered by its items from 1 to 5.

    `is_whole` says that no item was switched off, so that it may be compared.
    """

    code: str
    kind: str
    name: Words
    items: Sequence[Item]
    guide: Mapping[str, Words]
    methods: Sequence[str]
    is_whole: bool = True


@dataclass(frozen=True)
class Question:
    """An open question, answered in the person's own words."""

    code: str
    words: Words


@dataclass(frozen=True)
class Survey:
    """An instrument as it is asked: only what is switched on."""

    code: str
    name: Words
    instruction: Words
    minutes: int
    scales: Sequence[Scale]
    questions: Sequence[Question]

    @property
    def items(self) -> Sequence[Item]:
        """Every item in the order of asking: all first items, then all second ones; own last."""
        first = [s.items for s in self.scales if s.kind == "dimension"]
        later = [s.items for s in self.scales if s.kind != "dimension"]
        mixed = [item for row in zip_longest(*first) for item in row if item is not None]
        return [*mixed, *(item for items in later for item in items)]

    def scale(self, code: str) -> Scale:
        """Return the scale of this code; KeyError where there is none."""
        return {scale.code: scale for scale in self.scales}[code]


def survey_of(told: Content) -> Survey:
    """Read an instrument's content; items and questions that are switched off are left out."""
    return Survey(
        told["code"],
        told["name"],
        told["instruction"],
        told["minutes"],
        [scale for scale in map(_scale, told["scales"]) if scale.items],
        [Question(q["code"], q["words"]) for q in told["questions"] if q["on"]],
    )


def _scale(told: Content) -> Scale:
    items = [
        Item(item["code"], item["words"], item["reverse"]) for item in told["items"] if item["on"]
    ]
    return Scale(
        told["code"],
        told["kind"],
        told["name"],
        items,
        told["guide"],
        told["methods"],
        is_whole=len(items) == len(told["items"]),
    )


@cache
def shipped() -> Mapping[str, Content]:
    """Return the content of the instruments that come with the product, by code; read-only."""
    told = content.load("instruments")
    culture = [
        *(_shipped_scale(one, "dimension") for one in told["dimensions"]),
        *(_shipped_scale(one, "outcome") for one in told["outcomes"]),
    ]
    questions = [q for q in told["open_questions"] if q["survey"] == "culture"]
    made = [
        _instrument(CULTURE, _CULTURE_NAME, culture, questions, minutes=7),
        _single(MENTOR, told["mentor_scale"], minutes=2),
        _single(PULSE, told["pulse"], minutes=1),
        _single(FOLLOW_UP, told["followup"], minutes=1),
    ]
    return {one["code"]: one for one in made}


_CULTURE_NAME = {
    "fi": "Oppimiskulttuurikysely",
    "sv": "Enkät om lärandekulturen",
    "en": "Learning-culture survey",
}


def _single(code: str, told: Content, *, minutes: int) -> Content:
    questions = [told["open_question"]] if "open_question" in told else []
    scale = _shipped_scale(told, "scale")
    one = _instrument(code, told["name"], [scale], questions, minutes=minutes)
    return one | ({"instruction": told["instruction"]} if "instruction" in told else {})


def _instrument(
    code: str, name: Content, scales: list[Content], questions: list[Content], *, minutes: int
) -> Content:
    return {
        "code": code,
        "version": content.load("instruments")["version"],
        "name": name,
        "instruction": content.load("instruments")["response_scale"]["instruction"],
        "minutes": minutes,
        "scales": scales,
        "questions": [{"code": q["id"], "words": _words(q), "on": True} for q in questions],
    }


def _shipped_scale(told: Content, kind: str) -> Content:
    return {
        "code": told["id"],
        "kind": kind,
        "name": told["name"],
        "guide": told.get("hr", {}),
        "methods": told.get("methods", []),
        "items": [
            {"code": item["id"], "reverse": item["reverse"], "words": _words(item), "on": True}
            for item in told["items"]
        ],
    }


def _words(told: Content) -> dict[str, str]:
    return {language: told[language] for language in LANGUAGES}


def copy_of(code: str) -> Content:
    """Return a shipped instrument's content to adapt; KeyError where there is none."""
    return deepcopy(shipped()[code])


@dataclass(frozen=True)
class Band:
    """How a mean from `low` up to `high` (exclusive, but for the last) is called."""

    code: str
    low: float
    high: float
    words: Words


@cache
def bands() -> Sequence[Band]:
    """Return the bands in which a mean is told, lowest first."""
    rows = content.load("instruments")["bands"]
    return [Band(row["id"], row["min"], row["max"], _words(row)) for row in rows]


def band_of(mean: float) -> Band:
    """Return the band of a mean between 1 and 5."""
    return next((band for band in bands() if mean < band.high), bands()[-1])


@cache
def points() -> Sequence[tuple[int, Words]]:
    """Return the five points of the response scale with their words."""
    rows = content.load("instruments")["response_scale"]["points"]
    return [(row["value"], _words(row)) for row in rows]


@cache
def cannot_say() -> Words:
    """Return the words of the answer that is none."""
    return _words(content.load("instruments")["response_scale"]["no_answer"])


@cache
def labels(kind: str) -> Mapping[str, Words]:
    """Return the words of `change_labels` or `agreement_labels`, by code."""
    return {row["id"]: _words(row) for row in content.load("instruments")[kind]}


def notice(code: str) -> Words:
    """Return `anonymity_notice`, or the warning of an open question (`open_warning`)."""
    told = content.load("instruments")
    found = [q for q in told["open_questions"] if q["id"] == code]
    return _words(found[0] if found else told[code])


def scales_with_items(survey: Survey) -> Iterator[tuple[str, list[str]]]:
    """Yield each scale's code with the codes of its items, as the release rule reads them."""
    for scale in survey.scales:
        yield scale.code, [item.code for item in scale.items]
