"""What is known of taking part while a round goes on: tickets now, answers by day."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q

from nuotio.culture.models import DailyCount, Invitee, ReportingNode, SurveyRound
from nuotio.culture.participation import Group


def nodes_of(survey_round: SurveyRound) -> Sequence[ReportingNode]:
    """Return the nodes of a round, the whole first; one query."""
    rows = ReportingNode.objects.filter(round=survey_round).defer("key", "secret")
    return list(rows.order_by("pk"))


def groups_of(survey_round: SurveyRound) -> Sequence[Group]:
    """Return each node with its tickets and its daily counts; two queries."""
    given = Count("invitees", filter=~Q(invitees__given=Invitee.Given.NOTHING))
    rows = ReportingNode.objects.filter(round=survey_round).defer("key", "secret")
    counts: dict[int, dict[date, int]] = {}
    told = DailyCount.objects.filter(round=survey_round).order_by("day")
    for node_id, day, answers in told.values_list("node_id", "day", "answers"):
        counts.setdefault(node_id, {})[day] = answers
    return [
        Group(
            node.pk,
            node.parent_id,
            node.name,
            node.invited,
            getattr(node, "given", 0),
            counts.get(node.pk, {}),
        )
        for node in rows.annotate(given=given).order_by("pk")
    ]


def invited_like(survey_round: SurveyRound, words: str, *, most: int) -> Sequence[Invitee]:
    """Return invited people by a part of their name or address, by name; none without words."""
    if not words.strip():
        return []
    rows = Invitee.objects.filter(round=survey_round)
    for word in words.split():
        rows = rows.filter(
            Q(membership__user__name__icontains=word)
            | Q(membership__user__email__icontains=word)
            | Q(email__icontains=word)
        )
    found = rows.select_related("membership__user")
    return list(found.order_by("membership__user__name", "email", "pk")[:most])


def invitee_at(pk: int, survey_round: SurveyRound) -> Invitee | None:
    """Return an invited person of a round."""
    found: Invitee | None = Invitee.objects.filter(round=survey_round, pk=pk).first()
    return found
