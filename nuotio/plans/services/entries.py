from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import marks, tenancy, versions
from nuotio.people.models import Membership
from nuotio.plans import audiences
from nuotio.plans.audiences import Choice
from nuotio.plans.models import Audience, Entry, PublishedEntry, SharedEntry
from nuotio.plans.queries import circles, entry_places
from nuotio.plans.queries.circles import Circle
from nuotio.plans.rules import entries as rules

WORDS = ("kind", "where", "prompt", "words", "helped", "happened_on")
# What a new row takes from the draft and from its writer.
KEYS = ("organisation_id", "audience", "programme_id", "plan_id", "experiment_id")
FIELDS = (*WORDS, *KEYS, "made_at", "changed_at")


class NotThere(Exception):
    """What the entry shall hang on is not there, or not for this writer."""


class AudienceClosed(Exception):
    """The writer has no such audience: no pair, or no place in that programme."""


@dataclass(frozen=True)
class EntryDraft:
    """What somebody writes down; `place` and `audience` are keys of a form."""

    words: str
    happened_on: date
    kind: str = Entry.Kind.LEARNING
    where: str = ""
    helped: str = ""
    prompt: str = ""
    place: str = ""
    audience: str = Audience.ME


@transaction.atomic
def write_entry(draft: EntryDraft, *, by: Membership, at: datetime, once: UUID) -> Entry:
    """Write down what was learned, for the chosen audience.

    The same draft sent again under `once` returns what it made. NotThere and AudienceClosed as
    they say.
    """
    blank = Entry(organisation_id=by.organisation_id, writer=by, made_at=at, changed_at=at)
    rules.can_write_entry.require(by, blank)
    _fill(blank, draft, by=by)
    _open_to(blank, _chosen(draft.audience, blank, circles.circle_of(by)))
    told = {name: getattr(blank, name) for name in FIELDS}
    entry: Entry
    mark = marks.own_mark(Entry.objects, once, writer=by)
    entry, is_new = Entry.objects.get_or_create(once=mark, writer=by, defaults=told)
    if not is_new:
        return entry
    audit.record("plans.write_entry", entry, actor_id=by.user_id)
    if entry.audience != Audience.ME:
        audit.record("plans.choose_audience", entry, actor_id=by.user_id)
    _copy(entry, at=at)
    return entry


@transaction.atomic
def change_entry(
    entry: Entry, draft: EntryDraft, *, by: Membership, at: datetime, version: int
) -> Entry:
    """Change an entry and what others read of it.

    versions.EditedMeanwhile where it was saved after `version` was seen; NotThere and
    AudienceClosed as they say.
    """
    entry = _locked(entry)
    rules.can_write_entry.require(by, entry)
    versions.claim(entry, seen=version)
    before = _readers(entry)
    _fill(entry, draft, by=by)
    _open_to(entry, _chosen(draft.audience, entry, circles.circle_of(by)))
    entry.changed_at = at
    entry.save()
    audit.record("plans.write_entry", entry, actor_id=by.user_id)
    if _readers(entry) != before:
        audit.record("plans.choose_audience", entry, actor_id=by.user_id)
    _copy(entry, at=at)
    return entry


@transaction.atomic
def choose_audience(entry: Entry, audience: str, *, by: Membership, at: datetime) -> Entry:
    """Let others read an entry, or fewer of them; copies beyond the audience go at once.

    Chosen twice it is chosen once; the pair may be chosen again for one who has come since.
    AudienceClosed where the writer has no such audience.
    """
    entry = _locked(entry)
    rules.can_write_entry.require(by, entry)
    circle = circles.circle_of(by)
    chosen = _chosen(audience, entry, circle)
    if chosen == audiences.choice_of(entry, circle):
        return entry
    _open_to(entry, chosen)
    entry.changed_at = at
    entry.version += 1  # a form opened before would bring the old audience back without a word
    entry.save(update_fields=["audience", "programme", "version", "changed_at"])
    audit.record("plans.choose_audience", entry, actor_id=by.user_id)
    _copy(entry, at=at)
    return entry


@transaction.atomic
def delete_entry(entry: Entry, *, by: Membership) -> None:
    """Delete an entry for good, with every copy of it."""
    entry = _locked(entry)
    rules.can_write_entry.require(by, entry)
    entry.audience, entry.programme = Audience.ME, None
    _take_back(entry)
    audit.record("plans.delete_entry", entry, actor_id=by.user_id)
    entry.delete()


def _locked(entry: Entry) -> Entry:
    found: Entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    return found


def _readers(entry: Entry) -> tuple[str, int | None]:
    return str(entry.audience), entry.programme_id


def _chosen(key: str, entry: Entry, circle: Circle) -> Choice:
    """Return the audience that a key names: one the writer has now, or the entry's already."""
    offered = [*audiences.choices_for(circle), audiences.choice_of(entry, circle)]
    found = audiences.find(key, offered)
    if found is None:
        raise AudienceClosed(key)
    return found


def _open_to(entry: Entry, choice: Choice) -> None:
    entry.audience, entry.programme_id = choice.audience, choice.programme_id


def _fill(entry: Entry, draft: EntryDraft, *, by: Membership) -> None:
    """Take the draft over; what it hangs on is looked up where it is another than before."""
    for name in WORDS:
        setattr(entry, name, getattr(draft, name))
    if draft.place == entry_places.key_of(entry):
        return
    place = entry_places.place_at(draft.place, viewer=by) if draft.place else None
    if draft.place and place is None:
        raise NotThere(draft.place)
    entry.plan_id = place.plan_id if place else None
    entry.experiment_id = place.experiment_id if place else None


def _copy(entry: Entry, *, at: datetime) -> None:
    """Let the copies be what the entry says to whom it says it, and no others."""
    _take_back(entry)
    told = {
        "organisation_name": entry.organisation.name,
        "writer_name": entry.writer.name,
        **{name: getattr(entry, name) for name in WORDS},
    }
    new = {**told, "shared_at": at}
    if entry.audience == Audience.COHORT and entry.programme_id is not None:
        with tenancy.with_programmes(entry.programme_id):
            SharedEntry.objects.update_or_create(
                origin=entry.once,
                programme_id=entry.programme_id,
                defaults=told,
                create_defaults=new,
            )
    if entry.audience == Audience.NETWORK:
        PublishedEntry.objects.update_or_create(
            origin=entry.once, defaults=told, create_defaults=new
        )


def _take_back(entry: Entry) -> None:
    """Delete every copy that is not for the entry's audience."""
    with tenancy.unrestricted(reason="A writer takes back what she shared, wherever it lies."):
        shared = SharedEntry.objects.filter(origin=entry.once)
        if entry.audience == Audience.COHORT:
            shared = shared.exclude(programme_id=entry.programme_id)
        shared.delete()
    if entry.audience != Audience.NETWORK:
        PublishedEntry.objects.filter(origin=entry.once).delete()
