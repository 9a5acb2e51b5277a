"""What the organisation already has, in the shape that deciding needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nuotio.people.rosters.spoken import folded


@dataclass(frozen=True)
class KnownUnit:
    """A unit: its key, its names in three languages, and its place ("Palvelut / Neuvonta")."""

    pk: int
    names: tuple[str, ...]
    path: str

    @property
    def name(self) -> str:
        """The name in Finnish, which every unit has."""
        return self.names[0]


@dataclass(frozen=True)
class KnownPerson:
    """A member, or somebody with an open invitation (`is_sent`: the mail has gone)."""

    pk: int
    email: str
    name: str
    unit_id: int | None
    job_title: str
    supervisor: str
    roles: frozenset[str]
    is_member: bool
    is_sent: bool = False


@dataclass(frozen=True)
class Known:
    """Everything that a list is compared with; `titles` folded, to roles."""

    people: Sequence[KnownPerson]
    units: Sequence[KnownUnit]
    titles: Mapping[str, str]
    language: str = "fi"
    is_provider: bool = False
    by_email: dict[str, KnownPerson] = field(init=False)
    units_by_name: dict[str, set[int]] = field(init=False)
    unit_names: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        by_name: dict[str, set[int]] = {}
        for unit in self.units:
            for name in (*unit.names, unit.path):
                by_name.setdefault(folded(name), set()).add(unit.pk)
        # a person who has joined counts before an old invitation to the same address
        ordered = sorted(self.people, key=lambda person: person.is_member)
        object.__setattr__(self, "by_email", {person.email: person for person in ordered})
        object.__setattr__(self, "units_by_name", by_name)
        object.__setattr__(self, "unit_names", {unit.pk: unit.name for unit in self.units})
