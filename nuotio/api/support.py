"""What the API answers about support for teams, typed: made of `support.figures`."""

from datetime import date
from decimal import Decimal
from typing import Any

from ninja import Schema
from pydantic import Field


class RowOut(Schema):
    """A group of requests; both figures are null where the group is too small to be told."""

    name: str
    count: int | None = Field(description="Requests.")
    minutes: int | None = Field(description="Minutes of mentors' working time that they ask for.")


class WaitingOut(Schema):
    """How long teams waited for a first answer."""

    answered: int
    days: float = Field(description="Median of working days.")
    percent: int = Field(description="How many per cent were answered as promised.")


class AheadOut(Schema):
    """The mentors' working time in three months from this one on, in minutes."""

    mentors: int
    agreed: int
    used: int
    promised: int
    free: int
    need: int | None = Field(
        description="What requests ask for that wait for a mentor; null where few wait."
    )
    short: int | None = Field(
        description="What is missing even if all that is free would suit; null as need."
    )


class AnsweredOut(Schema):
    """A question of the follow-up: the mean of 1 to 5, null below five answers."""

    code: str
    words: str
    n: int | None
    mean: Decimal | None

    @staticmethod
    def resolve_n(item: Any) -> int | None:
        """Return how many answered."""
        number: int | None = item.release.n
        return number

    @staticmethod
    def resolve_mean(item: Any) -> Decimal | None:
        """Return the mean that may be told."""
        mean: Decimal | None = item.release.mean
        return mean


class FiguresOut(Schema):
    """Figures of twelve months of requests, small groups hidden, and of the hours ahead."""

    organisation: str = Field(alias="organisation_name")
    since: date
    until: date
    total: RowOut
    booked: int | None = Field(description="Minutes that mentors have used for these requests.")
    states: list[RowOut]
    kinds: list[RowOut]
    units: list[RowOut]
    months: list[RowOut]
    missing: list[RowOut]
    waiting: WaitingOut | None
    ahead: AheadOut
    follow_up: list[AnsweredOut]
