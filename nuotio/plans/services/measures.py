from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from nuotio.audit import services as audit
from nuotio.foundation import events, marks, versions
from nuotio.people.models import Membership
from nuotio.plans import measures
from nuotio.plans.events import ThreadMoved
from nuotio.plans.models import Experiment, Measure
from nuotio.plans.rules import experiments as rules

A_LONG_TIME = timedelta(days=3 * 366)


class NotSensible(Exception):
    """A field says what cannot be: a day to come, per cents of few, more than everybody."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True)
class MeasureDraft:
    """What a measure says; name and source are needed. A share's values are of `people`."""

    name: str
    source: str
    wanted: Measure.Wanted = Measure.Wanted.UP
    unit: str = ""
    target: Decimal | None = None
    before: Decimal | None = None
    before_on: date | None = None
    after: Decimal | None = None
    after_on: date | None = None
    people: int | None = None
    is_share: bool = False


@transaction.atomic
def add_measure(
    experiment: Experiment, draft: MeasureDraft, *, by: Membership, at: datetime, once: UUID
) -> Measure:
    """Write down what an experiment is seen by; sent again under `once` it is there once.

    NotSensible where a field says what cannot be.
    """
    rules.can_write_experiment.require(by, experiment)
    _require_sense(draft, day=timezone.localdate(at))
    whose = {"organisation_id": experiment.organisation_id, "experiment": experiment}
    told = {**vars(draft), **whose, "made_at": at}
    made: Measure
    # The pair measures together: in one experiment a mark is of both, and who wrote is not kept.
    mark = marks.own_mark(Measure.objects, once, experiment=experiment)
    made, is_new = Measure.objects.get_or_create(once=mark, experiment=experiment, defaults=told)
    if is_new:
        audit.record("plans.add_measure", made, actor_id=by.user_id)
        events.announce(ThreadMoved(experiment.organisation_id))
    return made


@transaction.atomic
def change_measure(
    measure: Measure, draft: MeasureDraft, *, by: Membership, at: datetime, version: int
) -> Measure:
    """Change a measure, also once it was decided: what came after may be seen later.

    versions.EditedMeanwhile where somebody saved after `version` was seen.
    """
    measure = (
        Measure.objects.select_for_update(of=("self",))
        .select_related("experiment__plan")
        .get(pk=measure.pk)
    )
    rules.can_write_experiment.require(by, measure.experiment)
    versions.claim(measure, seen=version)
    _require_sense(draft, day=timezone.localdate(at))
    for name, value in vars(draft).items():
        setattr(measure, name, value)
    measure.save()
    audit.record("plans.change_measure", measure, actor_id=by.user_id)
    events.announce(ThreadMoved(measure.organisation_id))
    return measure


def _require_sense(draft: MeasureDraft, *, day: date) -> None:
    for name in ("before_on", "after_on"):
        on = getattr(draft, name)
        if on is not None and not day - A_LONG_TIME <= on <= day:
            raise NotSensible(name)
    if draft.before_on and draft.after_on and draft.after_on < draft.before_on:
        raise NotSensible("after_on")
    if measures.is_too_few_for_per_cents(draft.unit, draft.people):
        raise NotSensible("people")
    if draft.is_share:
        _require_share(draft)


def _require_share(draft: MeasureDraft) -> None:
    """A share is some of the people, and their number is known."""
    if not draft.people:
        raise NotSensible("people")
    for name in ("before", "after", "target"):
        value = getattr(draft, name)
        if value is not None and not 0 <= value <= draft.people:
            raise NotSensible(name)
