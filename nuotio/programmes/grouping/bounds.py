"""What no division into groups can do better than, with the arguments that prove it.

Sessions are sets of persons, each with its number of groups; `met` holds pairs of persons in
ascending order. A repeat is a meeting of two who have met before, so k meetings make k - 1.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from nuotio.programmes.grouping.sizes import spread_pairs

Pair = tuple[int, int]
Session = tuple[AbstractSet[int], int]


def same_organisation_bound(organisations: Mapping[int, int], sessions: Iterable[Session]) -> int:
    """Return the fewest pairs of one organisation that must share a group.

    m colleagues over G groups make fewest pairs when spread evenly; organisations and sessions
    add up, since each pair has one organisation.
    """
    return sum(
        spread_pairs(colleagues, groups)
        for attending, groups in sessions
        for colleagues in Counter(organisations[person] for person in attending).values()
    )


def repeats_bound(sessions: Sequence[Session], met: Collection[Pair]) -> int:
    """Return the better of the two bounds on repeated meetings."""
    return max(_by_fresh_faces(sessions, met), _by_pigeonholes(sessions, met))


def _by_fresh_faces(sessions: Sequence[Session], met: Collection[Pair]) -> int:
    """Bound repeats by how many people each person can still meet for the first time.

    In a group of s a person meets s - 1 others. Whoever meets more than there are fresh faces has
    repeats for the rest, and each repeat belongs to two persons, hence half of the sum, rounded
    up. Who sits in the larger groups is free to choose, but all seats are taken: seats beyond the
    free slack of fresh faces are repeats as well. Counting all pairs at once is never better.
    """
    fresh = _fresh_faces(sessions, met)
    fewest, larger = Counter[int](), Counter[int]()  # meetings for sure; chances of one more
    extra = 0
    for attending, groups in sessions:
        smaller, rest = divmod(len(attending), groups) if groups else (0, 0)
        extra += rest * (smaller + 1)
        for person in attending:
            fewest[person] += smaller - 1
            larger[person] += 1 if rest else 0
    over = slack = 0
    for person, meetings in fewest.items():
        over += max(0, meetings - fresh[person])
        slack += min(larger[person], max(0, fresh[person] - meetings))
    return -(-(over + max(0, extra - slack)) // 2)


def _fresh_faces(sessions: Sequence[Session], met: Collection[Pair]) -> dict[int, int]:
    """Return how many people each person shares a session with and has not met."""
    around: dict[int, set[int]] = {}
    for attending, _groups in sessions:
        for person in attending:
            around.setdefault(person, {person}).update(attending)
    for one, other in met:
        for person, known in ((one, other), (other, one)):
            around.get(person, set()).discard(known)
    return {person: len(others) - 1 for person, others in around.items()}


def _by_pigeonholes(sessions: Sequence[Session], met: Collection[Pair]) -> int:
    """Bound repeats by pairs that any two sessions must share, summed over a spanning tree.

    Of c people in two sessions with G and H groups, each has one of G x H combinations, and those
    with the same combination meet twice: at least as many pairs as when spread evenly. Those who
    have all met one another must likewise share the G groups of a session. Take sessions, and
    what was before them, as the nodes of a tree: a pair that meets in k nodes is shared over at
    most k - 1 of its edges, which is its number of repeats. So the edges of each tree add up to a
    bound, and those of the heaviest tree to the best.
    """
    circles = _circles(met)
    linked = [  # how much each session shares with the tree so far: at first with what was before
        sum(spread_pairs(len(circle & attending), groups) for circle in circles if groups)
        for attending, groups in sessions
    ]
    left, total = set(range(len(sessions))), 0
    while left:
        heaviest = max(sorted(left), key=lambda number: linked[number])
        left.remove(heaviest)
        total += linked[heaviest]
        for number in left:
            linked[number] = max(linked[number], _shared(sessions[heaviest], sessions[number]))
    return total


def _shared(one: Session, other: Session) -> int:
    """Return how many pairs must meet in both sessions."""
    return spread_pairs(len(one[0] & other[0]), max(1, one[1] * other[1]))


def _circles(met: Collection[Pair]) -> list[set[int]]:
    """Part people greedily into circles in which all have met; any such parting gives a bound."""
    known: dict[int, set[int]] = {}
    for one, other in met:
        known.setdefault(one, set()).add(other)
        known.setdefault(other, set()).add(one)
    circles: list[set[int]] = []
    for person in sorted(known, key=lambda key: (-len(known[key]), key)):
        fitting = [circle for circle in circles if circle <= known[person]]
        if fitting:
            max(fitting, key=len).add(person)
        else:
            circles.append({person})
    return circles
