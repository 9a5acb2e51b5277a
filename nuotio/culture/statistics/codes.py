"""Answers before and after that carry the same own code, or codes with one element changed.

Codes are compared through marks: one of the whole code and one for each element left out. What a
mark is made of does not matter, so keyed digests serve as well as the elements themselves.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar, overload

Code = Sequence[Hashable]
Likeness = Literal["exact", "one_off"]
B = TypeVar("B", bound=Hashable)
A = TypeVar("A", bound=Hashable)


@dataclass(frozen=True)
class CodeMarks:
    """The mark of a whole code, and for each element the mark of the code without it."""

    full: Hashable
    without: tuple[Hashable, ...]


@dataclass(frozen=True)
class LinkedPair(Generic[B, A]):
    """An answer before and one after by the same person; `likeness` is exact or one_off."""

    before: B
    after: A
    likeness: Likeness


@dataclass(frozen=True)
class LinkedCodes(Generic[B, A]):
    """Pairs in the order of the answers before, and what stays without a partner."""

    pairs: tuple[LinkedPair[B, A], ...]
    unpaired_before: tuple[B, ...]
    unpaired_after: tuple[A, ...]

    @property
    def places(self) -> tuple[tuple[B, A], ...]:
        """The pairs alone, as `change_overlapping` takes them."""
        return tuple((pair.before, pair.after) for pair in self.pairs)


@overload
def link_codes(before: Mapping[B, Code], after: Mapping[A, Code]) -> LinkedCodes[B, A]: ...
@overload
def link_codes(before: Sequence[Code], after: Sequence[Code]) -> LinkedCodes[int, int]: ...
def link_codes(before: Any, after: Any) -> LinkedCodes[Any, Any]:
    """Pair the codes of two surveys of one organisation, each code its elements in order.

    Exact matches are made first and removed, then those that differ in one element and have each
    other as their only candidate (Yurek, Vasey & Sullivan Havens 2008). Codes that occur twice in
    a survey, and codes with an empty element (None, NaN, ""), stay unpaired. Mappings are from a
    name to its code; of lists, places are the names.
    """
    first, second = _named(before), _named(after)
    linked = link_marks(_complete(first), _complete(second))
    has_before = {pair.before for pair in linked.pairs}
    has_after = {pair.after for pair in linked.pairs}
    return LinkedCodes(linked.pairs, _without(first, has_before), _without(second, has_after))


def marks_of(code: Code) -> CodeMarks:
    """Return the marks of a code that is made of plain elements."""
    whole = tuple(code)
    return CodeMarks(whole, tuple(whole[:at] + whole[at + 1 :] for at in range(len(whole))))


def link_marks(before: Mapping[B, CodeMarks], after: Mapping[A, CodeMarks]) -> LinkedCodes[B, A]:
    """Pair codes of which only marks are kept; the rule is that of `link_codes`."""
    exact = _exact(before, after)
    taken = set(exact.values())
    close = _one_off(
        {name: marks for name, marks in before.items() if name not in exact},
        {name: marks for name, marks in after.items() if name not in taken},
    )
    pairs = tuple(
        LinkedPair(name, exact[name], "exact")
        if name in exact
        else LinkedPair(name, close[name], "one_off")
        for name in before
        if name in exact or name in close
    )
    found = taken | set(close.values())
    return LinkedCodes(pairs, _without(before, exact.keys() | close.keys()), _without(after, found))


def _exact(before: Mapping[B, CodeMarks], after: Mapping[A, CodeMarks]) -> dict[B, A]:
    """Pair equal codes that occur once in each survey."""
    ones, others = _once(before), _once(after)
    return {name: others[full] for full, name in ones.items() if full in others}


def _once(named: Mapping[B, CodeMarks]) -> dict[Hashable, B]:
    counts = Counter(marks.full for marks in named.values())
    return {marks.full: name for name, marks in named.items() if counts[marks.full] == 1}


def _one_off(before: Mapping[B, CodeMarks], after: Mapping[A, CodeMarks]) -> dict[B, A]:
    """Pair codes that agree but for one element and are each other's only candidates.

    Equal codes agree so as well: those that occur twice keep each other from being unique.
    """
    holders: dict[Hashable, set[A]] = {}
    for name, marks in after.items():
        for mark in enumerate(marks.without):
            holders.setdefault(mark, set()).add(name)
    near = {
        name: set[A]().union(*(holders.get(mark, ()) for mark in enumerate(marks.without)))
        for name, marks in before.items()
    }
    claims = Counter(other for others in near.values() for other in others)
    only = {name: next(iter(others)) for name, others in near.items() if len(others) == 1}
    return {name: other for name, other in only.items() if claims[other] == 1}


def _named(codes: Any) -> Mapping[Any, Code]:
    return codes if isinstance(codes, Mapping) else dict(enumerate(codes))


def _complete(codes: Mapping[B, Code]) -> dict[B, CodeMarks]:
    return {name: marks_of(code) for name, code in codes.items() if all(map(_is_given, code))}


def _is_given(element: Hashable) -> bool:
    return element is not None and element != "" and element == element  # NaN is unlike itself


def _without(named: Iterable[B], found: Iterable[B]) -> tuple[B, ...]:
    known = set(found)
    return tuple(name for name in named if name not in known)
