"""The roster of a round: who was given a printed code, and what is forgotten at the end."""

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.culture.models import Invitee, SurveyRound
from nuotio.culture.rules import rounds as rules
from nuotio.people.models import Membership


class AlreadyGiven(Exception):
    """The person has collected a ticket already."""


@transaction.atomic
def hand_code(invitee: Invitee, *, by: Membership) -> Invitee:
    """Note that an invited person took a printed code, so that she collects no ticket.

    AlreadyGiven where she has a ticket. Which code she took is known to nobody.
    """
    rows = Invitee.objects.select_for_update(of=("self",)).select_related("round")
    invitee = rows.get(pk=invitee.pk)
    rules.can_change_round.require(by, invitee.round)
    if invitee.given == Invitee.Given.TICKET:
        raise AlreadyGiven
    if invitee.given != Invitee.Given.CODE:
        invitee.given = Invitee.Given.CODE
        invitee.save(update_fields=["given"])
        audit.record("culture.hand_code", invitee.round, actor_id=by.user_id)
    return invitee


@transaction.atomic
def wipe_addresses(survey_round: SurveyRound) -> int:
    """Forget the addresses and links of a round that is over; return how many there were.

    That somebody was invited stays, without a name; wiped twice, nothing more happens.
    """
    rows = Invitee.objects.filter(round=survey_round).exclude(email="", link_digest="")
    return rows.update(email="", link_digest="")
