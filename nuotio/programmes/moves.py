"""How dates move: one of them, or it and all later ones. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from nuotio.programmes.blueprints import HELSINKI, moved


@dataclass(frozen=True)
class Dated:
    """Something that has a date: `kind` is event or assignment; an assignment begins when due."""

    kind: str
    pk: int
    starts_at: datetime
    ends_at: datetime
    private_to_id: int | None = None

    def has_begun(self, at: datetime) -> bool:
        """Say whether it has begun, or was due: it moves no more."""
        return self.starts_at <= at


@dataclass(frozen=True)
class Change:
    """A date before and after."""

    dated: Dated
    starts_at: datetime
    ends_at: datetime


def days_between(before: datetime, after: datetime) -> int:
    """Return how many days of the calendar in Helsinki lie between two moments."""
    return (after.astimezone(HELSINKI).date() - before.astimezone(HELSINKI).date()).days


def changes_of_one(chosen: Dated, *, to: datetime) -> list[Change]:
    """Return the change of one date alone; nothing where it is there already."""
    if to == chosen.starts_at:
        return []
    return [Change(chosen, to, to + (chosen.ends_at - chosen.starts_at))]


def changes_of_all(
    chosen: Dated, later: Iterable[Dated], *, to: datetime, at: datetime
) -> list[Change]:
    """Return the changes of a date and of all later ones, by the time that they had.

    The later ones move as many days and keep their clock time in Helsinki. What has begun stays,
    and nothing moves into the past.
    """
    days = days_between(chosen.starts_at, to)
    changes = changes_of_one(chosen, to=to)
    if days:
        changes += [
            Change(one, moved(one.starts_at, days=days), moved(one.ends_at, days=days))
            for one in later
            if (one.kind, one.pk) != (chosen.kind, chosen.pk)
            and one.starts_at >= chosen.starts_at
            and not one.has_begun(at)
        ]
    kept = [change for change in changes if change.starts_at > at]
    return sorted(kept, key=lambda change: (change.dated.starts_at, change.dated.pk))
