"""What one row means, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from nuotio.people.rosters.known import Known
from nuotio.people.rosters.rows import Row
from nuotio.people.rosters.spoken import folded, language_in, roles_in

LONGEST = {"name": 150, "email": 254, "unit": 200, "job_title": 120, "supervisor": 254}


@dataclass(frozen=True)
class Note:
    """A plain sentence on a row, and on which field of it."""

    text: str
    field: str = ""


@dataclass(frozen=True)
class Meant:
    """What a row means here: a unit that exists or a new one, roles, language, supervisor."""

    unit_id: int | None = None
    new_unit: str = ""
    roles: tuple[str, ...] = ()
    language: str = "fi"
    supervisor: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def facts(self) -> tuple[object, ...]:
        """Everything but the notes, whose words depend on the reader's language."""
        return (self.unit_id, self.new_unit, self.roles, self.language, self.supervisor)


def check(row: Row, by_name: dict[str, set[str]], known: Known) -> tuple[Meant, list[Note]]:
    """Return what a row means and what is wrong with it; right is where nothing is wrong."""
    wrong = [*_too_long(row), *_wrong_email(row)]
    unit_id, new_unit = _unit(row, known, wrong)
    roles = _roles(row, known, wrong)
    supervisor = _supervisor(row, by_name, wrong)
    language, notes = _language(row, known)
    meant = Meant(unit_id, new_unit, tuple(roles), language, supervisor, tuple(notes))
    return meant, wrong


def addresses_by_name(rows: Sequence[Row], known: Known) -> dict[str, set[str]]:
    """Return the e-mails of everybody in the organisation or the list, by folded name."""
    found: dict[str, set[str]] = {}
    named = [*((p.name, p.email) for p in known.people), *((r.name, r.email) for r in rows)]
    for name, email in named:
        if name and email:
            found.setdefault(folded(name), set()).add(email)
    return found


def _too_long(row: Row) -> list[Note]:
    words = _("Too long: at most %(count)s characters.")
    return [
        Note(words % {"count": longest}, field)
        for field, longest in LONGEST.items()
        if len(getattr(row, field)) > longest
    ]


def _wrong_email(row: Row) -> list[Note]:
    if not row.email:
        return [Note(_("The e-mail address is missing."), "email")]
    return [] if _is_address(row.email) else [Note(_check_address(row.email), "email")]


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _check_address(text: str) -> str:
    words = _("%(text)s is not an e-mail address. Check it, for example name@organisation.fi.")
    return words % {"text": text}


def _unit(row: Row, known: Known, wrong: list[Note]) -> tuple[int | None, str]:
    if not row.unit:
        return None, ""
    found = known.units_by_name.get(folded(row.unit), set())
    if len(found) > 1:
        words = _(
            "There are several units called %(unit)s. Write where it belongs, as in %(path)s."
        )
        path = min(unit.path for unit in known.units if unit.pk in found)
        wrong.append(Note(words % {"unit": row.unit, "path": path}, "unit"))
    return (min(found), "") if found else (None, row.unit)


def _roles(row: Row, known: Known, wrong: list[Note]) -> Sequence[str]:
    roles, unknown = roles_in(row.role, known.titles)
    if unknown:
        words = _("We do not know the role %(role)s. Write for example learning mentor or HR.")
        wrong.append(Note(words % {"role": ", ".join(unknown)}, "role"))
    if "trainer" in roles and not known.is_provider:
        wrong.append(Note(_("Only a programme provider has trainers."), "role"))
    if "mentor" in roles and known.is_provider:
        wrong.append(Note(_("A programme provider has no learning mentors of its own."), "role"))
    return roles


def _supervisor(row: Row, by_name: dict[str, set[str]], wrong: list[Note]) -> str:
    """Return the supervisor's e-mail: as written, or that of the only person of this name."""
    if not row.supervisor:
        return ""
    email = row.supervisor.casefold()
    if "@" not in email:
        found = by_name.get(folded(row.supervisor), set())
        if len(found) != 1:
            words = _("We do not find %(name)s. Write the supervisor's e-mail address.")
            wrong.append(Note(words % {"name": row.supervisor}, "supervisor"))
            return ""
        email = min(found)
    elif not _is_address(email):
        wrong.append(Note(_check_address(row.supervisor), "supervisor"))
    if email == row.email:
        wrong.append(Note(_("Nobody is one's own supervisor."), "supervisor"))
    return email


def _language(row: Row, known: Known) -> tuple[str, list[Note]]:
    language = language_in(row.language)
    if language or not row.language:
        return language or known.language, []
    words = _("We write in Finnish, Swedish and English, so %(language)s is passed over.")
    return known.language, [Note(words % {"language": row.language}, "language")]
