"""What everyone may know of a round's ballots: its keys before, its certificate after."""

import hashlib
import json
from base64 import b64encode
from uuid import UUID

from nuotio.culture.models import ReportingNode, SurveyRound
from nuotio.foundation import tenancy

PUBLIC = (SurveyRound.State.ANNOUNCED, SurveyRound.State.CLOSING, SurveyRound.State.CLOSED)


def public_round(public_id: UUID) -> SurveyRound | None:
    """Return an announced or closed round by the id in its public address."""
    with tenancy.unrestricted(reason="A survey's public address names no organisation."):
        found: SurveyRound | None = SurveyRound.objects.filter(
            public_id=public_id, state__in=PUBLIC
        ).first()
    return found


def published_keys(survey_round: SurveyRound) -> bytes:
    """Return the round's public keys as JSON, byte for byte the same for everyone."""
    nodes = ReportingNode.objects.filter(round=survey_round).exclude(key=b"").order_by("code")
    told = {
        "round": str(survey_round.public_id),
        "tally": b64encode(bytes(survey_round.tally_key)).decode(),
        "nodes": [
            {"code": str(node.code), "key": b64encode(bytes(node.key)).decode()} for node in nodes
        ],
    }
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(content: bytes) -> str:
    """Return a short name of some bytes that people can read to each other: 32 letters."""
    digest = hashlib.sha256(content).hexdigest()[:32]
    return " ".join(digest[start : start + 4] for start in range(0, 32, 4))
