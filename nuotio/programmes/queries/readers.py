"""Who hears of what: the people behind the seats, whichever organisation they are of."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import QuerySet

from nuotio.foundation import tenancy
from nuotio.notifications.wording import LANGUAGES
from nuotio.people.models import Membership
from nuotio.programmes.models import Assignment, Attendance, CalendarKey, Event, Seat

COMING = (Attendance.Answer.COMING, Attendance.Answer.ONLINE)
TELLING = "Those who are told belong to several organisations."


def sitting(programme_id: int, *roles: str, organisation_id: int | None = None) -> Sequence[Seat]:
    """Return the open seats with their people; of some roles or one organisation, where given."""
    with tenancy.unrestricted(reason=TELLING):
        rows = open_seats().filter(programme_id=programme_id)
        if roles:
            rows = rows.filter(role__in=roles)
        if organisation_id is not None:
            rows = rows.filter(organisation_id=organisation_id)
        return list(rows.order_by("pk"))


def seat_at(pk: int) -> Seat | None:
    """Return an open seat with its person."""
    with tenancy.unrestricted(reason=TELLING):
        return open_seats().filter(pk=pk).first()


def open_seats() -> QuerySet[Seat]:
    """Return the seats of people who still take part and can sign in, with these people."""
    rows: QuerySet[Seat] = Seat.objects.filter(
        left_at__isnull=True, membership__left_at__isnull=True, membership__user__is_active=True
    )
    return rows.select_related("membership__user", "membership__organisation")


def person(seat: Seat) -> Membership:
    """Return whose seat it is, as these queries fetched it; ValueError where nobody's."""
    if seat.membership is None:
        raise ValueError(f"Nobody sits on seat {seat.pk}.")
    return seat.membership


def names_of(one: Event | Assignment) -> dict[str, str]:
    """Return what it is called in three languages, in short, to be kept with a notice."""
    return {language: short(one.name_in(language)) for language in LANGUAGES}


def short(name: str) -> str:
    """Return a name without its subtitle: "Coaching session 2: Trying it out" is the second."""
    return name.partition(": ")[0]


def concerns(seat: Seat, one: Event | Assignment) -> bool:
    """Say whether an event or an assignment is for this seat."""
    is_theirs = one.private_to_id is None or one.private_to_id == seat.organisation_id
    return is_theirs and seat.role in one.roles


def users_with_feed(user_ids: Collection[int]) -> dict[int, datetime]:
    """Return since when these people have the address of their calendar, where they have one."""
    rows = CalendarKey.objects.filter(user_id__in=user_ids).order_by("pk")
    return dict(rows.values_list("user_id", "made_at"))


def invited_to(event_ids: Collection[int]) -> dict[int, list[Attendance]]:
    """Return who has an invitation to these events in the calendar: seat to attendances, by time.

    Those who come got one by mail; but for those whose calendar followed by itself by then.
    """
    with tenancy.unrestricted(reason=TELLING):
        rows = (
            Attendance.objects.filter(event_id__in=event_ids, answer__in=COMING)
            .filter(seat__membership__isnull=False, answered_at__isnull=False)
            .select_related(
                "event__programme", "seat__membership__user", "seat__membership__organisation"
            )
            .order_by("event__starts_at", "pk")
        )
        found = list(rows)
    followed = users_with_feed({person(one.seat).user_id for one in found})
    held: dict[int, list[Attendance]] = {}
    for one in found:
        since = followed.get(person(one.seat).user_id)
        if since is None or one.answered_at < since:
            held.setdefault(one.seat_id, []).append(one)
    return held
