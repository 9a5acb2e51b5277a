"""Notes on support, for the audience that was agreed on, and words of thanks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import events, marks, versions
from nuotio.people.models import Membership
from nuotio.support.events import ThanksGiven
from nuotio.support.models import Engagement, EngagementNote, Thanks
from nuotio.support.rules import engagements as rules
from nuotio.support.services import meetings


@transaction.atomic
def write_note(
    engagement: Engagement,
    words: str,
    audience: str,
    *,
    by: Membership,
    at: datetime,
    once: UUID,
) -> EngagementNote:
    """Write a note for its audience; the same note sent again under `once` is one."""
    engagement = meetings.locked(engagement)
    rules.can_write_note.require(by, engagement)
    told = {"organisation_id": engagement.organisation_id, "audience": audience, "at": at}
    whose: dict[str, Any] = {"engagement": engagement, "writer": by}
    mark = marks.own_mark(EngagementNote.objects, once, **whose)
    note: EngagementNote
    note, is_new = EngagementNote.objects.get_or_create(
        once=mark, **whose, defaults={**told, "words": words}
    )
    rules.can_change_note.require(by, note)
    if is_new:
        audit.record("support.write_note", note, actor_id=by.user_id)
    return note


@transaction.atomic
def change_note(
    note: EngagementNote, words: str, audience: str, *, by: Membership, version: int
) -> EngagementNote:
    """Change a note or its readers; versions.EditedMeanwhile as it says."""
    note = _locked(note)
    rules.can_change_note.require(by, note)
    versions.claim(note, seen=version)
    note.words, note.audience = words, audience
    note.save()
    audit.record("support.change_note", note, actor_id=by.user_id)
    return note


@transaction.atomic
def remove_note(note: EngagementNote, *, by: Membership) -> None:
    """Take a note back for good."""
    note = _locked(note)
    rules.can_change_note.require(by, note)
    audit.record("support.remove_note", note, actor_id=by.user_id)
    note.delete()


@transaction.atomic
def agree_on_readers(
    engagement: Engagement, audience: str, *, by: Membership, version: int
) -> Engagement:
    """Set for whom notes are written unless their writers choose otherwise; old notes stay."""
    engagement = meetings.locked(engagement)
    rules.can_lead.require(by, engagement)
    versions.claim(engagement, seen=version)
    engagement.audience = audience
    engagement.save(update_fields=["audience", "version"])
    audit.record("support.agree_on_readers", engagement, actor_id=by.user_id)
    return engagement


@transaction.atomic
def give_thanks(engagement: Engagement, words: str, *, by: Membership, at: datetime) -> Thanks:
    """Thank the mentors; thanked again, the words are changed and nobody is told anew."""
    engagement = meetings.locked(engagement)
    rules.can_thank.require(by, engagement)
    told = {"organisation_id": engagement.organisation_id, "words": words, "at": at}
    thanks: Thanks
    thanks, is_new = Thanks.objects.update_or_create(
        engagement=engagement, given_by=by, defaults=told
    )
    audit.record("support.give_thanks", thanks, actor_id=by.user_id)
    if is_new:
        events.announce(ThanksGiven(engagement.organisation_id, engagement.pk, by.pk))
    return thanks


def _locked(note: EngagementNote) -> EngagementNote:
    rows = EngagementNote.objects.select_for_update(of=("self",))
    found: EngagementNote = rows.get(pk=note.pk)
    return found
