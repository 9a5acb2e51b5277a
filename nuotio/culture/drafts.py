"""An instrument that an organisation adapts: items switched off and on, own ones put in. Pure.

Own items belong to a scale of kind "own", which is never compared with other organisations.
"""

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from typing import Any
from uuid import uuid4

from nuotio.culture.instruments import LANGUAGES, OWN, Content

MOST_ITEMS, MOST_QUESTIONS = 15, 3  # own ones: a survey stays short, a ballot has one size
ITEM_SECONDS, QUESTION_SECONDS = 8, 40
OWN_NAME = {"fi": "Omat väitteet", "sv": "Egna påståenden", "en": "Own statements"}
ITEMS, QUESTIONS = "items", "questions"
Words = Mapping[str, str]


class Unsound(ValueError):
    """An instrument that nobody could answer, or that would be too long."""


def items_of(content: Content) -> Iterator[dict[str, Any]]:
    """Yield every item, switched on or off."""
    for scale in content["scales"]:
        yield from scale["items"]


def own_items(content: Content) -> list[dict[str, Any]]:
    """Return the organisation's own items."""
    scales = (scale for scale in content["scales"] if scale["kind"] == OWN)
    return [item for scale in scales for item in scale["items"]]


def own_questions(content: Content) -> list[dict[str, Any]]:
    """Return the organisation's own open questions."""
    return [question for question in content["questions"] if is_own(question["code"])]


_OWN = {ITEMS: (own_items, MOST_ITEMS), QUESTIONS: (own_questions, MOST_QUESTIONS)}


def is_own(code: str) -> bool:
    """Say whether an item or a question is the organisation's own."""
    return code.startswith(f"{OWN}_")


def part_of(content: Content, kind: str, code: str) -> dict[str, Any] | None:
    """Return an own item or an own question; `kind` is items or questions."""
    own, _most = _OWN[kind]
    return next((part for part in own(content) if part["code"] == code), None)


def switched(content: Content, on: Collection[str]) -> Content:
    """Return the instrument with exactly these items and questions switched on."""
    made = deepcopy(content)
    for part in (*items_of(made), *made["questions"]):
        part["on"] = part["code"] in on
    return _timed(made)


def new_code(kind: str) -> str:
    """Return a code that no other item or question has, so that two surveys never mix them."""
    stem = OWN if kind == ITEMS else f"{OWN}_open"
    return f"{stem}_{uuid4().hex[:8]}"


def with_part(content: Content, kind: str, code: str, words: Words) -> Content:
    """Return the instrument with an own item or question: a new one, or other words for one.

    Unsound where there would be too many.
    """
    made = deepcopy(content)
    part = part_of(made, kind, code)
    if part is not None:
        part["words"] = _three(words)
        return made
    own, most = _OWN[kind]
    if len(own(made)) >= most:
        raise Unsound("There are as many own ones as fit.")
    added = {"code": code, "words": _three(words), "on": True}
    if kind == ITEMS:
        _own_list(made).append({**added, "reverse": False})
    else:
        made["questions"].append(added)
    return _timed(made)


def without_part(content: Content, kind: str, code: str) -> Content:
    """Return the instrument without an own item or question."""
    made = deepcopy(content)
    if kind == QUESTIONS:
        made["questions"] = [q for q in made["questions"] if q["code"] != code or not is_own(code)]
        return _timed(made)
    for scale in made["scales"]:
        if scale["kind"] == OWN:
            scale["items"] = [item for item in scale["items"] if item["code"] != code]
    made["scales"] = [scale for scale in made["scales"] if scale["items"]]
    return _timed(made)


def named(content: Content, words: Words) -> Content:
    """Return the instrument under a name; a language without one shows the Finnish."""
    return {**content, "name": {code: words.get(code) or words["fi"] for code in LANGUAGES}}


def missing_languages(words: Words) -> list[str]:
    """Return the languages in which the words are shown in another one."""
    return [code for code in LANGUAGES if not words.get(code)]


def check(content: Content) -> None:
    """Pass where somebody could answer it; Unsound where every item is switched off."""
    if not any(item["on"] for item in items_of(content)):
        raise Unsound("Nothing is asked.")


def _own_list(made: Content) -> list[dict[str, Any]]:
    """Return the list of own items, with its scale put in where it was missing."""
    for scale in made["scales"]:
        if scale["kind"] == OWN:
            own: list[dict[str, Any]] = scale["items"]
            return own
    items: list[dict[str, Any]] = []
    scale = {"code": OWN, "kind": OWN, "name": OWN_NAME, "guide": {}, "methods": []}
    made["scales"].append({**scale, "items": items})
    return items


def _three(words: Words) -> dict[str, str]:
    return {code: words.get(code, "") for code in LANGUAGES}


def _timed(made: Content) -> Content:
    """Tell anew how many minutes the answering takes."""
    items = sum(item["on"] for item in items_of(made))
    questions = sum(question["on"] for question in made["questions"])
    seconds = items * ITEM_SECONDS + questions * QUESTION_SECONDS
    made["minutes"] = max(1, round(seconds / 60))
    return made
