from dataclasses import dataclass

from django.urls import reverse

from nuotio.home.queries.situation import Situation


@dataclass(frozen=True)
class Step:
    """What to do next, why, and where."""

    eyebrow: str
    title: str
    text: str
    label: str
    url: str


def address(now: Situation, name: str, *args: int) -> str:
    """Return the address of a named page of the member's organisation."""
    return reverse(name, args=[now.actor.organisation.slug, *args])
