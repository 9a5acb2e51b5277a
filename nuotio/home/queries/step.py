from dataclasses import dataclass

from nuotio.home.queries.situation import Situation
from nuotio.ui import addresses


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
    return addresses.address(name, now.actor.organisation.slug, *args)
