"""What the pages of a respondent need: the round by its public address, the own invitation."""

from uuid import UUID

from nuotio.culture.models import Invitee, SurveyRound
from nuotio.foundation import tenancy
from nuotio.people.models import Membership

PUBLIC = "The address of a survey is for everyone and names no organisation."
SECRETS = ("plan", "whom", "checklist", "tally_key", "tally_secret")


def round_at(public_id: UUID) -> SurveyRound | None:
    """Return the announced round with this address, its organisation with it, without its keys."""
    with tenancy.unrestricted(reason=PUBLIC):
        rows = SurveyRound.objects.select_related("organisation").defer(*SECRETS)
        return rows.filter(public_id=public_id, announced_at__isnull=False).first()


def announced_round(pk: int) -> SurveyRound | None:
    """Return an announced round of the open organisation."""
    rows = SurveyRound.objects.select_related("organisation").defer(*SECRETS)
    return rows.filter(pk=pk, announced_at__isnull=False).first()


def invitee_of(actor: Membership, survey_round: SurveyRound) -> Invitee | None:
    """Return the person's own invitation to a round."""
    return Invitee.objects.filter(round=survey_round, membership=actor).first()
