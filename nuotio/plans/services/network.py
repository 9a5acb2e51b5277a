from datetime import datetime

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import events, versions
from nuotio.people.models import Membership
from nuotio.plans import cards
from nuotio.plans.events import PracticePublished, ThreadMoved
from nuotio.plans.models import Practice, PublishedPractice
from nuotio.plans.rules import practices as rules

State = Practice.State


@transaction.atomic
def publish_practice(
    practice: Practice, *, by: Membership, at: datetime, seen: int | None = None
) -> Practice:
    """Give a released card to the network, as a copy; given again the copy takes the new text.

    `seen` is the version that was read: versions.EditedMeanwhile where it has changed since.
    """
    practice, seen = locked(practice), seen or practice.version
    rules.can_publish_practice.require(by, practice)
    if practice.version != seen:
        raise versions.EditedMeanwhile(practice)
    is_first = practice.state != State.NETWORK
    told = {
        **{name: getattr(practice, name) for name in cards.COPIED},
        "organisation_name": cards.sharer_of(practice),
        "theme": practice.experiment.goal.theme,
        "published_at": at,
    }
    PublishedPractice.objects.update_or_create(origin=practice.once, defaults=told)
    practice.state, practice.published_by, practice.published_at = State.NETWORK, by, at
    practice.save(update_fields=["state", "published_by", "published_at"])
    audit.record("plans.publish_practice", practice, actor_id=by.user_id)
    if is_first:
        events.announce(PracticePublished(practice.organisation_id, practice.pk, by.pk))
        events.announce(ThreadMoved(practice.organisation_id))
    return practice


@transaction.atomic
def withdraw_practice(practice: Practice, *, by: Membership) -> Practice:
    """Take a card back from the network; the organisation goes on reading it."""
    practice = locked(practice)
    rules.can_publish_practice.require(by, practice)
    if practice.state != State.NETWORK:
        return practice
    remove_copy(practice)
    practice.state, practice.published_by, practice.published_at = State.ORGANISATION, None, None
    practice.save(update_fields=["state", "published_by", "published_at"])
    audit.record("plans.withdraw_practice", practice, actor_id=by.user_id)
    events.announce(ThreadMoved(practice.organisation_id))
    return practice


def remove_copy(practice: Practice) -> None:
    """Remove what the network reads of a card; for services that take it back."""
    PublishedPractice.objects.filter(origin=practice.once).delete()


def locked(practice: Practice) -> Practice:
    """Return the card as it is stored, locked, with all that its rules ask for."""
    rows = Practice.objects.select_for_update(of=("self",))
    rows = rows.select_related("organisation", "experiment__plan", "experiment__goal")
    found: Practice = rows.prefetch_related("experiment__plan__mentors__membership__user").get(
        pk=practice.pk
    )
    return found
