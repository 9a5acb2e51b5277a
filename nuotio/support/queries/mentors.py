"""Mentors: what they say of themselves, for their own eyes, and who has how many hours left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from nuotio.people.models import Membership, RoleHolding
from nuotio.people.models.user import Language
from nuotio.people.queries import directory, members, profiles
from nuotio.support.budget.capacity import Budget
from nuotio.support.budget.hours_left import MonthLeft, months_left
from nuotio.support.models import Absence, Conflict, Readiness
from nuotio.support.queries import hours

MOST_FOUND = 20


@dataclass(frozen=True)
class MentorLeft:
    """A mentor with her months, and why she is not asked, if so."""

    mentor: Membership
    months: Sequence[MonthLeft]
    is_agreed: bool
    is_paused: bool = False
    rests: bool = False
    rests_until: date | None = None


def readiness_of(mentor: Membership) -> Readiness:
    """Return what the mentor has said; where she has not, unsaved with her profile's languages."""
    found: Readiness | None = Readiness.objects.filter(mentor=mentor).first()
    if found is not None:
        return found
    spoken = profiles.profile_of(mentor).languages
    known = [code for code in spoken if code in Language.values]
    return Readiness(mentor=mentor, organisation_id=mentor.organisation_id, languages=known)


def absences_of(mentor: Membership, *, day: date) -> Sequence[Absence]:
    """Return the mentor's days away that are not over, the next first."""
    rows = Absence.objects.filter(mentor=mentor, last_day__gte=day)
    return list(rows.order_by("first_day", "last_day", "pk"))


def absence_at(pk: int, *, viewer: Membership) -> Absence | None:
    """Return days away of the viewer's own."""
    found: Absence | None = Absence.objects.filter(pk=pk, mentor=viewer).first()
    return found


def conflicts_of(mentor: Membership) -> Sequence[Conflict]:
    """Return whom the mentor would rather not serve, in the order she said so; hers alone."""
    rows = Conflict.objects.filter(mentor=mentor).select_related("unit", "person__user")
    return list(rows.order_by("made_at", "pk"))


def conflict_at(pk: int, *, viewer: Membership) -> Conflict | None:
    """Return a conflict that the viewer has declared."""
    found: Conflict | None = Conflict.objects.filter(pk=pk, mentor=viewer).first()
    return found


def colleagues_named(words: str, *, viewer: Membership) -> Sequence[Membership]:
    """Return colleagues whose name or job has all these words, by name; none for no words."""
    if not words.split():
        return []
    rows = Membership.objects.filter(
        organisation_id=viewer.organisation_id, left_at__isnull=True
    ).exclude(pk=viewer.pk)
    for word in words.split():
        rows = rows.filter(members.named(word))
    found = rows.select_related("user", "unit").order_by("user__name", "pk")
    return list(found[:MOST_FOUND])


def own_months(mentor: Membership, *, day: date) -> MentorLeft:
    """Return the mentor's own months, this one and the next two; four queries."""
    budget = hours.budget_of(mentor, day=day)
    return MentorLeft(mentor, months_left(budget), budget.is_agreed)


def mentors_by_name(viewer: Membership) -> QuerySet[Membership]:
    """Return the organisation's mentors by name and never by hours, those on pause too."""
    rows = directory.mentors(viewer=viewer, wanted=directory.Wanted())
    fetched = rows.select_related("readiness").prefetch_related(None)
    return fetched.prefetch_related("role_holdings")


def months_of(mentors: Sequence[Membership], *, day: date) -> Sequence[MentorLeft]:
    """Return each one's months, in their order; four queries, and what is prefetched."""
    budgets = hours.budgets(mentors, day=day)
    return [_left_of(one, budgets[one.pk], day) for one in mentors]


def _left_of(mentor: Membership, budget: Budget, day: date) -> MentorLeft:
    said = getattr(mentor, "readiness", None) or Readiness()
    rests = said.rests_on(day)
    return MentorLeft(
        mentor,
        months_left(budget),
        budget.is_agreed,
        is_paused=directory.mentor_holding(mentor).state == RoleHolding.State.PAUSED,
        rests=rests,
        rests_until=said.rests_until if rests else None,
    )
