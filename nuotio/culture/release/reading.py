"""A file with organisations and their answers, read strictly: whatever is odd is said, not guessed.

The form is `{"k": 5, "organisations": [{"id", "units": [{"id", "parent", "invited"}], "variables":
{"name": ["class", ...]}, "items": {"scale": ["item", ...]}, "respondents": [{"unit", "variables":
{...}, "answers": {"item": 1..5 or null}}]}]}`. Answers are in the direction of their scale. What is
left out is null; a respondent whose unit is null is directly in the organisation.
"""

import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, NoReturn, TypeGuard

import numpy as np

from nuotio.culture.release.plans import Plan, Respondents, require_k

Name = str | int
Lists = dict[str, tuple[Name, ...]]
Row = tuple[int, list[int], list[float | None]]
POSSIBLE_ANSWERS = frozenset({1, 2, 3, 4, 5, None})


class WrongInput(ValueError):
    """The file cannot be used; the message is one plain sentence."""


@dataclass(frozen=True, eq=False)
class Asked:
    """One organisation of the file: names in the order of the plan's indices, plan and people."""

    id: Name
    units: tuple[Name, ...]
    variables: Lists
    scales: Lists
    plan: Plan
    people: Respondents


def read(text: str | bytes) -> tuple[int, list[Asked]]:
    """Return k and the organisations of a file; raise WrongInput."""
    document = _object(_parsed(text), "The file")
    k = document.get("k")
    if not _is_count(k):
        raise WrongInput('The file says no whole number as "k", the smallest group to show.')
    try:
        require_k(k)
    except ValueError as error:
        raise WrongInput(str(error)) from error
    organisations = [
        _organisation(_object(one, f"Organisation {place}"), f"Organisation {place}")
        for place, one in enumerate(_list(document, "organisations", "The file"), 1)
    ]
    _require_once([one.id for one in organisations], "The organisation")
    return k, organisations


def _parsed(text: str | bytes) -> object:
    try:
        return json.loads(text, parse_constant=_no_number)
    except RecursionError as error:
        raise WrongInput("This is not JSON that we can read: it is nested too deeply.") from error
    except ValueError as error:
        raise WrongInput(f"This is not JSON that we can read: {error}.") from error


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _organisation(found: dict[str, Any], place: str) -> Asked:
    """Return one organisation with its plan and its people."""
    own = _name(found.get("id"), place)
    where = f"Organisation {own!r}"
    units, parents = _units(found, where)
    variables, scales = _lists(found, "variables", where), _lists(found, "items", where)
    items = [str(item) for listed in scales.values() for item in listed]
    _require_once(items, f"{where}: the item")
    try:
        plan = Plan(parents, tuple(map(len, variables.values())), _columns(scales))
    except ValueError as error:
        raise WrongInput(f"{where}: {error}") from error
    classes = {name: _places(listed) for name, listed in variables.items()}
    reader = _Reader(where, _places(units), classes, items, {*items})
    people = reader.people(_list(found, "respondents", where))
    return Asked(own, units, variables, scales, plan, people)


def _units(found: dict[str, Any], where: str) -> tuple[tuple[Name, ...], tuple[int, ...]]:
    """Return the names of the units, and for each the place of the unit above it."""
    units = [_object(unit, f"{where}: a unit") for unit in _list(found, "units", where)]
    names = tuple(_name(unit.get("id"), f"{where}: a unit") for unit in units)
    _require_once(names, f"{where}: the unit")
    for unit, name in zip(units, names, strict=True):
        invited = unit.get("invited")
        if invited is not None and not (_is_count(invited) and invited >= 0):
            raise WrongInput(f"{where}: the unit {name!r} has {invited!r} people invited.")
    places = _places(names)
    parents = tuple(
        _place(unit.get("parent"), places, f"{where}: the unit {name!r} is below an unknown one,")
        for unit, name in zip(units, names, strict=True)
    )
    return names, parents


def _columns(scales: Lists) -> tuple[tuple[int, ...], ...]:
    """Return the columns of each scale when items stand in the order of their scales."""
    ends = accumulate(map(len, scales.values()), initial=0)
    return tuple(tuple(range(start, end)) for start, end in pairwise(ends))


@dataclass(frozen=True)
class _Reader:
    """Reads the respondents of one organisation against what is asked there."""

    where: str
    units: Mapping[Name, int]
    classes: Mapping[str, Mapping[Name, int]]
    items: Sequence[str]
    known_items: AbstractSet[str]

    def people(self, found: Sequence[object]) -> Respondents:
        """Return the respondents as arrays."""
        rows = [
            self._row(one, f"{self.where}, respondent {place}")
            for place, one in enumerate(found, 1)
        ]
        count = len(rows)
        return Respondents(
            units=np.array([unit for unit, _classes, _given in rows], np.int64),
            classes=np.array([classes for _unit, classes, _given in rows], np.int64).reshape(
                count, len(self.classes)
            ),
            answers=np.array([given for _unit, _classes, given in rows], np.float64).reshape(
                count, len(self.items)
            ),
        )

    def _row(self, one: object, where: str) -> Row:
        """Return the unit, the classes and the answers of one."""
        told = _object(one, where)
        own = _inner(told, "variables", self.classes.keys(), where)
        answers = _inner(told, "answers", self.known_items, where)
        classes = [
            _place(own.get(name), places, f"{where}: {name!r} has no class")
            for name, places in self.classes.items()
        ]
        given = [answers.get(item) for item in self.items]
        for answer in given if not _are_answers(given) else ():
            if not _are_answers([answer]):
                raise WrongInput(f"{where}: {answer!r} is no answer from 1 to 5.")
        return _place(told.get("unit"), self.units, f"{where}: there is no unit"), classes, given


def _are_answers(given: Sequence[object]) -> bool:
    return {*map(type, given)} <= {int, float, type(None)} and POSSIBLE_ANSWERS.issuperset(given)


def _inner(found: dict[str, Any], key: str, known: AbstractSet[str], where: str) -> dict[str, Any]:
    """Return an object inside another, in which only known names stand; nothing is an empty one."""
    inner = _object(found.get(key, {}), f"{where}: {key}")
    for name in sorted(inner.keys() - known):
        raise WrongInput(f"{where}: {key} has an unknown name {name!r}.")
    return inner


def _lists(found: dict[str, Any], key: str, where: str) -> Lists:
    """Return an object of lists of names, no name twice in one list; nothing is an empty one."""
    lists = _object(found.get(key, {}), f"{where}: {key}")
    named: Lists = {}
    for name in lists:
        place = f"{where}, {key} {name!r}"
        named[name] = tuple(_name(one, place) for one in _list(lists, name, place))
        _require_once(named[name], f"{place}:")
    return named


def _places(names: Sequence[Name]) -> dict[Name, int]:
    return {name: place for place, name in enumerate(names)}


def _place(name: object, places: Mapping[Name, int], unknown: str) -> int:
    """Return the place of a known name, -1 for none."""
    if name is None:
        return -1
    if not _is_name(name) or name not in places:
        raise WrongInput(f"{unknown} {name!r}.")
    return places[name]


def _require_once(names: Sequence[Name], what: str) -> None:
    seen: set[Name] = set()
    for name in names:
        if name in seen:
            raise WrongInput(f"{what} {name!r} is there twice.")
        seen.add(name)


def _object(found: object, where: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise WrongInput(f"{where} is not an object with names and values.")
    return found


def _list(found: dict[str, Any], key: str, where: str) -> list[Any]:
    listed = found.get(key, [])
    if not isinstance(listed, list):
        raise WrongInput(f"{where}: {key!r} is not a list.")
    return listed


def _name(found: object, where: str) -> Name:
    if not _is_name(found):
        raise WrongInput(f"{where} has {found!r} for a name; a text or a whole number is needed.")
    return found


def _is_name(found: object) -> TypeGuard[Name]:
    return isinstance(found, str | int) and not isinstance(found, bool)


def _is_count(found: object) -> TypeGuard[int]:
    return isinstance(found, int) and not isinstance(found, bool)
