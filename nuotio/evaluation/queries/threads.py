"""The golden thread of an organisation, a goal, a plan or an experiment, as a member reads it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from nuotio.evaluation import knots, words
from nuotio.evaluation.knots import Broken, Told
from nuotio.evaluation.narrowing import Filters
from nuotio.evaluation.places import Places
from nuotio.evaluation.queries import change, choices, dialect, gaps, lines
from nuotio.evaluation.queries.dialect import Row, Values
from nuotio.evaluation.queries.gaps import GapRow
from nuotio.evaluation.queries.lines import Key, Shown
from nuotio.evaluation.rules import can_see_thread
from nuotio.evaluation.telling import Teller
from nuotio.evaluation.thread import Gap, KnotKind, Line, Thread
from nuotio.people.models import Membership
from nuotio.people.rules.roles import steers

PAGE, PAGE_OF_PLANS = 3, 20  # lines: management is asked for at most three goals
ALL_LINES = 400  # what a report holds at most


class Most(NamedTuple):
    """How many things and gaps are told of a knot; the line's own page has the rest."""

    things: int
    gaps: int


ON_A_PAGE, ON_ITS_OWN = Most(3, 2), Most(50, 50)

Rows = Mapping[Key, Mapping[KnotKind, Sequence[GapRow]]]


def thread_for(
    viewer: Membership, *, filters: Filters, page: int | None = None, at: datetime
) -> Thread:
    """Return the thread that the filters ask for, one page of its lines or all; six queries."""
    can_see_thread.require(viewer, viewer.organisation_id)
    values = dialect.values_for(viewer, filters)
    told = {**values, **gaps.values_at(at)}
    found = gaps.found(told, filters, sees_hours=steers(viewer))
    shown = _shown(values, filters, found, page)
    is_own = filters.plan is not None or filters.experiment is not None
    most = ON_ITS_OWN if page is None or is_own else ON_A_PAGE
    rows = _by_line(found, shown)
    # A gap without a plan hangs on no line where lines are plans, one without a goal on none.
    loose = [one for one in found if one[1] is None or (shown.depth > 1 and one[2] is None)]
    return Thread(
        viewer.organisation.name,
        _lines(viewer, values, filters, shown, rows, most) if shown.strands else [],
        loose=_loose(viewer, loose),
        gap_count=len(found),
        total=shown.total,
        chosen=choices.chosen(viewer, filters) if page is None else (),
    )


def _shown(values: Values, filters: Filters, found: Sequence[Row], page: int | None) -> Shown:
    """Return the lines of a page; past the last one those of the first."""
    size = ALL_LINES if page is None else (PAGE if filters.by == "goal" else PAGE_OF_PLANS)
    keys = [one[1:4] for one in found]
    first = max(0, (page or 1) - 1) * size
    shown = lines.strands_of(values, filters, gaps=keys, first=first, most=size)
    if first and not shown.strands:
        shown = lines.strands_of(values, filters, gaps=keys, first=0, most=size)
    if not shown.strands and filters.goal is not None and filters.by == "plan":
        alone = replace(filters, by="goal")  # a goal without plans is a line of its own
        shown = lines.strands_of(values, alone, gaps=keys, first=0, most=1)
    return shown


def _by_line(found: Sequence[Row], shown: Shown) -> Rows:
    """Return the gaps of each line that is shown, by the knot that they lie on."""
    keys = {one.key[: shown.depth] for one in shown.strands}
    depth, on_page = shown.depth + 1, defaultdict[Key, list[Row]](list)
    for row in found:
        if row[1:depth] in keys:
            on_page[row[1:depth]].append(row)
    return {key: _by_knot(rows) for key, rows in on_page.items()}


def _by_knot(rows: Sequence[Row]) -> Mapping[KnotKind, Sequence[GapRow]]:
    found: dict[KnotKind, list[GapRow]] = defaultdict(list)
    for row in gaps.in_order(rows):
        found[words.STEPS[row.kind].knot].append(row)
    return found


def _lines(
    viewer: Membership, values: Values, filters: Filters, shown: Shown, rows: Rows, most: Most
) -> Sequence[Line]:
    plans = lines.plans_on(values, filters, shown, most=most.things)
    experiments = lines.experiments_on(values, filters, shown, most=most.things)
    named = {one.plan_id for each in plans.values() for one in each}
    for by_knot in rows.values():
        named |= {
            one.plan_id for each in by_knot.values() for one in each[: most.gaps] if one.plan_id
        }
    rested = {one.goal.round_id for one in shown.strands if one.goal.round_id}
    places, names = Places(viewer.organisation.slug), lines.names_of(values, named)
    info = Told(
        places=places,
        rounds=change.rounds_of(values, rested),
        plans=plans,
        experiments=experiments,
        names=names,
        broken=_broken(Teller(viewer, places, names), rows, most.gaps),
        most=most.things,
    )
    return [knots.line_of(one, one.key[: shown.depth], info) for one in shown.strands]


def _broken(teller: Teller, rows: Rows, most: int) -> Mapping[Key, Mapping[KnotKind, Broken]]:
    return {
        key: {
            knot: Broken([teller.gap(row) for row in each[:most]], len(each))
            for knot, each in by_knot.items()
        }
        for key, by_knot in rows.items()
    }


def _loose(viewer: Membership, rows: Sequence[Row]) -> Sequence[Gap]:
    """Return what hangs on no line: findings and competences that no goal rests on."""
    teller = Teller(viewer, Places(viewer.organisation.slug), {})
    return [teller.gap(row) for row in gaps.in_order(rows)]
