"""An attacker who knows who is in which group and who answered what, and solves linear systems.

Written apart from the audit: it reads the released file, puts every sum it finds (exact, where the
file has rounded ones) into one system over all answers of all people to a scale, and tries sets of
fewer than k people one by one. A combination of the rows stands on some columns alone exactly
where those columns of a basis of the null space depend on one another.
"""

from collections import defaultdict
from itertools import combinations

import numpy as np

EXACT = 1e-7
AT_ONCE = 4_000


def leaks(organisation, groups, k, *, likely=False):
    """Return sets of 1 to k - 1 people of whom a combination of the released sums tells.

    `groups` are those of the released file: kind and key, names of scales and items. All sets are
    tried, or in large organisations those that are `likely`: made of up to three groups by taking
    what they share, and what one has that another has not.
    """
    everybody = range(len(organisation["respondents"]))
    members = [_members(organisation, group) for group in groups]
    sets = _likely(members, k) if likely else _all(everybody, k)
    found = []
    for columns, rows in _systems(organisation, groups, members):
        basis = _null_space(rows)
        sizes = np.array([len(columns[person]) for person in everybody])
        blocks = np.zeros((len(everybody), basis.shape[0], max(sizes, default=0)))
        for person, own in columns.items():
            blocks[person, :, : len(own)] = basis[:, own]
        for few in sets:
            found += _dependent(few, blocks, sizes)
    return found


def _members(organisation, group):
    """Return the places of those in a group."""
    people = organisation["respondents"]
    if group["kind"] == "organisation":
        return frozenset(range(len(people)))
    if group["kind"] == "variable":
        name, own = group["variable"], group["class"]
        return frozenset(p for p, one in enumerate(people) if one["variables"].get(name) == own)
    parents = {unit["id"]: unit["parent"] for unit in organisation["units"]}

    def is_below(unit):
        return unit is not None and (unit == group["key"] or is_below(parents[unit]))

    return frozenset(p for p, one in enumerate(people) if is_below(one["unit"]))


def _systems(organisation, groups, members):
    """Yield the columns of each person and the released rows: of taking part, of each scale."""
    people = organisation["respondents"]
    taking_part = np.zeros((len(groups), len(people)))
    for row, own in zip(taking_part, members, strict=True):
        row[[*own]] = 1
    yield {person: [person] for person in range(len(people))}, taking_part
    for scale, items in organisation["items"].items():
        given = [[i for i in items if one["answers"].get(i) is not None] for one in people]
        columns, rows = _one_scale(given, groups, members, scale, items)
        yield columns, rows


def _one_scale(given, groups, members, scale, items):
    columns = defaultdict(list)
    pairs = [(person, item) for person, own in enumerate(given) for item in own]
    places = {pair: place for place, pair in enumerate(pairs)}
    for (person, _item), place in places.items():
        columns[person].append(place)
    rows = []
    for group, own in zip(groups, members, strict=True):
        if scale in group["scales"]:
            rows.append(np.zeros(len(places)))
            for person in (p for p in own if given[p] and 4 * len(given[p]) >= 3 * len(items)):
                rows[-1][columns[person]] = 1 / len(given[person])
        for item in items:
            if item in group["items"]:
                rows.append(np.zeros(len(places)))
                rows[-1][[places[person, item] for person in own if item in given[person]]] = 1
    return columns, np.array(rows).reshape(len(rows), len(places))


def _null_space(rows):
    _left, values, right = np.linalg.svd(rows, full_matrices=True)
    return right[int((values > EXACT).sum()) :]


def _all(everybody, k):
    return [np.array([*combinations(everybody, size)]) for size in range(1, k)]


def _likely(members, k):
    """Return intersections and differences of up to three groups that have fewer than k people."""
    everybody = frozenset().union(*members)
    sides = {*members, *(everybody - own for own in members)}
    pairs = {one & other for one, other in combinations(sides, 2)}
    triples = {pair & third for pair in pairs for third in sides}
    few = sorted(sorted(one) for one in sides | pairs | triples if 0 < len(one) < k)
    return [np.array([one for one in few if len(one) == size]) for size in range(1, k)]


def _dependent(few, blocks, sizes):
    """Return those sets (rows of `few`) whose columns of the null space depend on one another."""
    found = []
    for start in range(0, len(few), AT_ONCE):
        batch = few[start : start + AT_ONCE]
        columns = np.concatenate([blocks[own] for own in batch.T], axis=2)
        products = columns.transpose(0, 2, 1) @ columns
        padding = columns.shape[2] - sizes[batch].sum(axis=1)
        small = (np.linalg.eigvalsh(products) < EXACT).sum(axis=1)
        found += [tuple(map(int, one)) for one in batch[small > padding]]
    return found
