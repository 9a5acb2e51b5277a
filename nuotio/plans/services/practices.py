from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import events, marks, versions
from nuotio.people.models import Membership
from nuotio.plans.events import PracticeTakenBack, PracticeWaits, ThreadMoved
from nuotio.plans.models import Experiment, Practice
from nuotio.plans.rules import practices as rules
from nuotio.plans.services import network

State = Practice.State


class NotDecided(Exception):
    """The experiment is not decided on: nobody knows yet what came of it."""


class AlreadyWritten(Exception):
    """The experiment has its card already; `practice` is it."""

    def __init__(self, practice: Practice) -> None:
        super().__init__(practice.pk)
        self.practice = practice


class ReviewWouldGo(Exception):
    """The change touches what a second person has read, and the writer has not been told so."""


class NotReadThrough(Exception):
    """Nobody but its writer has read the card as it is now."""


@dataclass(frozen=True)
class PracticeDraft:
    """What a card says; name and need are asked for, the rest may come later."""

    name: str
    outcome: str
    need: str
    how: str = ""
    takes: str = ""
    changed: str = ""
    works_with: str = ""
    watch_out: str = ""
    contact: str = ""


@transaction.atomic
def draft_practice(
    experiment: Experiment, draft: PracticeDraft, *, by: Membership, at: datetime, once: UUID
) -> Practice:
    """Write the card of a decided experiment; it waits for a second reader.

    The same draft sent again under `once` returns what it made. NotDecided as it says;
    AlreadyWritten where the pair was faster: its card is there, to be joined with this text.
    """
    experiment = _experiment_locked(experiment)
    rules.can_write_practice.require(by, Practice(experiment=experiment))
    if experiment.state != Experiment.State.DECIDED:
        raise NotDecided
    there = Practice.objects.filter(experiment=experiment).first()
    if there is not None:
        if there.once == once:  # the card is the pair's, whichever of them has sent it
            return _locked(there)
        raise AlreadyWritten(there)
    made = Practice.objects.create(
        organisation_id=experiment.organisation_id,
        experiment=experiment,
        written_by=by,
        made_at=at,
        changed_at=at,
        once=marks.own_mark(Practice.objects, once),
        **vars(draft),
    )
    audit.record("plans.write_practice", made, actor_id=by.user_id)
    _tell(made, by)
    return _locked(made)


@transaction.atomic
def change_practice(
    practice: Practice,
    draft: PracticeDraft,
    *,
    by: Membership,
    at: datetime,
    version: int,
    may_reopen: bool = False,
) -> Practice:
    """Change a card; before its release, another text than was read through is read anew.

    ReviewWouldGo unless `may_reopen` says that the writer knows. What the reader changes herself
    she has read. versions.EditedMeanwhile where somebody saved after `version` was seen.
    """
    practice = _locked(practice)
    rules.can_write_practice.require(by, practice)
    versions.claim(practice, seen=version)
    told = vars(draft)
    is_other = any(getattr(practice, name) != words for name, words in told.items())
    is_reopened = is_other and practice.state == State.REVIEWED and practice.reviewed_by_id != by.pk
    if is_reopened and not may_reopen:
        raise ReviewWouldGo
    for name, words in told.items():
        setattr(practice, name, words)
    practice.changed_at = at
    practice.written_by = practice.written_by or by  # its writer was erased: it is hers now
    if is_reopened:
        practice.state, practice.reviewed_by, practice.reviewed_at = State.DRAFT, None, None
        # Whoever wrote last is not the one to read it through.
        practice.written_by = by
    practice.save()
    audit.record("plans.write_practice", practice, actor_id=by.user_id)
    if is_reopened:
        _tell(practice, by)
    return practice


@transaction.atomic
def review_practice(
    practice: Practice, *, by: Membership, at: datetime, seen: int | None = None
) -> Practice:
    """Say as a second person that the card is ready; said twice it is said once.

    `seen` is the version that was read: versions.EditedMeanwhile where it has changed since.
    """
    practice, seen = _locked(practice), seen or practice.version
    rules.can_review_practice.require(by, practice)
    if practice.state != State.DRAFT:
        return practice
    if practice.version != seen:
        raise versions.EditedMeanwhile(practice)
    practice.state, practice.reviewed_by, practice.reviewed_at = State.REVIEWED, by, at
    practice.save(update_fields=["state", "reviewed_by", "reviewed_at"])
    audit.record("plans.review_practice", practice, actor_id=by.user_id)
    _tell(practice, by)
    return practice


@transaction.atomic
def release_practice(
    practice: Practice, *, by: Membership, at: datetime, seen: int | None = None
) -> Practice:
    """Open a card to the own organisation; opened twice it is opened once.

    NotReadThrough where a change has taken the review back, versions.EditedMeanwhile as above.
    """
    practice, seen = _locked(practice), seen or practice.version
    if practice.state == State.DRAFT:
        rules.can_write_practice.require(by, practice)
        raise NotReadThrough
    rules.can_release_practice.require(by, practice)
    if practice.is_released:
        return practice
    if practice.version != seen:
        raise versions.EditedMeanwhile(practice)
    practice.state, practice.released_by, practice.released_at = State.ORGANISATION, by, at
    practice.save(update_fields=["state", "released_by", "released_at"])
    audit.record("plans.release_practice", practice, actor_id=by.user_id)
    _tell(practice, by)
    return practice


@transaction.atomic
def take_back_practice(practice: Practice, *, by: Membership) -> Practice:
    """Take a card back from the organisation, and so from the network; it stays read through."""
    practice = _locked(practice)
    rules.can_release_practice.require(by, practice)
    if not practice.is_released:
        return practice
    network.remove_copy(practice)
    practice.state = State.REVIEWED
    practice.released_by = practice.released_at = None
    practice.published_by = practice.published_at = None
    practice.save()
    audit.record("plans.take_back_practice", practice, actor_id=by.user_id)
    _tell(practice, by, event=PracticeTakenBack)
    return practice


def _tell(
    practice: Practice,
    by: Membership,
    event: type[PracticeWaits] | type[PracticeTakenBack] = PracticeWaits,
) -> None:
    events.announce(event(practice.organisation_id, practice.pk, by.pk))
    events.announce(ThreadMoved(practice.organisation_id))


def _experiment_locked(experiment: Experiment) -> Experiment:
    rows = Experiment.objects.select_for_update(of=("self",)).select_related("plan")
    found: Experiment = rows.prefetch_related("plan__mentors").get(pk=experiment.pk)
    return found


def _locked(practice: Practice) -> Practice:
    return network.locked(practice)
