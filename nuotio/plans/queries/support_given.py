from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from nuotio.people.models import Membership
from nuotio.people.queries import time_bookings, time_shares
from nuotio.people.queries.time_bookings import UsedMonth
from nuotio.plans.models import Audience, Plan, SupportGiven
from nuotio.plans.queries import pairs, plans
from nuotio.plans.rules.entries import MENTORS_AND_HR


@dataclass(frozen=True)
class OwnTime:
    """A mentor's time: what is agreed on, this month against it, and the three months before."""

    months: Sequence[UsedMonth]

    @property
    def now(self) -> UsedMonth:
        """This month."""
        return self.months[0]


def visible_support(viewer: Membership) -> QuerySet[SupportGiven]:
    """Return the support that the viewer may read of, by the audience of its words.

    The one place that says so in the database; the rule `plans.see_support` says it of one row.
    Two queries besides its own.
    """
    rows: QuerySet[SupportGiven] = SupportGiven.objects.filter(
        organisation_id=viewer.organisation_id
    )
    if not viewer.is_open:
        return rows.none()
    reads = Q(mentor=viewer) | Q(audience=Audience.ORGANISATION)
    bonds = pairs.bonds_of(viewer)
    for_pair = pairs.written_for(bonds, writer="mentor_id", at="changed_at")
    reads |= Q(audience=Audience.PAIR) & for_pair
    if viewer.has_role(*MENTORS_AND_HR):
        reads |= Q(audience=Audience.MENTORS_HR)
    return rows.filter(reads)


def own_support(mentor: Membership) -> QuerySet[SupportGiven]:
    """Return what the mentor wrote down, the newest first."""
    rows: QuerySet[SupportGiven] = SupportGiven.objects.filter(mentor=mentor)
    return rows.select_related("plan", "unit").order_by("-given_on", "-pk")


def words_of_others(viewer: Membership) -> QuerySet[SupportGiven]:
    """Return what others wrote of support they gave, for who may read it, the newest first."""
    rows = visible_support(viewer).exclude(mentor=viewer).exclude(words="")
    return rows.select_related("mentor__user", "unit").order_by("-given_on", "-pk")


def support_at(pk: int, *, viewer: Membership) -> SupportGiven | None:
    """Return support that the viewer herself gave."""
    return own_support(viewer).filter(pk=pk).first()


def own_time(mentor: Membership, *, day: date) -> OwnTime:
    """Return what the mentor has used in the month of `day` and before; two queries."""
    share = time_shares.agreed_hours([mentor]).get(mentor.pk)
    agreed = share.hours_a_month if share else None
    return OwnTime(time_bookings.months_of(mentor, day=day, agreed=agreed))


def last_kind(mentor: Membership) -> str:
    """Return the kind that she wrote down last; empty where there is none."""
    kinds = own_support(mentor).select_related(None).values_list("kind", flat=True)
    return kinds.order_by("-made_at", "-pk").first() or ""


def plan_choices(mentor: Membership, *, also: int | None = None) -> Sequence[tuple[int, str]]:
    """Return the key and name of the open plans she writes, and of `also`; one query."""
    hers = plans.written_by(mentor).filter(~Q(state__in=Plan.OVER) | Q(pk=also))
    return list(hers.order_by("title", "pk").values_list("pk", "title"))
