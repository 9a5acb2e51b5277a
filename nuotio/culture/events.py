from dataclasses import dataclass


@dataclass(frozen=True)
class RoundAnnounced:
    """A survey was announced: its people may collect their tickets."""

    organisation_id: int
    round_id: int
