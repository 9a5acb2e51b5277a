"""Who suits which request, read in the same number of queries for one request and for all.

Mentors who are active are looked at, nobody on pause. What a mentor has declared as a conflict is
read here and leaves only as an obstacle; pages count it and never name it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from django.db.models import QuerySet

from nuotio.people.models import Membership, Role, RoleHolding
from nuotio.support import fitting
from nuotio.support.budget import capacity
from nuotio.support.budget.capacity import Budget
from nuotio.support.fitting import Ask, Fitting, Giver, Weights
from nuotio.support.fitting.days import days_that_do
from nuotio.support.lines import Lines
from nuotio.support.models import (
    MatchingWeights,
    Mode,
    Readiness,
    SupportKind,
    SupportRequest,
)
from nuotio.support.queries import hours, ties
from nuotio.support.queries.ties import Ties

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

    def with_weights(self, weights: Weights) -> "Material":
        """Return the same with other weights."""
        return replace(self, weights=weights)


def fittings(requests: Sequence[SupportRequest], *, day: date) -> Mapping[int, Sequence[Fitting]]:
    """Return how each active mentor fits each of one organisation's requests, by their keys."""
    found = material(requests, day=day)
    return {one.pk: found.fittings(one.pk) for one in requests}


def fitting_of(request: SupportRequest, mentor: Membership, *, day: date) -> Fitting | None:
    """Return how one mentor fits a request; None for who is no active mentor."""
    found = material([request], day=day, only=mentor.pk)
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
        organisation_id=organisation_id,
        left_at__isnull=True,
        user__is_active=True,
        pk__in=active.values("membership"),
    )
    return rows.select_related("user", "unit", "profile", "readiness", "organisation").order_by(
        "pk"
    )


def material(
    requests: Sequence[SupportRequest],
    *,
    day: date,
    only: int | None = None,
    weights: Weights | None = None,
) -> Material:
    """Read all that decides who suits these requests of one organisation, as of a day.

    Of one mentor alone where `only` is her key; `weights` count instead of those that are set.
    """
    if not requests:
        return Material({}, {}, {}, Weights())
    organisation = requests[0].organisation_id
    rows = active_mentors(organisation)
    mentors = {one.pk: one for one in (rows if only is None else rows.filter(pk=only))}
    found = ties.ties(organisation, mentors, requests)
    lines = found.lines
    budgets = hours.budgets(list(mentors.values()), day=day)
    main = next((_main_language(one) for one in mentors.values()), LANGUAGE)
    asks = {one.pk: _ask(one, found, lines, day=day) for one in requests}
    givers = {
        pk: replace(
            _giver(mentor, budgets[pk], day=day),
            units=lines.path(mentor.unit_id),
            above=lines.above(pk),
            leads=lines.leads(pk),
            experience=found.experience(pk),
            conflict_units=frozenset(found.conflict_units[pk]),
            conflict_persons=frozenset(found.conflict_persons[pk]),
        )
        for pk, mentor in mentors.items()
    }
    asks = {pk: replace(ask, main_language=main) for pk, ask in asks.items()}
    return Material(asks, givers, mentors, weights or found.weighed)


def _main_language(mentor: Membership) -> str:
    return next(iter(mentor.organisation.languages), LANGUAGE)


def _ask(request: SupportRequest, found: Ties, lines: Lines, *, day: date) -> Ask:
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
        asked=frozenset(found.asked[request.pk]),
        declined=frozenset(found.declined[request.pk]),
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
