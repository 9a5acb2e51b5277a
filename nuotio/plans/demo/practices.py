"""The demo world's twelve practices: written from experiments, read, released, published."""

from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from nuotio.plans.demo.experiments import OUTCOMES
from nuotio.plans.models import Experiment, Practice, PublishedPractice
from nuotio.plans.naming import mentor_name

WRITTEN, READ, RELEASED, GIVEN = (timedelta(days=days) for days in (5, 9, 12, 20))


def write(experiment: Experiment, told: dict[str, Any], tried: dict[str, Any], reader: Any) -> None:
    """Write a practice from its experiment, up to the copy that the network reads."""
    decided = experiment.decided_at or experiment.made_at
    parts = experiment.plan.mentors.select_related("membership__user").order_by("pk")
    mentors = [part.membership for part in parts]
    practice: Practice = Practice.objects.create(
        organisation=experiment.organisation,
        experiment=experiment,
        name=told["title"],
        outcome=OUTCOMES[tried["conclusion"]],
        need=told["problem"],
        how=told["how"],
        takes=told["needs"],
        changed=f"{tried['measure']}: {tried['baseline']} → {tried['result']}. {tried['learning']}",
        works_with=experiment.who,
        watch_out=told["pitfalls"],
        contact=", ".join(mentor_name(one) for one in mentors),
        state=Practice.State.NETWORK,
        written_by=mentors[0],
        made_at=decided + WRITTEN,
        changed_at=decided + WRITTEN,
        reviewed_by=mentors[-1] if len(mentors) > 1 else reader,
        reviewed_at=decided + READ,
        released_by=mentors[0],
        released_at=decided + RELEASED,
        published_by=reader,
        published_at=decided + GIVEN,
        once=uuid5(NAMESPACE_URL, f"practice {told['id']}"),
    )
    same = ("name", "outcome", "need", "how", "takes", "changed", "works_with", "watch_out")
    PublishedPractice.objects.create(
        origin=practice.once,
        organisation_name=experiment.organisation.name_fi,
        theme=experiment.goal.theme,
        contact=practice.contact,
        published_at=decided + GIVEN,
        **{name: getattr(practice, name) for name in same},
    )
