from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.programmes.grouping import mixing
from nuotio.programmes.models import Event, GroupPlan, Programme, Seat
from nuotio.programmes.queries import groups as queries
from nuotio.programmes.rules import together as rules
from nuotio.programmes.standing import Standing

STEPS = 150_000  # at most about half a second for a hundred people


class NobodyToGroup(Exception):
    """None of the chosen sessions is ahead with at least two people."""


class SessionOver(Exception):
    """The session has been held; its groups stay as they were."""


@dataclass(frozen=True)
class Wish:
    """Which sessions get groups, of how many, of whom; another `seed` makes other groups."""

    event_ids: Collection[int]
    size: int
    roles: Collection[str] = (Seat.Role.MENTOR,)
    seed: int = 0


@transaction.atomic
def make_groups(standing: Standing, wish: Wish, *, at: datetime) -> Sequence[GroupPlan]:
    """Divide people into mixed groups for the chosen sessions, anew where they have groups.

    Sessions that are over keep theirs, and so do those not chosen: who meets there has met.
    NobodyToGroup where nothing can be made. The same wish sent twice makes the same groups.
    """
    _lock(standing)
    rules.can_make_groups.require(standing)
    sessions = queries.sessions_of(standing.programme)
    chosen = [
        (one, one.attending(wish.roles))
        for one in sessions
        if one.event.pk in wish.event_ids and not one.event.is_over(at)
    ]
    chosen = [(one, people) for one, people in chosen if len(people) > 1]
    if not chosen:
        raise NobodyToGroup
    anew = {one.event.pk for one, _people in chosen}
    mixed = mixing.mix_sessions(
        [[mixing.Person(seat.pk, seat.organisation_id) for seat in people] for _, people in chosen],
        size=wish.size,
        met={pair for one in sessions if one.event.pk not in anew for pair in one.met},
        seed=wish.seed,
        steps=STEPS,
    )
    for (session, _people), groups in zip(chosen, mixed.sessions, strict=True):
        _keep(standing, session, [list(group) for group in groups], wish.size, at=at)
    _recount(standing, at=at)
    return list(GroupPlan.objects.filter(event__in=anew).order_by("event__starts_at", "event"))


@transaction.atomic
def join_group(standing: Standing, event: Event, seat: Seat, *, at: datetime) -> int:
    """Put a late-comer into the most fitting of the smaller groups; return its number.

    Who has a group stays there. SessionOver where the session has been held, NobodyToGroup where
    it has no groups or the person does not belong to it.
    """
    _lock(standing)
    rules.can_make_groups.require(standing)
    if event.is_over(at):
        raise SessionOver
    sessions = queries.sessions_of(standing.programme)
    session = next((one for one in sessions if one.event.pk == event.pk), None)
    if session is None or session.plan is None:
        raise NobodyToGroup
    own = session.own_group(seat)
    if own is not None:
        return own.number
    if seat not in session.waiting:
        raise NobodyToGroup
    number = suggested(session, seat, others=[one for one in sessions if one is not session])
    groups = [list(group) for group in session.plan.groups] or [[]]
    groups[number - 1].append(seat.pk)
    session.plan.groups = groups
    session.plan.save(update_fields=["groups"])
    audit.record("programmes.make_groups", session.plan, actor_id=standing.actor.user_id)
    _recount(standing, at=at)
    return number


def suggested(session: queries.Session, seat: Seat, *, others: Sequence[queries.Session]) -> int:
    """Return the number of the group for a late-comer, of those at most one above the smallest.

    First counts how few there she has met elsewhere, then how small it is and how few colleagues.
    """
    met = {key for one in others for pair in one.met if seat.pk in pair for key in pair}
    smallest = min((len(group.present) for group in session.groups), default=0)

    def fitness(group: queries.Group) -> tuple[int, int, int, int]:
        seats = [session.seats[key] for key in group.present]
        alike = sum(one.organisation_id == seat.organisation_id for one in seats)
        return len(met & {*group.present}), len(seats), alike, group.number

    fitting = [one for one in session.groups if len(one.present) <= smallest + 1]
    return min(fitting, key=fitness).number if fitting else 1


def _keep(
    standing: Standing,
    session: queries.Session,
    groups: list[list[int]],
    size: int,
    *,
    at: datetime,
) -> None:
    plan = session.plan or GroupPlan(programme=standing.programme, event=session.event)
    if plan.pk and (plan.groups, plan.size) == (groups, size):
        return
    plan.groups, plan.size, plan.made_at = groups, size, at
    plan.save()
    audit.record("programmes.make_groups", plan, actor_id=standing.actor.user_id)


def _recount(standing: Standing, *, at: datetime) -> None:
    """Count afresh, session after session, how good the groups of those ahead are."""
    before: set[mixing.Pair] = set()
    for session in queries.sessions_of(standing.programme):
        if session.plan is not None and session.groups and not session.event.is_over(at):
            told, plan = queries.told([session], met=before), session.plan
            plan.repeats, plan.alike = told.repeats, told.alike
            plan.fewest = min(told.repeats, told.fewest or 0)
            plan.save(update_fields=["repeats", "fewest", "alike"])
        before |= session.met


def _lock(standing: Standing) -> None:
    """One at a time makes groups in a programme."""
    Programme.objects.select_for_update(of=("self",)).only("pk").get(pk=standing.programme.pk)
