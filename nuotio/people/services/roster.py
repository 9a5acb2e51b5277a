"""A list of people is taken in, corrected and imported: all of it or nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.people.models import Invitation, Membership, Organisation, RosterImport, Unit
from nuotio.people.queries import roster as queries
from nuotio.people.rosters.deciding import ADD, CHANGE, LEAVE, Decided, Decision
from nuotio.people.rosters.rows import Row
from nuotio.people.rosters.spoken import folded
from nuotio.people.rules import roster as rules
from nuotio.people.services import invitations, members, units

SENT_TWICE_WITHIN = timedelta(minutes=1)
LONGEST_NAME = 200


class AlreadyImported(Exception):
    """The list has been imported; its rows no longer change."""


class NotReady(Exception):
    """Rows need a correction, or there is nothing to import."""


class ChangedMeanwhile(Exception):
    """What would happen is no longer what the person has seen."""


@transaction.atomic
def take_in(file_name: str, rows: Sequence[Row], *, by: Membership, at: datetime) -> RosterImport:
    """Keep the rows of a file for a decision; the same file sent twice is kept once."""
    _lock(by.organisation_id)
    rules.can_import.require(by, by.organisation_id)
    words, name = [row.as_words() for row in rows], file_name[-LONGEST_NAME:]
    lately = RosterImport.objects.filter(
        uploaded_by=by,
        file_name=name,
        state=RosterImport.State.PREVIEW,
        uploaded_at__gte=at - SENT_TWICE_WITHIN,
    )
    for earlier in lately.order_by("pk"):
        if earlier.rows == words:
            same: RosterImport = earlier
            return same
    roster = RosterImport(
        organisation=by.organisation, file_name=name, rows=words, uploaded_by=by, uploaded_at=at
    )
    roster.save()
    audit.record("people.import_roster", roster, actor_id=by.user_id)
    return roster


@transaction.atomic
def correct_rows(
    roster: RosterImport, corrected: Mapping[int, Row], *, by: Membership
) -> RosterImport:
    """Put corrected rows, by their number, in the place of those in the list.

    AlreadyImported where it is too late.
    """
    _lock(roster.organisation_id)
    roster = RosterImport.objects.get(pk=roster.pk)
    rules.can_import.require(by, roster.organisation_id)
    if roster.state == RosterImport.State.IMPORTED:
        raise AlreadyImported
    numbered = {number: row.as_words() for number, row in corrected.items()}
    roster.rows = [numbered.get(int(words[0]), words) for words in roster.rows]
    roster.save(update_fields=["rows"])
    audit.record("people.import_roster", roster, actor_id=by.user_id)
    return roster


@transaction.atomic
def import_roster(
    roster: RosterImport, *, by: Membership, seen: str | None, at: datetime
) -> RosterImport:
    """Make the invitations, changes and units of a list, all or nothing; a second time nothing.

    It is decided again here. ChangedMeanwhile where that is not what was `seen` (a decision's
    fingerprint; None to trust), NotReady where rows need a correction.
    """
    _lock(roster.organisation_id)
    roster = RosterImport.objects.get(pk=roster.pk)
    rules.can_import.require(by, roster.organisation_id)
    if roster.state == RosterImport.State.IMPORTED:
        return roster
    decision = queries.decision_on(roster, by.organisation)
    if seen is not None and decision.fingerprint != seen:
        raise ChangedMeanwhile
    if not decision.is_ready:
        raise NotReady
    _apply(decision, by=by, at=at)
    roster.state, roster.imported_at = RosterImport.State.IMPORTED, at
    roster.outcome = {verdict: decision.count(verdict) for verdict in (ADD, CHANGE, LEAVE)}
    roster.save(update_fields=["state", "imported_at", "outcome"])
    audit.record("people.import_roster", roster, actor_id=by.user_id)
    return roster


def _lock(organisation_id: int) -> None:
    """One list at a time in an organisation."""
    Organisation.objects.select_for_update().get(pk=organisation_id)


def _apply(decision: Decision, *, by: Membership, at: datetime) -> None:
    made = {folded(unit.name): _make_unit(unit.name, by=by) for unit in decision.new_units}
    there = {unit.pk: unit for unit in Unit.objects.filter(organisation_id=by.organisation_id)}
    for decided in decision.of(ADD, CHANGE):
        unit, person = _unit(decided, made, there), decided.person
        if person is not None and person.is_member:
            _change_member(decided, person.pk, unit, by=by)
        else:
            _invite(decided, unit, by=by, at=at)


def _make_unit(name: str, *, by: Membership) -> Unit:
    details = units.UnitDetails(name, "", "", parent=None, lead=None, staff_count=None)
    return units.add_unit(by.organisation, by=by, details=details)


def _unit(decided: Decided, made: dict[str, Unit], there: dict[int, Unit]) -> Unit | None:
    """Return the unit that the row names, else the one that the person has."""
    meant, person = decided.meant, decided.person
    if meant.new_unit:
        return made[folded(meant.new_unit)]
    return there.get(meant.unit_id or (person.unit_id if person else 0) or 0)


def _invite(decided: Decided, unit: Unit | None, *, by: Membership, at: datetime) -> None:
    """Make an invitation, or correct the unsent one; an empty cell keeps what is there."""
    row, meant, person = decided.row, decided.meant, decided.person
    roles = list(meant.roles)
    language = meant.language
    if person is not None:
        there = Invitation.objects.get(pk=person.pk)
        roles = roles if row.role else list(there.roles)
        language = language if row.language else there.language
    invited = invitations.Invited(
        email=row.email,
        name=row.name or (person.name if person else ""),
        language=language,
        roles=roles,
        unit=unit,
        job_title=row.job_title or (person.job_title if person else ""),
        supervisor_email=meant.supervisor or None,
    )
    invitations.invite(invited, by=by, at=at)


def _change_member(decided: Decided, pk: int, unit: Unit | None, *, by: Membership) -> None:
    member = Membership.objects.select_related("supervisor").get(pk=pk)
    changed = {change.field: change.after for change in decided.changes}
    supervisor = member.supervisor
    if "supervisor" in changed:
        supervisor = Membership.objects.filter(
            organisation_id=by.organisation_id, user__email=changed["supervisor"]
        ).get()
    details = members.MemberDetails(
        unit=unit, job_title=changed.get("job_title", member.job_title), supervisor=supervisor
    )
    members.edit_member(member, details, by=by)
