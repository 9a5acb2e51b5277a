"""How many groups, how many in each, and how many pairs that makes."""


def pairs(people: int) -> int:
    """Return how many pairs there are among so many people."""
    return people * (people - 1) // 2


def group_sizes(people: int, groups: int) -> list[int]:
    """Divide people into groups that differ by at most one, the larger ones first."""
    smaller, larger = divmod(people, groups)
    return [smaller + 1] * larger + [smaller] * (groups - larger)


def spread_pairs(people: int, groups: int) -> int:
    """Return the fewest pairs that must share a group; they are fewest when spread evenly."""
    return sum(pairs(size) for size in group_sizes(people, groups))


def group_count(people: int, size: int) -> int:
    """Return how many groups come nearest to the wanted size.

    What counts is the group furthest from it; where two numbers are as near, the smaller groups
    win, for in them fewer meet twice. So nobody has a group smaller than size - 1 unless each
    number of groups is off by two somewhere (7 people in groups of 5: 4 and 3, not all 7), and
    nobody sits alone unless only one person comes.
    """
    fewer, more = people // size, -(-people // size)
    if fewer and (people < 2 * more or _worst(people, fewer, size) < _worst(people, more, size)):
        return fewer
    return more


def _worst(people: int, groups: int, size: int) -> int:
    """Return by how many the group furthest from the wanted size is off."""
    sizes = group_sizes(people, groups)
    return max(abs(sizes[0] - size), abs(sizes[-1] - size))
