"""What ties mentors to requests: who is above whom, who would not serve whom, what was before.

Rows of six tables come in one shape and one query, since a page that shows suggestions has little
room for more: what it is, four keys or numbers, three texts.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    CharField,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Concat

from nuotio.people.models import Membership, Unit
from nuotio.support.fitting import Experience, Weights
from nuotio.support.lines import Lines
from nuotio.support.models import Conflict, MatchingWeights, SupportInvitation, SupportRequest

State, Request = SupportInvitation.State, SupportRequest.State
Keys = defaultdict[int, set[int]]


def _keys() -> Keys:
    return defaultdict(set)


@dataclass
class Ties:
    """What was read. The first two by mentor, the next two by request, experience by mentor."""

    conflict_units: Keys = field(default_factory=_keys)
    conflict_persons: Keys = field(default_factory=_keys)
    asked: Keys = field(default_factory=_keys)
    declined: Keys = field(default_factory=_keys)
    done: defaultdict[int, list["Done"]] = field(default_factory=lambda: defaultdict(list))
    units: dict[int, tuple[int | None, int | None]] = field(default_factory=dict)
    people: dict[int, tuple[int | None, int | None]] = field(default_factory=dict)
    weights: dict[str, int] = field(default_factory=dict)

    @property
    def lines(self) -> Lines:
        """Who is above whom."""
        return Lines(self.units, self.people)

    @property
    def weighed(self) -> Weights:
        """What the organisation has set; as shipped where nobody has."""
        return Weights(**self.weights)

    def experience(self, mentor: int) -> Experience:
        """Return how often a mentor has given what to whom."""
        done = self.done[mentor]
        return Experience(
            kinds=Counter(kind for one in done for kind in one.kinds),
            methods=Counter(one.method for one in done if one.method),
            units=Counter(one.unit for one in done if one.unit is not None),
            askers=Counter(one.asker for one in done if one.asker is not None),
        )


@dataclass(frozen=True)
class Done:
    """Support that was given to its end."""

    kinds: Sequence[str]
    method: str
    unit: int | None
    asker: int | None


def ties(organisation: int, mentors: Iterable[int], requests: Iterable[SupportRequest]) -> Ties:
    """Return what ties these mentors of an organisation to its requests; one query."""
    found = Ties()
    take = {
        "unit": lambda row: found.units.update({row[0]: row[1:3]}),
        "person": lambda row: found.people.update({row[0]: row[1:3]}),
        "conflict": lambda row: _take_conflict(found, *row[:3]),
        "invitation": lambda row: _take_invitation(found, *row),
        "weighs": lambda row: found.weights.update(kind=row[0], community=row[1], fairness=row[2]),
        "weighs too": lambda row: found.weights.update(continuity=row[0], wish=row[1]),
    }
    for what, *row in _rows(organisation, list(mentors), list(requests)):
        take[what](tuple(row))
    return found


def _take_conflict(found: Ties, mentor: int, unit: int | None, person: int | None) -> None:
    if unit is not None:
        found.conflict_units[mentor].add(unit)
    if person is not None:
        found.conflict_persons[mentor].add(person)


def _take_invitation(found: Ties, *row: Any) -> None:
    """An accepted one of a request that is done is experience. What is not taken back stands in
    the way of asking again: it waits, it was accepted, or it was declined or not answered."""
    mentor, request, unit, asker, states, kinds, method = row
    if states == f"{State.ACCEPTED} {Request.DONE}":
        found.done[mentor].append(Done(json.loads(kinds), method, unit, asker))
        return
    state = states.split()[0]
    if state in SupportInvitation.HOLDING:
        found.asked[request].add(mentor)
    elif state != State.WITHDRAWN:
        found.declined[request].add(mentor)


def _rows(
    organisation: int, mentors: Sequence[int], requests: Sequence[SupportRequest]
) -> Iterable[tuple[Any, ...]]:
    ours = {"organisation_id": organisation}
    named = {*mentors, *(one.asked_by_id for one in requests)} - {None}
    supervise = Membership.objects.filter(supervisor=OuterRef("pk"))
    lead = Unit.objects.filter(lead=OuterRef("pk"))
    people = Membership.objects.filter(**ours, left_at__isnull=True)
    people = people.filter(Q(pk__in=named) | Exists(supervise) | Exists(lead))
    weights = MatchingWeights.objects.filter(**ours)
    before = Q(state=State.ACCEPTED, request__state=Request.DONE)
    these = Q(request__in=[one.pk for one in requests])
    invitations = SupportInvitation.objects.filter(these | before, mentor__in=mentors)
    return _shaped("unit", Unit.objects.filter(**ours), "pk", "parent_id", "lead_id").union(
        _shaped("person", people, "pk", "unit_id", "supervisor_id"),
        _shaped(
            "conflict",
            Conflict.objects.filter(mentor__in=mentors),
            "mentor_id",
            "unit_id",
            "person_id",
        ),
        _shaped("weighs", weights, "kind", "community", "fairness"),
        _shaped("weighs too", weights, "continuity", "wish", "answer_days"),
        _invitations(invitations),
        all=True,
    )


def _shaped(what: str, rows: QuerySet[Any], *columns: str) -> QuerySet[Any, tuple[Any, ...]]:
    nobody, nothing = Cast(Value(None), IntegerField()), Value("", output_field=TextField())
    tag = Value(what, output_field=CharField())
    return rows.order_by().values_list(tag, *columns, nobody, nothing, nothing, nothing)


def _invitations(rows: QuerySet[SupportInvitation]) -> QuerySet[Any, tuple[Any, ...]]:
    states = Concat("state", Value(" "), "request__state", output_field=TextField())
    kinds = Cast("request__kinds", TextField())
    keys = ("mentor_id", "request_id", "request__unit_id", "request__asked_by_id")
    tag = Value("invitation", output_field=CharField())
    return rows.order_by().values_list(tag, *keys, states, kinds, "request__method")
