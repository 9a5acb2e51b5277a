from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from nuotio.audit import services as audit
from nuotio.foundation import marks
from nuotio.people.models import Membership
from nuotio.plans.models import Experiment, Observation
from nuotio.plans.rules import experiments as rules

A_YEAR = timedelta(days=366)


class NotADay(Exception):
    """What was seen was not seen on that day: it is to come, or long ago."""


class NotStarted(Exception):
    """Nothing is seen along the way before it has begun."""


@transaction.atomic
def note_observation(
    experiment: Experiment, words: str, *, seen_on: date, by: Membership, at: datetime, once: UUID
) -> Observation:
    """Write down what was seen on a day; sent again under `once` it is there once.

    Also after the decision: what stays shows later. NotStarted before the start, NotADay for a day
    that is to come or more than a year ago.
    """
    experiment = Experiment.objects.select_for_update(of=("self",)).get(pk=experiment.pk)
    rules.can_write_experiment.require(by, experiment)
    if experiment.state == Experiment.State.PLANNED:
        raise NotStarted
    day = timezone.localdate(at)
    if not day - A_YEAR <= seen_on <= day:
        raise NotADay
    told = {
        "organisation_id": experiment.organisation_id,
        "words": words,
        "seen_on": seen_on,
        "at": at,
    }
    whose: dict[str, Any] = {"experiment": experiment, "written_by": by}
    mark = marks.own_mark(Observation.objects, once, **whose)
    made: Observation
    made, is_new = Observation.objects.get_or_create(once=mark, **whose, defaults=told)
    if is_new:
        audit.record("plans.note_observation", made, actor_id=by.user_id)
    return made
