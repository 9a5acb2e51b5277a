"""What becomes of each row: add, change, leave or refuse, with the reason in plain words.

Nobody is ever removed, an empty cell never changes anything, and a role is never given to somebody
who has joined: that is between people.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from django.utils.translation import gettext as _

from nuotio.people.rosters import checking
from nuotio.people.rosters.checking import Meant, Note
from nuotio.people.rosters.known import Known, KnownPerson
from nuotio.people.rosters.rows import Row
from nuotio.people.rosters.spoken import folded

ADD, CHANGE, LEAVE, REFUSE = "add", "change", "leave", "refuse"
HINTS_AT_MOST = 100


@dataclass(frozen=True)
class Change:
    """One thing that a row changes: the field, what it is now, what it will be."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Decided:
    """A row with what becomes of it; `notes` say why, or what does not happen."""

    row: Row
    verdict: str
    notes: tuple[Note, ...] = ()
    changes: tuple[Change, ...] = ()
    meant: Meant = field(default_factory=Meant)
    person: KnownPerson | None = None

    def note_on(self, name: str) -> str:
        """Return what is wrong with one field, "" where nothing is."""
        return " ".join(note.text for note in self.notes if note.field == name)


@dataclass(frozen=True)
class NewUnit:
    """A unit that the organisation does not have yet; `close` is the name it may mean."""

    name: str
    people: int
    close: str = ""


@dataclass(frozen=True)
class Decision:
    """What a whole list would do."""

    rows: Sequence[Decided]
    new_units: Sequence[NewUnit]

    def of(self, *verdicts: str) -> list[Decided]:
        """Return the rows with these verdicts, in the order of the file."""
        return [one for one in self.rows if one.verdict in verdicts]

    def count(self, verdict: str) -> int:
        """Return how many rows have this verdict."""
        return len(self.of(verdict))

    @property
    def is_ready(self) -> bool:
        """Whether it can be imported: nothing to correct, and something to do."""
        return not self.count(REFUSE) and bool(self.of(ADD, CHANGE))

    @property
    def fingerprint(self) -> str:
        """A mark of everything that would happen; another list or another world changes it."""
        told = [(d.row.number, d.verdict, d.changes, d.meant.facts) for d in self.rows]
        return hashlib.sha256(repr((told, self.new_units)).encode()).hexdigest()[:32]


def decide(rows: Sequence[Row], known: Known) -> Decision:
    """Decide every row of a list; the order of the rows stays."""
    taken_in = [row for row in rows if not row.is_left_out]
    by_name = checking.addresses_by_name(taken_in, known)
    first: dict[str, Row] = {}
    decided = [_decide(row, first, by_name, known) for row in rows]
    return Decision(decided, _new_units(decided, known))


def _decide(row: Row, first: dict[str, Row], by_name: dict[str, set[str]], known: Known) -> Decided:
    if row.is_left_out:
        return Decided(row, LEAVE, (Note(_("You left this row out.")),))
    earlier = first.setdefault(row.email, row) if row.email else row
    if earlier is not row:
        return _twice(row, earlier)
    meant, wrong = checking.check(row, by_name, known)
    if wrong:
        return Decided(row, REFUSE, tuple(wrong))
    person = known.by_email.get(row.email)
    if person is None:
        return Decided(row, ADD, meant.notes, meant=meant)
    return _compare(row, meant, person, known)


def _twice(row: Row, earlier: Row) -> Decided:
    if row.said == replace(earlier, number=row.number).said:
        same = _("The same as row %(number)s.") % {"number": earlier.number}
        return Decided(row, LEAVE, (Note(same),))
    other = _(
        "Row %(number)s has the same e-mail but says something else. Correct the address or "
        "leave one of them out."
    )
    return Decided(row, REFUSE, (Note(other % {"number": earlier.number}, "email"),))


def _compare(row: Row, meant: Meant, person: KnownPerson, known: Known) -> Decided:
    """Decide on somebody who has joined or been invited."""
    if person.is_sent:
        sent = _("Has been invited already. Correct the invitation if something has changed.")
        return Decided(row, LEAVE, (Note(sent),), meant=meant, person=person)
    notes = list(meant.notes)
    if person.is_member and set(meant.roles) - person.roles:
        notes.append(Note(_("Has joined: roles do not change through a list.")))
    changes = tuple(_changes(row, meant, person, known, notes))
    if not changes and not notes:
        notes.append(Note(_("Nothing changes.")))
    verdict = CHANGE if changes else LEAVE
    return Decided(row, verdict, tuple(notes), changes, meant, person)


def _changes(
    row: Row, meant: Meant, person: KnownPerson, known: Known, notes: list[Note]
) -> list[Change]:
    found = []
    if row.unit and (meant.new_unit or meant.unit_id != person.unit_id):
        before = known.unit_names.get(person.unit_id or 0, "")
        after = meant.new_unit or known.unit_names[meant.unit_id or 0]
        found.append(Change("unit", before, after))
    if row.job_title and row.job_title != person.job_title:
        found.append(Change("job_title", person.job_title, row.job_title))
    if meant.supervisor and meant.supervisor != person.supervisor:
        above = known.by_email.get(meant.supervisor)
        if person.is_member and (above is None or not above.is_member):
            later = _("%(email)s has not joined yet, so the supervisor stays as it is.")
            notes.append(Note(later % {"email": meant.supervisor}))
        else:
            found.append(Change("supervisor", person.supervisor, meant.supervisor))
    if not person.is_member:
        found += _changes_of_invitation(row, meant, person)
    return found


def _changes_of_invitation(row: Row, meant: Meant, person: KnownPerson) -> list[Change]:
    found = []
    if row.name and row.name != person.name:
        found.append(Change("name", person.name, row.name))
    if row.role and set(meant.roles) != person.roles:
        found.append(Change("role", ", ".join(sorted(person.roles)), ", ".join(meant.roles)))
    return found


def _new_units(decided: Sequence[Decided], known: Known) -> list[NewUnit]:
    """Return the units to be made, in the order of the file, with a hint where a name is close."""
    names = [d.meant.new_unit for d in decided if d.verdict in (ADD, CHANGE)]
    people = Counter(folded(name) for name in names if name)
    first = {folded(name): name for name in reversed(names) if name}
    spelt = {folded(name): name for unit in known.units for name in unit.names if name}
    found = []
    for nth, key in enumerate(dict.fromkeys(folded(name) for name in names if name)):
        close = get_close_matches(key, spelt, n=1, cutoff=0.8) if nth < HINTS_AT_MOST else []
        found.append(NewUnit(first[key], people[key], spelt[close[0]] if close else ""))
    return found
