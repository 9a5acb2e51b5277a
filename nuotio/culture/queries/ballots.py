"""What everyone may know of a round's ballots: its keys before, its certificate after."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from nuotio.culture.models import ReportingNode, RoundResult, SurveyRound
from nuotio.foundation import tenancy

PUBLIC = (SurveyRound.State.ANNOUNCED, SurveyRound.State.CLOSING, SurveyRound.State.CLOSED)


@dataclass(frozen=True)
class Line:
    """What a certificate tells of one node, its name in the reader's language."""

    name: str
    invited: int
    tickets: int
    codes: int
    accepted: int
    refused: int
    key: str

    @property
    def adds_up(self) -> bool:
        """Say whether no more was counted than tickets and codes were given out."""
        return self.accepted <= self.tickets + self.codes


@dataclass(frozen=True)
class Certificate:
    """A round's certificate as it is shown; `lines` is empty until the round has been counted."""

    name: str
    organisation: str
    public_id: UUID
    keys: str
    is_counted: bool
    counted_at: datetime | None = None
    is_destroyed: bool = False
    elsewhere: int = 0
    lines: Sequence[Line] = ()
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fingerprints(self) -> list[tuple[str, str]]:
        """Names of nodes, each with the fingerprint of its key; none of a node without a key."""
        return [(line.name, line.key) for line in self.lines if line.key]

    @property
    def total(self) -> Line:
        """The sums of all nodes."""
        sums = {name: sum(getattr(line, name) for line in self.lines) for name in SUMMED}
        return Line(name="", key="", **sums)

    @property
    def adds_up(self) -> bool:
        """Say whether every line adds up."""
        return all(line.adds_up for line in self.lines)


SUMMED = ("invited", "tickets", "codes", "accepted", "refused")


def certificate_of(survey_round: SurveyRound) -> Certificate:
    """Return a round's certificate for everyone; before the count, its keys' fingerprint alone."""
    result = RoundResult.objects.filter(round=survey_round).first()
    told: Mapping[str, Any] = result.certificate if result else {}
    language = get_language() or "fi"
    lines = [
        Line(
            name=node["name"][language[:2]],
            key=node["key"],
            **{name: node[name] for name in SUMMED},
        )
        for node in told.get("nodes", [])
    ]
    return Certificate(
        name=survey_round.name,
        organisation=survey_round.organisation.name,
        public_id=survey_round.public_id,
        keys=told.get("keys") or fingerprint(published_keys(survey_round)),
        is_counted=result is not None,
        counted_at=result.released_at if result else None,
        is_destroyed=survey_round.destroyed_at is not None,
        elsewhere=told.get("elsewhere", 0),
        lines=lines,
        told=told,
    )


def public_round(public_id: UUID) -> SurveyRound | None:
    """Return an announced or closed round by the id in its public address."""
    with tenancy.unrestricted(reason="A survey's public address names no organisation."):
        rows = SurveyRound.objects.filter(public_id=public_id, state__in=PUBLIC)
        found: SurveyRound | None = rows.first()
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
