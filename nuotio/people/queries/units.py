from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from nuotio.people.models import Membership, Unit


@dataclass(frozen=True)
class Branch:
    """A unit in the tree: `depth` 0 at the top, `people` who have joined in this very unit."""

    unit: Unit
    depth: int
    people: int
    children: tuple["Branch", ...]

    @property
    def lead(self) -> Membership | None:
        """The lead, unless she has left."""
        lead = self.unit.lead
        return lead if lead is not None and lead.is_open else None

    @property
    def people_below(self) -> int:
        """How many have joined in this unit and in those under it."""
        return self.people + sum(child.people_below for child in self.children)

    @property
    def is_empty(self) -> bool:
        """Whether it could be removed: no people and no units in it."""
        return not self.people and not self.children

    def walk(self) -> Iterator["Branch"]:
        """Yield this branch and everything under it, from the top down."""
        yield self
        for child in self.children:
            yield from child.walk()


def tree(*, viewer: Membership) -> Sequence[Branch]:
    """Return the top units of the viewer's organisation with all that is under them; one query.

    Siblings stand in the order of their names in the active language.
    """
    here = Q(memberships__left_at__isnull=True)
    units = (
        Unit.objects.filter(organisation_id=viewer.organisation_id)
        .select_related("lead__user")
        .annotate(people=Count("memberships", filter=here))
        .order_by("pk")
    )
    under: dict[int | None, list[Unit]] = defaultdict(list)
    for unit in units:
        under[unit.parent_id].append(unit)
    return _branches(under, None, 0)


def _branches(
    under: dict[int | None, list[Unit]], parent: int | None, depth: int
) -> tuple[Branch, ...]:
    siblings = sorted(under.pop(parent, []), key=lambda unit: unit.name.casefold())
    return tuple(
        Branch(unit, depth, getattr(unit, "people", 0), _branches(under, unit.pk, depth + 1))
        for unit in siblings
    )


def walk(branches: Sequence[Branch]) -> Iterator[Branch]:
    """Yield every branch of a tree, from the top down."""
    for branch in branches:
        yield from branch.walk()


def path_to(pk: int, branches: Sequence[Branch]) -> Sequence[Branch]:
    """Return the branches from the top down to this unit; empty where it is not in the tree."""
    for branch in branches:
        if branch.unit.pk == pk:
            return (branch,)
        if below := path_to(pk, branch.children):
            return (branch, *below)
    return ()


def possible_leads(*, viewer: Membership) -> Sequence[tuple[int, str]]:
    """Return the key and name of everybody in the organisation, by name."""
    members = Membership.objects.filter(
        organisation_id=viewer.organisation_id, left_at__isnull=True
    )
    rows = members.order_by("user__name", "user__email").values_list(
        "pk", "user__name", "user__email"
    )
    return [(pk, name or email) for pk, name, email in rows]


def supervisor_of(membership: Membership) -> Membership | None:
    """Return who supervises the member: the named supervisor, else the lead of the unit.

    Climbs from unit to parent past leads who have left and past the member herself; None where
    nobody is found. At most three queries, whatever the height of the tree.
    """
    named = membership.supervisor if membership.supervisor_id else None
    if named is not None and named.is_open and named.pk != membership.pk:
        return named
    lead_id = _nearest_lead(membership)
    if lead_id is None:
        return None
    found: Membership | None = (
        Membership.objects.filter(pk=lead_id).select_related("user", "organisation").first()
    )
    return found


def _nearest_lead(membership: Membership) -> int | None:
    if membership.unit_id is None:
        return None
    units = Unit.objects.filter(organisation_id=membership.organisation_id)
    rows = units.values_list("pk", "parent_id", "lead_id", "lead__left_at")
    tree = {pk: (parent_id, lead_id, left_at) for pk, parent_id, lead_id, left_at in rows}
    here: int | None = membership.unit_id
    while here in tree:
        parent_id, lead_id, left_at = tree.pop(here)  # popped: a loop in the data ends
        if lead_id not in (None, membership.pk) and left_at is None:
            return int(lead_id)
        here = parent_id
    return None


def unit_choices(*, viewer: Membership) -> Sequence[tuple[int, str]]:
    """Return the key and name of every unit of the viewer's organisation, by name; one query."""
    units = Unit.objects.filter(organisation_id=viewer.organisation_id)
    return sorted(((unit.pk, unit.name) for unit in units), key=lambda one: one[1].casefold())
