"""Which units report on their own: a tree in which everybody has at least nine beside her. Pure.

Each node of the tree has a signing key of its own, so a ticket tells the node. A node therefore
has at least ten invited of its own, or none: smaller units are folded upwards.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

LEAST = 10  # invited people who share a key
LEAST_IN_ALL = 5  # fewer answers are never shown, so nobody is asked
SMALL = "small"  # has fewer than ten invited
SHELTER = "shelter"  # large enough, but those around it would be too few without it
SAME = "same"  # has the same people as the unit above it
Key = int | None  # a unit; None is the whole organisation


class TooFew(Exception):
    """Fewer than five people are invited: nothing could ever be shown."""


@dataclass(frozen=True)
class Place:
    """A unit with the people who are invited in this very unit; `parent` None is at the top."""

    key: int
    parent: Key
    invited: int


@dataclass(frozen=True)
class Node:
    """What reports: the whole (key None) or a unit, with the invited of its own."""

    key: Key
    parent: Key
    invited: int
    depth: int = 0


@dataclass(frozen=True)
class Fold:
    """A unit that does not report on its own, the node that it is part of, and why."""

    key: int
    into: Key
    why: str


@dataclass(frozen=True)
class Plan:
    """The nodes, parents before their children, and what was folded into them."""

    nodes: Sequence[Node]
    folds: Sequence[Fold]

    @property
    def invited(self) -> int:
        """How many are invited in all."""
        return sum(node.invited for node in self.nodes)

    @property
    def is_whole_only(self) -> bool:
        """Whether no part of the organisation reports on its own."""
        return len(self.nodes) == 1

    def homes(self) -> Mapping[Key, Key]:
        """Return the node of each unit: itself, or what it was folded into."""
        kept: dict[Key, Key] = {node.key: node.key for node in self.nodes}
        return kept | {fold.key: fold.into for fold in self.folds}

    def below(self, key: Key) -> int:
        """Return how many are invited in a node and in those under it."""
        own = sum(node.invited for node in self.nodes if node.key == key)
        children = [node.key for node in self.nodes if node.parent == key and node.key is not None]
        return own + sum(map(self.below, children))


@dataclass
class _Branch:
    key: Key
    own: int
    children: list["_Branch"] = field(default_factory=list)
    taken: list[tuple[int, str]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.own + sum(child.total for child in self.children)

    def take_in(self, child: "_Branch", why: str) -> None:
        """Fold a child in: its people become the own ones, its children move up."""
        self.own += child.own
        self.taken += [*([(child.key, why)] if child.key is not None else []), *child.taken]
        place = self.children.index(child)
        self.children[place : place + 1] = child.children


def plan_of(places: Iterable[Place], *, at_the_top: int = 0) -> Plan:
    """Fold the units into nodes; `at_the_top` are invited people without a unit.

    TooFew where fewer than five are invited in all.
    """
    root = _grown(list(places), at_the_top)
    if root.total < LEAST_IN_ALL:
        raise TooFew
    _settle(root)
    nodes: list[Node] = []
    folds: list[Fold] = []
    _write(root, None, 0, nodes, folds)
    return Plan(nodes, folds)


def _grown(places: Sequence[Place], at_the_top: int) -> _Branch:
    known = {place.key for place in places}
    under: dict[Key, list[Place]] = defaultdict(list)
    for place in places:
        under[place.parent if place.parent in known else None].append(place)

    def branch(key: Key, own: int) -> _Branch:
        return _Branch(key, own, [branch(one.key, one.invited) for one in under.pop(key, [])])

    return branch(None, at_the_top)


def _settle(branch: _Branch) -> None:
    """Fold from the leaves up, until every node has none or enough of its own."""
    for child in list(branch.children):
        _settle(child)
        if child.own < LEAST and not child.children:
            branch.take_in(child, SMALL)
    while 0 < branch.own < LEAST and branch.children:
        smallest = min(branch.children, key=lambda child: (child.total, child.key or 0))
        branch.take_in(smallest, SHELTER)
    if not branch.own and len(branch.children) == 1:
        branch.take_in(branch.children[0], SAME)


def _write(branch: _Branch, parent: Key, depth: int, nodes: list[Node], folds: list[Fold]) -> None:
    nodes.append(Node(branch.key, parent, branch.own, depth))
    folds += [Fold(key, branch.key, why) for key, why in branch.taken]
    for child in branch.children:
        _write(child, branch.key, depth + 1, nodes, folds)
