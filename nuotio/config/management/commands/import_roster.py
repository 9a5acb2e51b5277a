from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone, translation

from nuotio.config.management.plain import PlainCommand
from nuotio.foundation import tenancy
from nuotio.people.models import Membership, Organisation
from nuotio.people.queries import roster as queries
from nuotio.people.rosters import reading, telling
from nuotio.people.rosters.deciding import REFUSE, Decision, decide
from nuotio.people.rosters.rows import Row
from nuotio.people.rosters.unreadable import LARGEST_FILE, TOO_LARGE, Unreadable
from nuotio.people.services import roster as services


class Command(PlainCommand):
    help = "Import a list of people (CSV or XLSX) as invitations, all or nothing; say line by line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", required=True, metavar="SLUG")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")

    def handle(self, *, file: Path, organisation: str, dry_run: bool, **_options: Any) -> None:
        with translation.override("en"):
            rows = _read(file)
            found = Organisation.objects.select_related("kind").filter(slug=organisation).first()
            if found is None:
                raise CommandError(f"There is no organisation {organisation!r}.")
            with tenancy.inside(found.pk):
                decision = decide(rows, queries.known_to(found))
                self.stdout.write(_told(decision, queries.role_names(found)))
                if not dry_run:
                    self.stdout.write(_import(file.name, rows, decision, found))


def _read(file: Path) -> list[Row]:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise Unreadable(TOO_LARGE)
        return reading.read(file.read_bytes())
    except OSError as error:
        raise CommandError(f"The file {file} cannot be opened: {error.strerror}.") from error
    except Unreadable as error:
        raise CommandError(str(error.reason)) from error


def _told(decision: Decision, role_names: dict[str, str]) -> str:
    """Return a line a row: number, what becomes of it, who, and why."""
    lines = [
        f"row {one.row.number}: {one.verdict}: {telling.title(one) or one.row.number}: "
        f"{telling.details(one, role_names)}"
        for one in decision.rows
    ]
    units = [
        f"new unit: {unit.name}{f' (did you mean {unit.close}?)' if unit.close else ''}"
        for unit in decision.new_units
    ]
    return "\n".join([*lines, *units, f"{telling.summary(decision)}."])


def _import(name: str, rows: list[Row], decision: Decision, found: Organisation) -> str:
    """Import in the name of the one who takes care of the organisation's people."""
    if refused := decision.count(REFUSE):
        raise CommandError(f"Nothing was imported: rows that need a correction: {refused}.")
    if not decision.is_ready:
        return "There is nothing to import."
    by = _steward(found)
    now = timezone.now()
    roster = services.take_in(name, rows, by=by, at=now)
    services.import_roster(roster, by=by, seen=decision.fingerprint, at=now)
    return f"Imported in the name of {by.name}. The invitations wait until they are sent."


def _steward(found: Organisation) -> Membership:
    """Return the organisation's HR or coordinator who joined first."""
    steward = queries.first_steward(found)
    if steward is None:
        raise CommandError("Nobody has joined as HR or coordinator yet; invite somebody first.")
    return steward
