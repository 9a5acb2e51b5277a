"""Casting a ballot: whoever holds a ticket puts one sealed answer into the box of its node."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nuotio.culture import blind, sealing
from nuotio.culture.models import ReportingNode, SurveyRound
from nuotio.culture.services import box
from nuotio.culture.services.box import TicketUsed

__all__ = ["SIZE", "NotABallot", "NotNow", "TicketUsed", "cast"]

NODE = 16
SIZE = NODE + blind.PREPARED + blind.SIZE + sealing.SIZE  # bytes of a ballot as it is sent


class NotABallot(Exception):
    """Another size, another round's node, or a signature that is not of this node's key."""


class NotNow(Exception):
    """The round takes no answers at this moment."""


@dataclass(frozen=True)
class _Sent:
    node: UUID
    prepared: bytes
    signature: bytes
    sealed: bytes


def cast(survey_round: SurveyRound, content: bytes, *, at: datetime) -> None:
    """Put a ballot in, sent as the bytes of node, prepared serial, signature and sealed answers.

    What is not taken is counted and leaves no other trace: NotABallot, NotNow, TicketUsed.
    """
    sent = _read(content)
    node = _node(survey_round, sent)
    code = node.code if node else survey_round.public_id
    try:
        if not survey_round.takes_answers(at):
            raise NotNow
        if sent is None or node is None or not _has_ticket(node, sent):
            raise NotABallot
        box.accept(node.code, blind.digest_of(sent.prepared), sent.sealed)
    except box.Closed as error:
        raise NotNow from error
    except (NotNow, NotABallot, TicketUsed):
        box.count_refused(code)
        raise


def _read(content: bytes) -> _Sent | None:
    if len(content) != SIZE:
        return None
    signed = NODE + blind.PREPARED
    sealed = signed + blind.SIZE
    return _Sent(
        UUID(bytes=content[:NODE]), content[NODE:signed], content[signed:sealed], content[sealed:]
    )


def _node(survey_round: SurveyRound, sent: _Sent | None) -> ReportingNode | None:
    if sent is None:
        return None
    nodes = ReportingNode.objects.filter(round=survey_round, code=sent.node)
    found: ReportingNode | None = nodes.exclude(key=b"").first()
    return found


def _has_ticket(node: ReportingNode, sent: _Sent) -> bool:
    return blind.is_signed(blind.public_key(bytes(node.key)), sent.prepared, sent.signature)
