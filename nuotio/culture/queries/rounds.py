from collections.abc import Sequence
from dataclasses import dataclass

from nuotio.culture.models import Invitee, SurveyRound
from nuotio.people.models import Membership, Role
from nuotio.people.rules.roles import steers

State = SurveyRound.State
GOING_ON = (State.ANNOUNCED, State.CLOSING)


@dataclass(frozen=True)
class Overview:
    """The rounds as they concern one member: all of them, those that invite her, shared reports."""

    rounds: Sequence[SurveyRound]
    own: Sequence[Invitee]
    shared: Sequence[SurveyRound]

    def of(self, *states: str) -> list[SurveyRound]:
        """Return the rounds in these states, the newest first."""
        return [one for one in self.rounds if one.state in states]


def overview_of(actor: Membership) -> Overview:
    """Return the rounds that concern a member; three queries."""
    ours = SurveyRound.objects.filter(organisation_id=actor.organisation_id)
    newest = ours.select_related("report").order_by("-made_at", "-pk")
    leads = steers(actor) or actor.has_role(Role.MANAGEMENT)
    all_rounds = list(newest.exclude(state=State.DISCARDED)) if leads else []
    shared = newest.filter(state=State.CLOSED, report__shared_at__isnull=False)
    mine = Invitee.objects.filter(membership=actor, round__state__in=GOING_ON)
    return Overview(
        all_rounds,
        list(mine.select_related("round").order_by("round__opens_at", "pk")),
        list(shared),
    )


def round_at(pk: int, *, actor: Membership) -> SurveyRound | None:
    """Return a round of the member's organisation."""
    rows = SurveyRound.objects.filter(organisation_id=actor.organisation_id)
    found: SurveyRound | None = rows.filter(pk=pk).select_related("organisation").first()
    return found


def who_ticked(survey_round: SurveyRound) -> dict[str, str]:
    """Return, by point of the checklist, the name of whoever ticked it; one query."""
    ticked = {code: told.get("by") for code, told in survey_round.checklist.items()}
    rows = Membership.objects.filter(
        organisation_id=survey_round.organisation_id, pk__in=set(ticked.values())
    )
    names = {member.pk: member.name for member in rows.select_related("user").order_by("pk")}
    return {code: names.get(by, "") for code, by in ticked.items()}
