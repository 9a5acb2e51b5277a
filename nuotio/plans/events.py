"""What happens to plans and experiments that people are told of, or that is counted anew."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PlanShown:
    """A plan was shown to HR; `by_id` is the membership that did it."""

    organisation_id: int
    plan_id: int
    by_id: int


@dataclass(frozen=True)
class MentorAdded:
    """A mentor was brought into a plan by another one, `by_id`."""

    organisation_id: int
    plan_id: int
    mentor_id: int
    by_id: int


@dataclass(frozen=True)
class PlanAnswered:
    """HR has agreed to a plan, commented on it or answered its need."""

    organisation_id: int
    plan_id: int
    by_id: int
    is_agreed: bool = False


@dataclass(frozen=True)
class PlanRemarked:
    """A plan's mentor has written to HR about the plan."""

    organisation_id: int
    plan_id: int
    by_id: int


@dataclass(frozen=True)
class ExperimentDecided:
    """An experiment was decided on."""

    organisation_id: int
    experiment_id: int
    by_id: int


@dataclass(frozen=True)
class IdeaProposed:
    """A colleague has proposed an idea."""

    organisation_id: int
    idea_id: int
    by_id: int


@dataclass(frozen=True)
class IdeaAnswered:
    """An idea was picked up by a mentor, or set aside with a reason."""

    organisation_id: int
    idea_id: int
    by_id: int


@dataclass(frozen=True)
class PracticeWaits:
    """A practice card waits: for a second reader, for its release, or for HR once released."""

    organisation_id: int
    practice_id: int
    by_id: int


@dataclass(frozen=True)
class PracticePublished:
    """A practice was given to the network."""

    organisation_id: int
    practice_id: int
    by_id: int


@dataclass(frozen=True)
class PracticeTakenBack:
    """A practice was taken back from the organisation, and with that from the network."""

    organisation_id: int
    practice_id: int
    by_id: int


@dataclass(frozen=True)
class ThreadMoved:
    """Something on the organisation's golden thread has changed: its counts are taken anew."""

    organisation_id: int
