"""What this room listens to: each listener may hear the same announcement twice."""

from collections.abc import Sequence

from django.utils import timezone

from nuotio.foundation.events import listens_to
from nuotio.goals import events, notices
from nuotio.goals.models import Goal
from nuotio.goals.queries import goals as queries
from nuotio.goals.rules import goals as rules
from nuotio.notifications import links
from nuotio.notifications import queries as people_told
from nuotio.notifications.kinds import Kind
from nuotio.notifications.services import notices as telling
from nuotio.notifications.services.notices import News
from nuotio.people.models import Membership, Role

SIGNERS = (Role.HR, Role.COORDINATOR, Role.MANAGEMENT)


@listens_to(events.GoalWaits)
def ask_for_signature(event: events.GoalWaits) -> None:
    """Ask those who can give a missing signature, but for who has just acted; others no more."""
    goal = queries.goal_named(event.goal_id)
    if goal is None or goal.state != Goal.State.PROPOSED:
        return
    signers = people_told.holders_of(event.organisation_id, *SIGNERS)
    asked = [one for one in signers if rules.open_sides(one, goal) and one.pk != event.by_id]
    key = f"{_waiting(goal)}{goal.version}"
    _settle(goal, besides=key, recipients=[one for one in signers if one not in asked])
    for reader in asked:
        _tell(reader, notices.GOAL_WAITS, goal, key=key)


@listens_to(events.GoalDecided)
def tell_of_decision(event: events.GoalDecided) -> None:
    """Tell the mentors, those who signed, the owner and the sponsor; ask nobody any more."""
    goal = queries.goal_named(event.goal_id)
    if goal is None or goal.state != Goal.State.DECIDED:
        return
    _settle(goal)
    held = people_told.holders_of(event.organisation_id, *SIGNERS, Role.MENTOR)
    named = [one for one in (goal.owner, goal.sponsor) if one is not None and one.is_open]
    for reader in {one.pk: one for one in [*held, *named]}.values():
        if reader.pk != event.by_id:
            _tell(reader, notices.GOAL_DECIDED, goal, key=f"goal_decided:{goal.pk}:{goal.version}")


@listens_to(events.GoalEnded)
def ask_no_more(event: events.GoalEnded) -> None:
    """Nobody signs what has ended."""
    goal = queries.goal_named(event.goal_id)
    if goal is not None:
        _settle(goal)


def _waiting(goal: Goal) -> str:
    return f"goal_waits:{goal.pk}:"


def _settle(
    goal: Goal, *, besides: str = "", recipients: Sequence[Membership] | None = None
) -> None:
    """Mark requests to sign as read: all of them, or older ones and those of some members."""
    now, asked = timezone.now(), {"dedupe_key__startswith": _waiting(goal)}
    telling.settle(notices.GOAL_WAITS, at=now, besides=besides, **asked)
    if recipients is not None:
        telling.settle(notices.GOAL_WAITS, at=now, recipient__in=recipients, **asked)


def _tell(reader: Membership, kind: Kind, goal: Goal, *, key: str) -> None:
    path = links.path_to("goals:goal", organisation=reader.organisation.slug, pk=goal.pk)
    news = News(kind, key=key, path=path, params={"goal": goal.title})
    telling.notify(reader, news, at=timezone.now())
