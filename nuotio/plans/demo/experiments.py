"""The demo world's twenty experiments with what was seen, measured and decided."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from nuotio.people.models import Membership
from nuotio.plans.demo.figures import figures_of
from nuotio.plans.models import Experiment, Measure, Observation, Plan, Practice, Turn

DECISIONS: Mapping[str, str] = {
    "extend": Experiment.Decision.KEEP,
    "establish": Experiment.Decision.KEEP,
    "adapt": Experiment.Decision.ADAPT,
    "end": Experiment.Decision.STOP,
}
OUTCOMES: Mapping[str, str] = {
    "supported": Practice.Outcome.WORKED,
    "partly": Practice.Outcome.PARTLY,
    "not_supported": Practice.Outcome.DID_NOT,
}
# Why it was decided so: what the demo world tells of the next step, in words.
REASONS: Mapping[str, str] = {
    "extend": "Kokeilu toimi, ja muutkin haluavat kokeilla.",
    "establish": "Kokeilu toimi, ja tapa jää osaksi arkea.",
    "adapt": "Suunta on oikea, mutta tapaa pitää muuttaa.",
    "end": "Tämä ei auttanut. Opimme, mistä kynnys johtuu.",
}
TO_DECIDE = timedelta(days=7)


def write(
    plan: Plan, told: dict[str, Any], more: dict[str, Any], *, begins: datetime
) -> Experiment:
    """Write an experiment of a plan, from its first day on."""
    mentors = [part.membership for part in plan.mentors.select_related("membership")]
    ends = begins + timedelta(weeks=told["weeks"])
    is_decided = told["status"] == "done"
    experiment: Experiment = Experiment.objects.create(
        organisation=plan.organisation,
        plan=plan,
        goal=plan.goal,
        title=told["title"],
        need=f"{plan.goal.emphasis}: {told['observation']}",
        observation=told["observation"],
        belief=told["hypothesis"],
        action=told["action"],
        who=told["team"],
        starts_on=begins.date(),
        ends_on=ends.date(),
        seen_by=told["measure"],
        success=told["success"],
        state=Experiment.State.DECIDED if is_decided else Experiment.State.RUNNING,
        decision=DECISIONS[told["next"]] if is_decided else "",
        happened=_happened(told),
        learned=told["learning"] or "",
        made_at=begins - timedelta(days=10),
        started_at=begins,
        decided_at=ends + TO_DECIDE if is_decided else None,
        once=uuid5(NAMESPACE_URL, f"experiment {told['id']}"),
    )
    _turns(experiment, told, mentors[0])
    _measure(experiment, told, more)
    _observations(experiment, more, mentors)
    return experiment


def _happened(told: dict[str, Any]) -> str:
    """Say what came out, in the words of its measure; nothing while it runs."""
    if told["result"] is None:
        return ""
    return f"{told['measure']}: ennen {told['baseline']}, kokeilun jälkeen {told['result']}."


def _turns(experiment: Experiment, told: dict[str, Any], by: Membership | None) -> None:
    came = [
        (Experiment.State.PLANNED, "", experiment.made_at, told["observation"]),
        (Experiment.State.RUNNING, "", experiment.started_at, "Aloitimme sovittuna päivänä."),
    ]
    if experiment.decided_at is not None:
        reason = REASONS[told["next"]]
        came.append((Experiment.State.DECIDED, experiment.decision, experiment.decided_at, reason))
    Turn.objects.bulk_create(
        Turn(
            organisation=experiment.organisation,
            experiment=experiment,
            state=state,
            decision=decision,
            on=at.date(),
            reason=reason,
            by=by,
            at=at,
        )
        for state, decision, at, reason in came
        if at is not None
    )


def _measure(experiment: Experiment, told: dict[str, Any], more: dict[str, Any]) -> None:
    found = figures_of(told)
    wanted = Measure.Wanted.DOWN if found.is_less_wanted else Measure.Wanted.UP
    Measure.objects.create(
        organisation=experiment.organisation,
        experiment=experiment,
        name=told["measure"],
        unit=found.unit,
        source="Tiimin oma kirjaus",
        wanted=wanted,
        target=found.target,
        before=found.before,
        before_on=experiment.starts_on,
        after=found.after,
        after_on=None if found.after is None else experiment.ends_on,
        people=found.of or more["people"],
        is_share=found.of is not None,
        made_at=experiment.made_at,
        once=uuid5(NAMESPACE_URL, f"measure {told['id']}"),
    )


def _observations(
    experiment: Experiment, more: dict[str, Any], mentors: list[Membership | None]
) -> None:
    at = experiment.started_at or experiment.made_at
    for number, words in enumerate(more["seen"]):
        seen = at + timedelta(days=4 + 7 * number)
        Observation.objects.create(
            organisation=experiment.organisation,
            experiment=experiment,
            words=words,
            seen_on=seen.date(),
            written_by=mentors[number % len(mentors)],
            at=seen,
            once=uuid5(NAMESPACE_URL, f"seen {experiment.once} {number}"),
        )
