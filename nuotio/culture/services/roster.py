"""The roster of a round: who was given a printed code, and what is forgotten at the end."""

from django.db import transaction
from django.db.models import Case, F, Value, When

from nuotio.audit import services as audit
from nuotio.culture.models import Invitee, ReportingNode, SurveyRound
from nuotio.culture.rules import rounds as rules
from nuotio.people.models import Membership


class AlreadyGiven(Exception):
    """The person has collected a ticket already."""


@transaction.atomic
def hand_code(invitee: Invitee, *, by: Membership) -> Invitee:
    """Note that an invited person took a printed code, so that she collects no ticket.

    AlreadyGiven where she has a ticket. Which code she took is known to nobody.
    """
    ReportingNode.objects.select_for_update().get(pk=invitee.node_id)
    invitee = Invitee.objects.select_related("round").get(pk=invitee.pk)
    rules.can_change_round.require(by, invitee.round)
    if invitee.given == Invitee.Given.TICKET:
        raise AlreadyGiven
    if invitee.given != Invitee.Given.CODE:
        _note_code(invitee)
        invitee.given = Invitee.Given.CODE
        audit.record("culture.hand_code", invitee.round, actor_id=by.user_id)
    return invitee


def _note_code(invitee: Invitee) -> None:
    """Write it down in one statement over the whole node, as tickets are: the order tells nobody."""
    taken = When(pk=invitee.pk, then=Value(Invitee.Given.CODE))
    Invitee.objects.filter(node=invitee.node_id).update(given=Case(taken, default=F("given")))


@transaction.atomic
def wipe_addresses(survey_round: SurveyRound) -> int:
    """Forget the addresses and links of a round that is over; return how many there were.

    That somebody was invited stays, without a name; wiped twice, nothing more happens.
    """
    rows = Invitee.objects.filter(round=survey_round).exclude(email="", link_digest="")
    return rows.update(email="", link_digest="")
