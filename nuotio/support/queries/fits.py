"""Who suits which request, read in the same number of queries for one request and for all.

Mentors who are active are looked at, nobody on pause. What a mentor has declared as a conflict is
read here and leaves only as an obstacle; pages count it and never name it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value

from nuotio.people.models import Membership, Role, RoleHolding, Unit
from nuotio.support import capacity, fitting
from nuotio.support.capacity import Budget
from nuotio.support.fitting import Ask, Experience, Fitting, Giver, Weights
from nuotio.support.fitting.days import days_that_do
from nuotio.support.lines import Lines
from nuotio.support.models import (
    Conflict,
    MatchingWeights,
    Mode,
    Readiness,
    SupportInvitation,
    SupportKind,
    SupportRequest,
)
from nuotio.support.queries import hours

State = SupportInvitation.State
Conflicts = Mapping[int, tuple[frozenset[int], frozenset[int]]]
LANGUAGE = "fi"  # where neither the mentor nor the organisation has said any


@dataclass(frozen=True)
class Material:
    """All that fitting needs: requests and mentors by key, and what weighs."""

    asks: Mapping[int, Ask]
    givers: Mapping[int, Giver]
    mentors: Mapping[int, Membership]
    weights: Weights

    def fittings(self, request: int) -> Sequence[Fitting]:
        """Return how each mentor fits a request, by key of the mentor."""
        ask = self.asks[request]
        return [fitting.fit(ask, giver, self.weights) for giver in self.givers.values()]


def fittings(requests: Sequence[SupportRequest], *, day: date) -> Mapping[int, Sequence[Fitting]]:
    """Return how each active mentor fits each of one organisation's requests, by their keys."""
    found = material(requests, day=day)
    return {one.pk: found.fittings(one.pk) for one in requests}


def fitting_of(request: SupportRequest, mentor: Membership, *, day: date) -> Fitting | None:
    """Return how one mentor fits a request; None for who is no active mentor."""
    found = material([request], day=day)
    giver = found.givers.get(mentor.pk)
    if giver is None:
        return None
    return fitting.fit(found.asks[request.pk], giver, found.weights)


def weights_of(organisation_id: int) -> MatchingWeights:
    """Return what weighs in an organisation's matching; unsaved where nobody has set it."""
    saved = MatchingWeights.objects.filter(organisation_id=organisation_id).first()
    return saved or MatchingWeights(organisation_id=organisation_id)


def weighed(row: MatchingWeights) -> Weights:
    """Return a row's weights as fitting takes them."""
    return Weights(**{one.name: getattr(row, one.name) for one in fields(Weights)})


def active_mentors(organisation_id: int) -> QuerySet[Membership]:
    """Return the active mentors of an organisation with what they tell of themselves, by key."""
    active = RoleHolding.objects.filter(
        organisation_id=organisation_id, role=Role.MENTOR, state=RoleHolding.State.ACTIVE
    )
    rows: QuerySet[Membership] = Membership.objects.filter(
        organisation_id=organisation_id, left_at__isnull=True, pk__in=active.values("membership")
    )
    return rows.select_related("user", "unit", "profile", "readiness", "organisation").order_by(
        "pk"
    )


def material(requests: Sequence[SupportRequest], *, day: date) -> Material:
    """Read all that decides who suits these requests of one organisation, as of a day."""
    if not requests:
        return Material({}, {}, {}, Weights())
    organisation = requests[0].organisation_id
    mentors = {one.pk: one for one in active_mentors(organisation)}
    lines, conflicts = _ties(organisation, mentors, requests)
    history = _History.read(mentors, requests)
    budgets = hours.budgets(list(mentors.values()), day=day)
    asks = {one.pk: _ask(one, lines, history, day=day) for one in requests}
    givers = {
        pk: replace(
            _giver(mentor, budgets[pk], day=day),
            units=lines.path(mentor.unit_id),
            above=lines.above(pk),
            leads=lines.leads(pk),
            experience=history.experience(pk),
            conflict_units=conflicts[pk][0],
            conflict_persons=conflicts[pk][1],
        )
        for pk, mentor in mentors.items()
    }
    main = next((_main_language(one) for one in mentors.values()), LANGUAGE)
    asks = {pk: replace(ask, main_language=main) for pk, ask in asks.items()}
    return Material(asks, givers, mentors, weighed(weights_of(organisation)))


def _main_language(mentor: Membership) -> str:
    return next(iter(mentor.organisation.languages), LANGUAGE)


def _ask(request: SupportRequest, lines: Lines, history: "_History", *, day: date) -> Ask:
    unit = request.unit_id
    months = capacity.months_from(capacity.first_of_month(day), hours.AHEAD + 1)
    return Ask(
        pk=request.pk,
        language=request.language,
        minutes=request.minutes,
        days=days_that_do(
            request.first_day,
            request.last_day,
            weeks=[date.fromisoformat(one) for one in request.weeks],
            since=day,
            until=months[-1] - timedelta(days=1),
        ),
        mode=request.mode or Mode.EITHER,
        kinds=frozenset(request.kinds) - {SupportKind.UNSURE.value},
        method=request.method,
        day_parts=frozenset(request.day_parts),
        mentors_needed=request.mentors_needed,
        units=lines.path(unit) or lines.path_of(request.asked_by_id),
        asker=request.asked_by_id,
        line=lines.above(request.asked_by_id, unit=unit),
        asked=frozenset(history.asked[request.pk]),
        declined=frozenset(history.declined[request.pk]),
    )


def _giver(mentor: Membership, budget: Budget, *, day: date) -> Giver:
    said = getattr(mentor, "readiness", None) or Readiness()
    profile = getattr(mentor, "profile", None)
    spoken = said.languages or (profile.languages if profile is not None else [])
    rests = said.rests and (said.rests_until is None or day <= said.rests_until)
    return Giver(
        pk=mentor.pk,
        budget=budget,
        languages=frozenset(spoken or [_main_language(mentor)]),
        kinds=frozenset(said.kinds),
        methods=frozenset(said.methods),
        wished_kinds=frozenset(said.wished_kinds),
        wished_methods=frozenset(said.wished_methods),
        gives_onsite=said.gives_onsite,
        gives_remotely=said.gives_remotely,
        weekdays=frozenset(said.weekdays),
        day_parts=frozenset(said.day_parts),
        rests=rests,
    )


def _ties(
    organisation: int, mentors: Iterable[int], requests: Iterable[SupportRequest]
) -> tuple[Lines, Conflicts]:
    """Return who is above whom and whom mentors would not serve; one query for all."""
    named = {*mentors, *(one.asked_by_id for one in requests if one.asked_by_id is not None)}
    ours = Membership.objects.filter(organisation_id=organisation, left_at__isnull=True)
    supervise = Membership.objects.filter(supervisor=OuterRef("pk"))
    lead = Unit.objects.filter(lead=OuterRef("pk"))
    units = Unit.objects.filter(organisation_id=organisation)
    people = ours.filter(Q(pk__in=named) | Exists(supervise) | Exists(lead))
    declared = Conflict.objects.filter(mentor__in=list(mentors))
    rows = _tagged("unit", units, "pk", "parent_id", "lead_id").union(
        _tagged("person", people, "pk", "unit_id", "supervisor_id"),
        _tagged("conflict", declared, "mentor_id", "unit_id", "person_id"),
        all=True,
    )
    told: dict[str, dict[int, tuple[int | None, int | None]]] = {"unit": {}, "person": {}}
    against: dict[int, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for tag, pk, first, second in rows:
        if tag in told:
            told[tag][pk] = (first, second)
        elif first is not None:
            against[pk][0].add(first)
        else:
            against[pk][1].add(second)
    frozen = {pk: (frozenset(against[pk][0]), frozenset(against[pk][1])) for pk in mentors}
    return Lines(told["unit"], told["person"]), frozen


def _tagged(tag: str, rows: QuerySet[Any], *columns: str) -> QuerySet[Any, tuple[Any, ...]]:
    return rows.order_by().values_list(Value(tag, output_field=CharField()), *columns)


@dataclass(frozen=True)
class _History:
    """Who was asked for these requests, and what each mentor has done before; one query."""

    asked: Mapping[int, set[int]]
    declined: Mapping[int, set[int]]
    done: Mapping[int, Sequence[tuple[Sequence[str], str, int | None, int | None]]]

    @classmethod
    def read(cls, mentors: Iterable[int], requests: Sequence[SupportRequest]) -> "_History":
        these = {one.pk for one in requests}
        done_before = Q(state=State.ACCEPTED, request__state=SupportRequest.State.DONE)
        rows = SupportInvitation.objects.filter(
            Q(request__in=these) | done_before, mentor__in=list(mentors)
        ).order_by("pk")
        asked: dict[int, set[int]] = defaultdict(set)
        declined: dict[int, set[int]] = defaultdict(set)
        done = defaultdict(list)
        for request, mentor, state, was, *about in rows.values_list(
            "request", "mentor", "state", "request__state", "request__kinds",
            "request__method", "request__unit", "request__asked_by",
        ):  # fmt: skip
            if state == State.ACCEPTED and was == SupportRequest.State.DONE:
                done[mentor].append(tuple(about))
            elif state in SupportInvitation.HOLDING:
                asked[request].add(mentor)
            elif state != State.WITHDRAWN:
                declined[request].add(mentor)
        return cls(asked, declined, done)

    def experience(self, mentor: int) -> Experience:
        """Return how often a mentor has given what to whom."""
        done = self.done.get(mentor, ())
        return Experience(
            kinds=Counter(kind for kinds, *_rest in done for kind in kinds),
            methods=Counter(method for _kinds, method, *_rest in done if method),
            units=Counter(unit for *_rest, unit, _asker in done if unit is not None),
            askers=Counter(asker for *_rest, asker in done if asker is not None),
        )
