"""Writes the room's part of the demo world, in an unrestricted scope."""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from nuotio.foundation import content
from nuotio.support.demo import engagements, requests
from nuotio.support.demo.cast import Cast
from nuotio.support.models import Absence, Readiness


def build(*, at: datetime) -> None:
    """Write the thirty requests, what came of them, and what mentors have said they give."""
    cast, more = Cast(at), content.load("demo_support")
    for told in content.load("demo_world")["support_requests"]:
        words = more["requests"][told["id"]]
        request = requests.write(cast, told, words)
        if "mentors" in words:
            engagements.write(cast, request, words)
    for who, told in more["readiness"].items():
        _ready(cast, who, dict(told))
    for number, (who, first, last) in enumerate(more["absences"]):
        Absence.objects.create(
            organisation=cast.people[who].organisation,
            mentor=cast.people[who],
            first_day=timezone.localdate(cast.days(first)),
            last_day=timezone.localdate(cast.days(last)),
            made_at=at,
            once=uuid5(NAMESPACE_URL, f"absence {number}"),
        )


def _ready(cast: Cast, who: str, told: dict[str, object]) -> None:
    is_remote = bool(told.pop("remotely_only", False))
    mentor = cast.people[who]
    Readiness.objects.create(
        organisation=mentor.organisation,
        mentor=mentor,
        gives_onsite=not is_remote,
        changed_at=cast.at,
        **told,
    )
