"""What a row of the policy is, and what each subject may expect of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.matrix.world import Side, World

PUBLIC = frozenset({"*"})
SIGNED_IN = frozenset({"signed in"})
EVERYONE = frozenset({"employee", "lead", "mentor", "hr", "management", "coordinator", "both"})
STEERING = frozenset({"hr", "coordinator"})
NOBODY: frozenset[str] = frozenset()
MENTOR = frozenset({"mentor"})
STAFF = frozenset({"provider_coordinator", "provider_trainer"})
DOOR = frozenset({"provider_coordinator"})


@dataclass(frozen=True)
class Ref:
    """A field of the body that names a row; the test also tries the twin's row there."""

    row: str


@dataclass(frozen=True)
class Cell:
    """One address and method: who may, on whose object, with which body."""

    name: str
    who: frozenset[str]
    method: str = "get"
    row: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    where: str = "a"
    ok: tuple[int, ...] = ()
    kwargs: Callable[[World], dict[str, Any]] | None = None
    programme: bool = False  # the address names the programme that the organisation takes part in
    elsewhere: int = 403  # what an insider gets who may not: 404 where the row is not hers
    also: dict[str, int] = field(default_factory=dict)
    names_organisations: bool = False  # who may sees what all organisations are called
    refs_may_pass: bool = False  # a foreign row in the body is left out instead of refused
    files: Callable[[], dict[str, Any]] | None = None
    more: dict[str, Any] = field(default_factory=dict)  # what else stands in the address
    signed_out: int = 302  # to the page to sign in; 401 for programs

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.name}"

    @property
    def fine(self) -> tuple[int, ...]:
        """What an allowed person gets: a page, or after a post the way on to the next one."""
        return self.ok or ((302,) if self.method == "post" else (200, 302))

    def named(self, side: Side) -> dict[str, Any]:
        """Return what else stands in the address, of one side where it is a row."""
        return {k: made(side) if callable(made) else made for k, made in self.more.items()}

    @property
    def is_public(self) -> bool:
        return self.who == PUBLIC

    @property
    def is_personal(self) -> bool:
        return self.who == SIGNED_IN


def expected(cell: Cell, subject: str) -> tuple[int, ...]:
    """Return the statuses that the subject may get on the own object; 302 may be to sign-in."""
    if cell.is_public:
        return cell.fine
    if subject in ("signed_out", "deactivated", "expired"):
        return (cell.signed_out,)
    if cell.is_personal:
        return (cell.also[subject],) if subject in cell.also else cell.fine
    inside = STAFF if cell.where == "provider" else EVERYONE
    if subject not in inside:
        return (404,)
    if subject in cell.also:
        return (cell.also[subject],)
    return cell.fine if subject in cell.who else (cell.elsewhere,)


def body(cell: Cell, side: Side, *, foreign: Side | None = None, swap: str = "") -> dict[str, Any]:
    """Return the body to send; `swap` names the field that gets the twin's row instead."""
    made = {}
    for key, value in cell.data.items():
        if isinstance(value, Ref):
            source = foreign if foreign is not None and key == swap else side
            made[key] = source.rows[value.row].pk
        else:
            made[key] = value(side) if callable(value) else value
    return made
