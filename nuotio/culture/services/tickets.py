"""Collecting tickets: one blind signature for each invited person, and no trace of when.

Nothing here is written to the ledger, a log or a counter when it succeeds: the moment at which
somebody collected a ticket could be laid beside the moment at which an answer came.
"""

import hashlib
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Value, When

from nuotio.culture import blind
from nuotio.culture.models import Invitee, ReportingNode, SurveyRound
from nuotio.culture.rules import rounds as rules
from nuotio.culture.services import keys
from nuotio.people.models import Membership


class NotNow(Exception):
    """The round is not announced yet, or has closed."""


class AlreadyGiven(Exception):
    """The person has another ticket, or a printed code, already."""


@transaction.atomic
def issue(invitee: Invitee, blinded: bytes, *, by: Membership | None = None, at: datetime) -> bytes:
    """Sign an invitee's blinded serial with the key of her node; return the blind signature.

    The same blinded serial again gives the same signature, another one is AlreadyGiven. `by` is
    the member who asks; None where a personal link proved who asks. NotNow, blind.CannotSign and
    keys.KeysAreGone change nothing.
    """
    invitee = _locked(invitee)
    if by is not None:
        rules.can_collect_ticket.require(by, invitee)
    survey_round: SurveyRound = invitee.round
    if not survey_round.collects_tickets(at):
        raise NotNow
    digest = hashlib.sha256(blinded).hexdigest()
    is_new = invitee.given == Invitee.Given.NOTHING
    if not is_new and invitee.blinded != digest:
        raise AlreadyGiven
    signature = blind.sign(keys.signing_key(invitee.node, survey_round), blinded)
    if is_new:
        _note(invitee, digest)
    return signature


def _note(invitee: Invitee, digest: str) -> None:
    """Write down that a ticket was given, in one statement that touches the whole node.

    PostgreSQL's hidden columns would else tell in which order tickets were collected.
    """
    Invitee.objects.filter(node=invitee.node).update(
        given=Case(When(pk=invitee.pk, then=Value(Invitee.Given.TICKET)), default=F("given")),
        blinded=Case(When(pk=invitee.pk, then=Value(digest)), default=F("blinded")),
    )


def _locked(invitee: Invitee) -> Invitee:
    """Lock the node first: two of its people who collect at once would else wait for each other."""
    ReportingNode.objects.select_for_update().get(pk=invitee.node_id)
    found: Invitee = Invitee.objects.select_related("round", "node").get(pk=invitee.pk)
    return found
