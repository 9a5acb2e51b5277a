"""Who takes part in the support of a home-care team, by the demo world's own list."""

import json
from dataclasses import dataclass

from tests.journeys.service import Service

SLUG = "jarviseutu"
HOME = f"/o/{SLUG}/"
SUPPORT = f"{HOME}support/"
ASKER, HR, COORDINATOR = "merja.salonen", "sanna.pitkanen", "tuomas.laine"


@dataclass(frozen=True)
class Mentor:
    """A mentor whom a page names."""

    name: str
    email: str

    @property
    def who(self) -> str:
        """What she signs in as."""
        return self.email.partition("@")[0]


def address_of(who: str) -> str:
    """Return the mail address of who signs in by this name."""
    return f"{who}@esimerkki.invalid"


def mentor_named(service: Service, name: str) -> Mentor:
    """Return the mentor of the organisation who has this name."""
    told = json.loads((service.data / "demo.json").read_text())["people"]
    found = [one["email"] for one in told if (one["name"], one["organisation"]) == (name, SLUG)]
    return Mentor(name, found[0])
