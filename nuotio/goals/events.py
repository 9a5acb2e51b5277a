"""What happens to goals that people are told of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GoalWaits:
    """A goal lacks a signature: proposed, signed by one side, or changed after signing.

    `by_id` is the membership of whoever did it.
    """

    organisation_id: int
    goal_id: int
    by_id: int


@dataclass(frozen=True)
class GoalDecided:
    """The second signature is there; `by_id` is the membership that gave it."""

    organisation_id: int
    goal_id: int
    by_id: int


@dataclass(frozen=True)
class GoalEnded:
    """A goal has ended, decided or not: nobody needs to sign it any more."""

    organisation_id: int
    goal_id: int
