"""Tells of ideas: mentors of new ones, those who are behind one of what became of it."""

from collections.abc import Sequence

from django.utils import timezone

from nuotio.foundation.events import listens_to
from nuotio.notifications import links
from nuotio.notifications import queries as people_told
from nuotio.notifications.kinds import Kind
from nuotio.notifications.services import notices as telling
from nuotio.notifications.services.notices import News
from nuotio.people.models import Membership, Role
from nuotio.plans import events
from nuotio.plans.models import Idea
from nuotio.plans.notices import ideas as notices
from nuotio.plans.queries import ideas as queries


@listens_to(events.IdeaProposed)
def tell_mentors(event: events.IdeaProposed) -> None:
    """Tell the mentors of the idea's unit; where it has none, all of them."""
    idea = queries.idea_named(event.idea_id)
    if idea is None or idea.state != Idea.State.OPEN:
        return
    for mentor in _mentors_for(idea):
        if mentor.pk != event.by_id:
            _tell(mentor, notices.IDEA_PROPOSED, idea, key=_proposed(idea), params={})


@listens_to(events.IdeaAnswered)
def tell_those_behind_it(event: events.IdeaAnswered) -> None:
    """Tell who proposed the idea and who joined it; mentors are asked no more."""
    idea = queries.idea_named(event.idea_id)
    if idea is None or idea.state == Idea.State.OPEN:
        return
    telling.settle(notices.IDEA_PROPOSED, at=timezone.now(), dedupe_key=_proposed(idea))
    joined = [one.membership for one in idea.joins.all()]
    behind = [one for one in (idea.proposed_by, *joined) if one is not None and one.is_open]
    for reader in behind:
        if reader.pk != event.by_id:
            key = f"idea_answered:{idea.pk}:{idea.state}"
            _tell(reader, notices.IDEA_ANSWERED, idea, key=key, params={"state": idea.state})


def _mentors_for(idea: Idea) -> Sequence[Membership]:
    mentors = people_told.holders_of(idea.organisation_id, Role.MENTOR)
    if idea.unit_id is None:
        return mentors
    return [one for one in mentors if one.unit_id == idea.unit_id] or mentors


def _proposed(idea: Idea) -> str:
    return f"idea_proposed:{idea.pk}"


def _tell(reader: Membership, kind: Kind, idea: Idea, *, key: str, params: dict[str, str]) -> None:
    path = links.path_to("plans:idea", organisation=reader.organisation.slug, pk=idea.pk)
    news = News(kind, key=key, path=path, params={"idea": idea.title, **params})
    telling.notify(reader, news, at=timezone.now())
