"""Who hears of a practice card: each listener may hear the same announcement twice."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from nuotio.foundation.events import listens_to
from nuotio.notifications import links
from nuotio.notifications import queries as people_told
from nuotio.notifications.kinds import Kind
from nuotio.notifications.services import notices as telling
from nuotio.notifications.services.notices import News
from nuotio.people.models import Membership, Role
from nuotio.plans import cards, events, notices
from nuotio.plans.models import Practice
from nuotio.plans.queries import practices as queries
from nuotio.plans.rules import practices as rules

kinds = notices.practices
STEERING = (Role.HR, Role.COORDINATOR)
State = Practice.State


@listens_to(events.PracticeWaits)
def tell_whom_it_waits_for(event: events.PracticeWaits) -> None:
    """Ask for a second reader, then the mentors to open it, then HR about the network."""
    practice = queries.practice_named(event.practice_id)
    if practice is None or practice.state == State.NETWORK:
        return
    asked, kind = _asked(practice)
    key = f"{_key(practice)}{practice.state}:{practice.version}"
    _settle(practice, besides=key)
    _tell(practice, (one for one in asked if one.pk != event.by_id), kind, key=key)


@listens_to(events.PracticePublished)
def tell_its_mentors(event: events.PracticePublished) -> None:
    """Tell the mentors that the network reads their practice; ask HR no more."""
    practice = queries.practice_named(event.practice_id)
    if practice is None or practice.state != State.NETWORK:
        return
    _settle(practice)
    mentors = (one for one in cards.mentors_of(practice.experiment) if one.pk != event.by_id)
    key = f"{_key(practice)}network:{practice.published_at}"
    _tell(practice, mentors, kinds.PRACTICE_PUBLISHED, key=key)


@listens_to(events.PracticeTakenBack)
def ask_no_more(event: events.PracticeTakenBack) -> None:
    """What was taken back waits for nobody."""
    practice = queries.practice_named(event.practice_id)
    if practice is not None:
        _settle(practice)


def _asked(practice: Practice) -> tuple[Sequence[Membership], Kind]:
    """Whose turn it is: the pair or else others may read, its mentors open, HR gives on."""
    organisation_id, mentors = practice.organisation_id, cards.mentors_of(practice.experiment)
    if practice.state == State.ORGANISATION:
        return people_told.holders_of(organisation_id, *STEERING), kinds.PRACTICE_RELEASED
    if practice.state == State.REVIEWED:
        return mentors, kinds.PRACTICE_WAITS
    pair = _readers(mentors, practice)
    others = people_told.holders_of(organisation_id, Role.MENTOR, *STEERING) if not pair else ()
    return pair or _readers(others, practice), kinds.PRACTICE_WAITS


def _readers(members: Iterable[Membership], practice: Practice) -> Sequence[Membership]:
    return [one for one in members if rules.can_review_practice(one, practice)]


def _key(practice: Practice) -> str:
    return f"practice:{practice.pk}:"


def _settle(practice: Practice, *, besides: str = "") -> None:
    """Mark earlier questions about the card as read."""
    for kind in (kinds.PRACTICE_WAITS, kinds.PRACTICE_RELEASED):
        which = {"dedupe_key__startswith": _key(practice)}
        telling.settle(kind, at=timezone.now(), besides=besides, **which)


def _tell(practice: Practice, readers: Iterable[Membership], kind: Kind, *, key: str) -> None:
    for reader in readers:
        path = links.path_to(
            "plans:practice", organisation=reader.organisation.slug, pk=practice.pk
        )
        params = {"practice": practice.name, "is_read": practice.state == State.REVIEWED}
        news = News(kind, key=key, path=path, params=params)
        telling.notify(reader, news, at=timezone.now())
