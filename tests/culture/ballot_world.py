"""An announced round with keys, and what tests do with it again and again."""

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta

from nuotio.culture import instruments
from nuotio.culture.models import Invitee, ReportingNode, SurveyRound
from nuotio.culture.responses import Response
from nuotio.culture.services import keys
from nuotio.foundation import tenancy
from tests.culture.factories import OPENS, InviteeFactory, ReportingNodeFactory, SurveyRoundFactory

BEFORE, OPEN = OPENS - timedelta(days=3), OPENS + timedelta(days=2)
PASSPHRASE = "seitsemän sinistä lokkia"


@dataclass
class Running:
    """A round and its nodes (the first is the root); invitees carry their links' tokens."""

    round: SurveyRound
    nodes: list[ReportingNode]
    invitees: list[Invitee]
    tokens: dict[int, str] = field(default_factory=dict)

    @property
    def organisation_id(self) -> int:
        return self.round.organisation_id

    def fresh(self) -> SurveyRound:
        """Return the round as it lies in the database now."""
        with tenancy.unrestricted(reason="Looking at a round in a test."):
            return SurveyRound.objects.get(pk=self.round.pk)

    def url(self, what: str) -> str:
        return f"/survey/{self.round.public_id}/{what}"

    def token(self, invitee: Invitee) -> str:
        return self.tokens[invitee.pk]


def running(*, people=(12, 10), passphrase: str | None = None, **fields) -> Running:
    """Make an announced round with a node for each number of people, and its keys."""
    with tenancy.unrestricted(reason="Building a round for a test."):
        survey_round = SurveyRoundFactory(
            announced=True, has_trustee=passphrase is not None, **fields
        )
        nodes, made, tokens = [], [], {}
        for number in people:
            parent = nodes[0] if nodes else None
            nodes.append(ReportingNodeFactory(round=survey_round, parent=parent, invited=number))
            for _ in range(number):
                token = f"token-{len(tokens)}-{survey_round.pk}"
                digest = hashlib.sha256(token.encode()).hexdigest()
                made.append(InviteeFactory(node=nodes[-1], link_digest=digest))
                tokens[made[-1].pk] = token
        survey_round.plan = plan(nodes)
        survey_round.save()
        keys.make_keys(survey_round, passphrase=passphrase)
    return Running(survey_round, nodes, made, tokens)


def plan(nodes: list[ReportingNode]) -> dict:
    """Return a frozen plan of these nodes, the first of them the whole."""
    units = [
        {
            "node": str(node.code),
            "parent": str(node.parent.code) if node.parent else None,
            "invited": node.invited,
        }
        for node in nodes
    ]
    return {"k": 5, "units": units, "variables": {}}


def answers(point: int = 4, *, node: str = "", words: str = "") -> Response:
    """Return answers to every item with one point, and to the first question in words."""
    survey = instruments.survey_of(instruments.copy_of("learning_culture"))
    told = {survey.questions[0].code: words} if words else {}
    return Response(node, {item.code: point for item in survey.items}, {}, told)
