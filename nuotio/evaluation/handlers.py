"""What this room listens to: counts are taken anew, however often it hears of a change."""

from django.utils import timezone

from nuotio.evaluation import services
from nuotio.foundation.events import listens_to
from nuotio.goals.events import GoalDecided, GoalEnded
from nuotio.plans.events import ThreadMoved


@listens_to(ThreadMoved)
def count_after_move(event: ThreadMoved) -> None:
    """Count anew where a plan, an experiment or a practice has come further."""
    services.count_anew(event.organisation_id, at=timezone.now())


@listens_to(GoalDecided)
def count_after_decision(event: GoalDecided) -> None:
    """Count anew where a goal was decided."""
    services.count_anew(event.organisation_id, at=timezone.now())


@listens_to(GoalEnded)
def count_after_end(event: GoalEnded) -> None:
    """Count anew where a goal has ended."""
    services.count_anew(event.organisation_id, at=timezone.now())
