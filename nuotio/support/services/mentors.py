"""A mentor says what support she gives, when she is away, and whom she would rather not serve."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from nuotio.audit import services as audit
from nuotio.foundation import marks, versions
from nuotio.people.models import Membership, Unit
from nuotio.support.models import Absence, Conflict, Readiness
from nuotio.support.rules import mentors as rules

LONGEST = 366  # days of one absence
FURTHEST = timedelta(days=2 * 366)
MOST = 50  # absences to come, and conflicts


class NotThere(Exception):
    """The unit or the person is not there, or is the mentor herself."""


class TooMany(Exception):
    """As many as a page shows stand there already."""


class Past(Exception):
    """The days are over."""


class TooFar(Exception):
    """The days lie more than two years ahead, or are more than a year in a row."""


@dataclass(frozen=True)
class ReadinessDraft:
    """What a mentor says of herself; what is empty stands for anything."""

    kinds: list[str] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    wished_kinds: list[str] = field(default_factory=list)
    wished_methods: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    gives_onsite: bool = True
    gives_remotely: bool = True
    weekdays: list[int] = field(default_factory=list)
    day_parts: list[str] = field(default_factory=list)
    rests: bool = False
    rests_until: date | None = None


@transaction.atomic
def set_readiness(
    draft: ReadinessDraft, *, by: Membership, version: int, at: datetime
) -> Readiness:
    """Save what the mentor gives; saved anew without a change it stays as it is.

    versions.EditedMeanwhile where another window was faster.
    """
    mentor = _locked(by)
    rules.can_set_readiness.require(mentor)
    told = vars(draft)
    row: Readiness
    row, is_new = Readiness.objects.get_or_create(
        mentor=mentor,
        defaults={"organisation_id": mentor.organisation_id, "changed_at": at},
    )
    if not is_new and told == {name: getattr(row, name) for name in told}:
        return row
    versions.claim(row, seen=version)
    for name, value in told.items():
        setattr(row, name, value)
    row.changed_at = at
    row.save()
    audit.record("support.set_readiness", row, actor_id=by.user_id)
    return row


@transaction.atomic
def add_absence(
    first_day: date, last_day: date, *, by: Membership, at: datetime, once: UUID
) -> Absence:
    """Note days away; the same form sent again under `once` returns what it made.

    Past, TooFar and TooMany as they say.
    """
    mentor, today = _locked(by), timezone.localdate(at)
    rules.can_set_readiness.require(mentor)
    found: Absence | None = Absence.objects.filter(once=once, mentor=mentor).first()
    if found is not None:
        return found
    if last_day < today:
        raise Past
    if (last_day - first_day).days >= LONGEST or last_day > today + FURTHEST:
        raise TooFar
    if Absence.objects.filter(mentor=mentor, last_day__gte=today).count() >= MOST:
        raise TooMany
    made: Absence = Absence.objects.create(
        organisation_id=mentor.organisation_id,
        mentor=mentor,
        first_day=first_day,
        last_day=last_day,
        made_at=at,
        once=marks.own_mark(Absence.objects, once),
    )
    audit.record("support.add_absence", made, actor_id=by.user_id)
    return made


@transaction.atomic
def remove_absence(absence: Absence, *, by: Membership) -> None:
    """Take days away back; taken back twice they are taken back once."""
    _locked(by)
    rules.can_see_readiness.require(by, absence)
    gone, _of_what = Absence.objects.filter(pk=absence.pk).delete()
    if gone:
        audit.record("support.remove_absence", absence, actor_id=by.user_id)


@transaction.atomic
def add_conflict(
    *, by: Membership, at: datetime, unit: int | None = None, person: int | None = None
) -> Conflict:
    """Note a unit or a person that the mentor would rather not serve; said twice it stands once.

    NotThere and TooMany as they say.
    """
    mentor = _locked(by)
    rules.can_set_readiness.require(mentor)
    if not _is_there(mentor, unit, person):
        raise NotThere
    told = {"mentor": mentor, "unit_id": unit, "person_id": person}
    found: Conflict | None = Conflict.objects.filter(**told).first()
    if found is not None:
        return found
    if Conflict.objects.filter(mentor=mentor).count() >= MOST:
        raise TooMany
    made: Conflict = Conflict.objects.create(
        **told, organisation_id=mentor.organisation_id, made_at=at
    )
    audit.record("support.add_conflict", made, actor_id=by.user_id)
    return made


@transaction.atomic
def remove_conflict(conflict: Conflict, *, by: Membership) -> None:
    """Take a conflict back; taken back twice it is taken back once."""
    _locked(by)
    rules.can_see_readiness.require(by, conflict)
    gone, _of_what = Conflict.objects.filter(pk=conflict.pk).delete()
    if gone:
        audit.record("support.remove_conflict", conflict, actor_id=by.user_id)


def _is_there(mentor: Membership, unit: int | None, person: int | None) -> bool:
    if (unit is None) == (person is None):
        return False
    ours = {"organisation_id": mentor.organisation_id}
    if unit is not None:
        return bool(Unit.objects.filter(pk=unit, **ours).exists())
    people = Membership.objects.filter(pk=person, left_at__isnull=True, **ours)
    return bool(people.exclude(pk=mentor.pk).exists())


def _locked(by: Membership) -> Membership:
    """Lock the mentor: promises are made under the same lock, so her hours hold still."""
    rows = Membership.objects.select_for_update(of=("self",)).select_related("organisation")
    found: Membership = rows.get(pk=by.pk)
    return found
