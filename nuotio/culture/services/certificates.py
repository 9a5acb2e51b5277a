"""The public certificate of a count: numbers for each node, and the keys that they rest on."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nuotio.culture.models import Invitee, ReportingNode, SurveyRound
from nuotio.culture.queries import ballots as queries


@dataclass(frozen=True)
class Counts:
    """What became of a node's ballots: counted, not counted, and how many codes were printed."""

    accepted: int
    refused: int = 0
    codes: int = 0


def certificate_of(
    survey_round: SurveyRound, counts: Mapping[str, Counts], *, at: datetime
) -> dict[str, Any]:
    """Return the certificate as it is kept and shown; written before addresses are wiped.

    `elsewhere` is how many ballots were refused that named no node of the round.
    """
    nodes = ReportingNode.objects.filter(round=survey_round, invited__gt=0).order_by("pk")
    tickets = Counter(
        Invitee.objects.filter(round=survey_round, given=Invitee.Given.TICKET).values_list(
            "node", flat=True
        )
    )
    elsewhere = counts.get(str(survey_round.public_id), Counts(0))
    return {
        "round": str(survey_round.public_id),
        "counted_at": at.isoformat(),
        "keys": queries.fingerprint(queries.published_keys(survey_round)),
        "nodes": [
            _node(node, tickets[node.pk], counts.get(str(node.code), Counts(0))) for node in nodes
        ],
        "elsewhere": elsewhere.refused,
    }


def _node(node: ReportingNode, tickets: int, counts: Counts) -> dict[str, Any]:
    return {
        "code": str(node.code),
        "name": {language: node.name_in(language) for language in ("fi", "sv", "en")},
        "invited": node.invited,
        "tickets": tickets,
        "codes": counts.codes,
        "accepted": counts.accepted,
        "refused": counts.refused,
        "key": queries.fingerprint(bytes(node.key)) if node.key else "",
    }
