"""A decision in words: for the page and for the command."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from nuotio.people.rosters.deciding import ADD, CHANGE, LEAVE, REFUSE, Change, Decided, Decision

RoleNames = Mapping[str, str]

FIELDS: Mapping[str, Promise] = {
    "name": _("Name"),
    "email": _("E-mail"),
    "unit": _("Unit"),
    "job_title": _("Main job"),
    "supervisor": _("Supervisor"),
    "role": pgettext_lazy("column of a list", "Role"),
    "language": _("Language"),
}


def summary(decision: Decision) -> str:
    """Return the sentence that comes first: how many are added, change, need a correction."""
    add, change, refuse = (decision.count(verdict) for verdict in (ADD, CHANGE, REFUSE))
    leave = decision.count(LEAVE)
    told = [
        add and ngettext("%(num)d person to add", "%(num)d people to add", add) % _num(add),
        change and ngettext("%(num)d changes", "%(num)d change", change) % _num(change),
        refuse
        and ngettext("%(num)d row needs a correction", "%(num)d rows need a correction", refuse)
        % _num(refuse),
        leave
        and ngettext("%(num)d stays as it is", "%(num)d stay as they are", leave) % _num(leave),
    ]
    return ", ".join(part for part in told if part)


def _num(count: int) -> dict[str, Any]:
    return {"num": count}


def title(decided: Decided) -> str:
    """Return whom a row is about."""
    row, person = decided.row, decided.person
    return row.name or (person.name if person else "") or row.email


def details(decided: Decided, role_names: RoleNames) -> str:
    """Return what a row does, and why it does not do more, on one line."""
    notes = [note.text for note in decided.notes]
    if decided.verdict == REFUSE:
        return " ".join(notes)
    told = [_change(change, role_names) for change in decided.changes]
    if decided.verdict == ADD:
        row, roles = decided.row, [role_names[role] for role in decided.meant.roles]
        told = [row.email, row.unit, row.job_title, ", ".join(roles)]
    return " · ".join(part for part in (*told, *notes) if part)


def _change(change: Change, role_names: RoleNames) -> str:
    before, after = change.before, change.after
    if change.field == "role":
        before, after = _named(before, role_names), _named(after, role_names)
    return f"{FIELDS[change.field]}: {before or '–'} → {after or '–'}"


def _named(roles: str, role_names: RoleNames) -> str:
    return ", ".join(role_names.get(role, role) for role in roles.split(", ") if role)
