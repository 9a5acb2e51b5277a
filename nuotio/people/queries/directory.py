from dataclasses import dataclass

from django.db.models import Q, QuerySet

from nuotio.people.models import Membership, Role, RoleHolding


@dataclass(frozen=True)
class Wanted:
    """What kind of a mentor somebody looks for."""

    words: str = ""
    unit: int | None = None
    language: str = ""


def mentors(*, viewer: Membership, wanted: Wanted) -> QuerySet[Membership]:
    """Return the organisation's mentors by name, those on pause too; profile and roles fetched."""
    held = RoleHolding.objects.filter(role=Role.MENTOR).exclude(state=RoleHolding.State.ENDED)
    rows: QuerySet[Membership] = Membership.objects.filter(
        organisation_id=viewer.organisation_id,
        left_at__isnull=True,
        pk__in=held.values("membership"),
    )
    for word in wanted.words.lower().split():
        rows = rows.filter(_matches(word))
    if wanted.unit is not None:
        rows = rows.filter(unit_id=wanted.unit)
    if wanted.language:
        rows = rows.filter(profile__languages__icontains=f'"{wanted.language}"')
    return (
        rows.select_related("user", "unit", "profile")
        .prefetch_related("role_holdings__title")
        .order_by("user__name", "pk")
    )


def _matches(word: str) -> Q:
    """Match in the profile's folded words; in name and job as typed and with a capital."""
    found = Q(profile__found_by__contains=word)
    for form in {word, word.capitalize()}:
        found |= Q(user__name__icontains=form) | Q(job_title__icontains=form)
    return found


def mentor_at(pk: int, *, viewer: Membership) -> Membership | None:
    """Return one mentor of the viewer's organisation."""
    return mentors(viewer=viewer, wanted=Wanted()).filter(pk=pk).first()


def mentor_holding(mentor: Membership) -> RoleHolding:
    """Return the mentor's holding of the role, from what was fetched."""
    held = (h for h in mentor.role_holdings.all() if h.role == Role.MENTOR and h.state != "ended")
    return next(held)
