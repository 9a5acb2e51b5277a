"""How much support was asked for, given and missing, for those who decide on hours."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nuotio.culture import counted_release
from nuotio.foundation import content
from nuotio.people.models import Membership, Role, RoleHolding
from nuotio.support import clock, figures
from nuotio.support.budget import capacity
from nuotio.support.figures import Ahead, Asked, Figures, Item, Row
from nuotio.support.models import FollowUpCount, MeetingTime, SupportKind, SupportRequest
from nuotio.support.queries import hours
from nuotio.support.rules import matching as rules
from nuotio.ui import filters

PERIOD, LOOK_AHEAD = 12, 3  # months back, this one counted; months ahead, this one counted
State, Missing = SupportRequest.State, SupportRequest.Missing
OPTIONS = range(1, 6)


def figures_for(viewer: Membership, *, at: datetime) -> Figures:
    """Return the figures of the last twelve months and the next three; eight queries."""
    rules.can_see_figures.require(viewer)
    today = timezone.localdate(at)
    since = capacity.months_before(capacity.first_of_month(today), PERIOD - 1)
    asked, units = _asked(viewer, since)
    total = figures.total_of(asked)
    return Figures(
        organisation_name=viewer.organisation.name,
        since=since,
        until=today,
        total=total,
        booked=None if total.is_hidden else sum(one.booked for one in asked),
        states=figures.grouped([(one.state, one.minutes) for one in asked], _states()),
        kinds=figures.grouped(
            [(kind, one.minutes) for one in asked for kind in one.kinds], _kinds(), adds_up=False
        ),
        units=figures.grouped([(one.unit, one.minutes) for one in asked], units),
        months=figures.grouped([(one.month, one.minutes) for one in asked], _months(since)),
        missing=_missed(asked),
        waiting=figures.waiting_of(asked),
        ahead=_ahead(viewer, asked, day=today),
        follow_up=_follow_up(viewer),
    )


def _asked(viewer: Membership, since: date) -> tuple[Sequence[Asked], dict[int | None, str]]:
    """Return the requests since a day, and the names of the units that they came from."""
    booked = (
        MeetingTime.objects.filter(engagement__request=OuterRef("pk"))
        .order_by()
        .values("engagement__request")
        .annotate(Sum("minutes"))
        .values("minutes__sum")
    )
    rows = (
        SupportRequest.objects.filter(organisation=viewer.organisation_id)
        .exclude(state=State.DRAFT)
        .filter(asked_at__gte=_midnight(since))
        .annotate(booked=Coalesce(Subquery(booked), 0))
        .select_related("unit")
        .order_by("pk")
        .defer("wish", "closing_words", "care_words")
    )
    found = list(rows)
    units = sorted(
        {row.unit for row in found if row.unit}, key=lambda unit: (unit.name.casefold(), unit.pk)
    )
    names: dict[int | None, str] = {unit.pk: unit.name for unit in units}
    return [_told(row) for row in found], {**names, None: _("no unit named")}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _month_of(row: SupportRequest) -> date:
    return capacity.first_of_month(timezone.localdate(row.asked_at))


def _told(row: Any) -> Asked:
    asked_on = timezone.localdate(row.asked_at)
    answered_on = timezone.localdate(row.first_answer_at) if row.first_answer_at else None
    is_kept = answered_on <= row.answer_by if answered_on and row.answer_by else None
    return Asked(
        state=row.state,
        kinds=tuple(row.kinds),
        unit=row.unit_id,
        month=_month_of(row),
        minutes=row.minutes * row.mentors_needed,
        booked=row.booked,
        missing=row.missing,
        waited=_waited(asked_on, answered_on) if answered_on else None,
        is_kept=is_kept,
    )


def _waited(first: date, last: date) -> int:
    """Return working days from one day to the other; the same day is none."""
    return max(0, clock.working_days(first, last) - 1)


def _states() -> dict[str, str]:
    return {state.value: str(state.label) for state in State if state != State.DRAFT}


def _kinds() -> dict[str, str]:
    return {kind.value: str(kind.label) for kind in SupportKind}


def _missed(asked: Sequence[Asked]) -> tuple[Row, ...]:
    """Return what was missing; nothing where it would tell a count of declined that is hidden."""
    if State.DECLINED in figures.protected(Counter(one.state for one in asked)):
        return tuple(Row(name, None) for name in _missing().values())
    declined = [(one.missing, one.minutes) for one in asked if one.state == State.DECLINED]
    return figures.grouped(declined, _missing())


def _missing() -> dict[str, str]:
    known = {one.value: str(one.label) for one in Missing if one != Missing.NONE}
    return {**known, "": str(Missing.NONE.label)}


def _months(since: date) -> dict[date, str]:
    return {month: filters.date(month, "month") for month in capacity.months_from(since, PERIOD)}


def _ahead(viewer: Membership, asked: Sequence[Asked], *, day: date) -> Ahead:
    held = RoleHolding.objects.filter(
        organisation=viewer.organisation_id, role=Role.MENTOR, state=RoleHolding.State.ACTIVE
    )
    mentors = list(
        Membership.objects.filter(
            pk__in=held.values("membership"), left_at=None, user__is_active=True
        ).order_by("pk")
    )
    made: Counter[str] = Counter()
    for budget in hours.budgets(mentors, day=day).values():
        for number, month in enumerate(budget.ahead[:LOOK_AHEAD], start=budget.now):
            made["agreed"] += month.agreed
            made["used"] += month.used
            made["promised"] += month.promised
            made["free"] += budget.free(number)
    return Ahead(len(mentors), need=figures.need_of(asked, waits=State.OPEN), **made)


def _follow_up(viewer: Membership) -> tuple[Item, ...]:
    """Return what teams said afterwards, of all follow-ups that may be told by themselves."""
    rows = FollowUpCount.objects.filter(
        organisation=viewer.organisation_id, follow_up__closed_at__isnull=False
    )
    found: dict[int, dict[str, Counter[int]]] = {}
    for follow_up, item, option, times in rows.order_by("pk").values_list(
        "follow_up", "item", "option", "times"
    ):
        found.setdefault(follow_up, {}).setdefault(item, Counter())[option] += times
    items = []
    for told in content.load("instruments")["followup"]["items"]:
        counts: Counter[int] = Counter()
        for answers in found.values():
            of_item = answers.get(told["id"], Counter())
            if of_item.total() >= counted_release.FEWEST:
                counts += of_item
        release = counted_release.release([counts[one] for one in OPTIONS], is_closed=True)
        words = told.get((get_language() or "fi")[:2], told["fi"])
        items.append(Item(told["id"], words, release))
    return tuple(items) if any(item.release.n for item in items) else ()
