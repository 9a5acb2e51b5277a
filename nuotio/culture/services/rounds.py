"""A round is announced with a frozen plan, prolonged, discarded."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.culture import nodes, preparing, tokens
from nuotio.culture.events import RoundAnnounced
from nuotio.culture.models import Invitee, ReportingNode, SurveyRound
from nuotio.culture.preparing import Lack
from nuotio.culture.queries import roster as queries
from nuotio.culture.queries.roster import Roster
from nuotio.culture.rules import rounds as rules
from nuotio.culture.services import keys
from nuotio.culture.services import roster as roster_services
from nuotio.culture.services.round_drafts import NoDraft
from nuotio.culture.telling import AFTER_OPENING
from nuotio.foundation import events
from nuotio.people.models import Membership

K = 5
AT_ONCE = 500  # rows a query
State = SurveyRound.State
Made = Mapping[nodes.Key, ReportingNode]


class NotReady(Exception):
    """Something is missing before the round can be announced; `lacks` tell what."""

    def __init__(self, lacks: Sequence[Lack]) -> None:
        super().__init__(", ".join(lack.step.name for lack in lacks))
        self.lacks = lacks


class NeedsPassphrase(Exception):
    """A trustee keeps a passphrase, and none was typed."""


class AlreadyOpen(Exception):
    """People are answering, so the round can no longer be discarded."""


class NotGoingOn(Exception):
    """The round does not go on, so its dates stay."""


class NotLater(Exception):
    """A round is prolonged: it closes later than it would have, never earlier."""


@transaction.atomic
def announce_round(
    survey_round: SurveyRound, *, by: Membership, at: datetime, passphrase: str | None = None
) -> SurveyRound:
    """Freeze the plan, write down who is invited, make the keys, and tell everybody.

    NotReady where something is missing, NeedsPassphrase, KeysCannotBeKept (of `keys`). Announced
    twice, it is announced once.
    """
    survey_round = _locked(survey_round, by=by)
    if survey_round.state == State.ANNOUNCED:
        return survey_round
    if survey_round.state != State.DRAFT:
        raise NoDraft
    roster = queries.roster_of(survey_round)
    if missing := preparing.lacks(survey_round, roster, at=at):
        raise NotReady(missing)
    if survey_round.has_trustee and not passphrase:
        raise NeedsPassphrase
    _freeze(survey_round, _write_nodes(survey_round, roster.plan(), roster), at=at)
    keys.make_keys(survey_round, passphrase=passphrase if survey_round.has_trustee else None)
    audit.record("culture.announce_round", survey_round, actor_id=by.user_id)
    events.announce(RoundAnnounced(survey_round.organisation_id, survey_round.pk))
    return survey_round


def _freeze(survey_round: SurveyRound, made: Made, *, at: datetime) -> None:
    """Keep the release plan as it is now; the list of people lives on as invitees alone."""
    background = {
        one["code"]: [told["code"] for told in one["classes"]] for one in survey_round.background
    }
    units = [_as_planned(node) for node in made.values()]
    survey_round.plan = {"k": K, "units": units, "variables": background}
    survey_round.whom = {**survey_round.whom, "list": []}
    survey_round.state, survey_round.announced_at = State.ANNOUNCED, at
    survey_round.version += 1
    survey_round.save()


def _as_planned(node: ReportingNode) -> dict[str, Any]:
    parent = None if node.parent is None else str(node.parent.code)
    return {"node": str(node.code), "parent": parent, "invited": node.invited}


def _write_nodes(survey_round: SurveyRound, plan: nodes.Plan, roster: Roster) -> Made:
    """Write the nodes from the top down, and everybody into the node of her unit."""
    units = {unit.pk: unit for unit in roster.units}
    homes, paper = plan.homes(), dict[nodes.Key, int]()
    for unit, number in roster.paper.items():
        paper[homes[unit]] = paper.get(homes[unit], 0) + number
    made: dict[nodes.Key, ReportingNode] = {}
    for node in plan.nodes:
        named = survey_round.organisation if node.key is None else units[node.key]
        made[node.key] = ReportingNode.objects.create(
            organisation_id=survey_round.organisation_id,
            round=survey_round,
            parent=None if node.key is None else made[node.parent],
            unit_id=node.key,
            invited=node.invited,
            paper_codes=paper.get(node.key, 0),
            **{name: getattr(named, name) for name in ("name_fi", "name_sv", "name_en")},
        )
    _write_invitees(survey_round, roster, {unit: made[home] for unit, home in homes.items()})
    return made


def _write_invitees(survey_round: SurveyRound, roster: Roster, homes: Made) -> None:
    def digest(email: str) -> str:
        return tokens.digest_of(tokens.token_of(survey_round.public_id, email)) if email else ""

    rows = [
        Invitee(
            organisation_id=survey_round.organisation_id,
            round=survey_round,
            node=homes[person.unit_id],
            membership_id=person.membership_id,
            email=person.email,
            language=person.language,
            link_digest=digest(person.email),
        )
        for person in roster.people
    ]
    Invitee.objects.bulk_create(rows, batch_size=AT_ONCE)


@transaction.atomic
def discard_round(survey_round: SurveyRound, *, by: Membership, at: datetime) -> None:
    """Give a round up before it opens; nobody can collect a ticket any more.

    A draft goes altogether, with the list of people in it. AlreadyOpen where it is too late.
    """
    survey_round = _locked(survey_round, by=by)
    if survey_round.state == State.DISCARDED:
        return
    if survey_round.state == State.DRAFT:
        audit.record("culture.discard_round", survey_round, actor_id=by.user_id)
        survey_round.delete()
        return
    opens_at = survey_round.opens_at
    if survey_round.state != State.ANNOUNCED or opens_at is None or opens_at <= at:
        raise AlreadyOpen
    survey_round.state = State.DISCARDED
    survey_round.save(update_fields=["state"])
    roster_services.wipe_addresses(survey_round)
    audit.record("culture.discard_round", survey_round, actor_id=by.user_id)


@transaction.atomic
def prolong_round(
    survey_round: SurveyRound, closes_at: datetime, *, by: Membership, at: datetime
) -> SurveyRound:
    """Let a round close later; its reminders follow the new day. Nothing else of it changes.

    NotGoingOn where it has closed, NotLater where the new day is not later.
    """
    survey_round = _locked(survey_round, by=by)
    if not survey_round.collects_tickets(at):
        raise NotGoingOn
    if survey_round.closes_at is None or closes_at <= survey_round.closes_at:
        raise NotLater
    survey_round.closes_at = closes_at
    survey_round.told = [letter for letter in survey_round.told if letter not in AFTER_OPENING]
    survey_round.version += 1
    survey_round.save(update_fields=["closes_at", "told", "version"])
    audit.record("culture.prolong_round", survey_round, actor_id=by.user_id)
    return survey_round


def _locked(survey_round: SurveyRound, *, by: Membership) -> SurveyRound:
    rows = SurveyRound.objects.select_for_update(of=("self",)).select_related("organisation")
    found: SurveyRound = rows.get(pk=survey_round.pk)
    rules.can_change_round.require(by, found)
    return found
