"""One of the twins of the matrix world."""

from dataclasses import dataclass, field
from typing import Any

from nuotio.people.models import Membership


@dataclass
class Side:
    """One organisation with a row of everything that an address can name."""

    organisation: Any
    people: dict[str, Membership] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)
