from dataclasses import dataclass


@dataclass(frozen=True)
class RoundAnnounced:
    """A survey was announced: its people may collect their tickets."""

    organisation_id: int
    round_id: int


@dataclass(frozen=True)
class ReportShared:
    """HR shared a survey's result with everyone in the organisation."""

    organisation_id: int
    round_id: int
