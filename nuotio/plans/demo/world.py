"""Writes the room's part of the demo world, from plans to practices, in an unrestricted scope."""

from datetime import datetime, timedelta

from nuotio.foundation import content
from nuotio.plans.demo import experiments, notes, plans, practices
from nuotio.plans.demo.cast import Cast
from nuotio.plans.models import Experiment

PLANNING = timedelta(weeks=3)


def build(*, at: datetime) -> None:
    """Write plans, the twenty experiments, the twelve practices and what people noted."""
    cast = Cast(at)
    told, more = content.load("demo_world"), content.load("demo_plans")
    tried: dict[str, Experiment] = {}
    for one in told["experiments"]:
        words = more["plans"][one["id"]]
        begins = _begins(cast, one, words)
        plan = plans.with_experiment(cast, one, words, at=begins - PLANNING)
        tried[one["id"]] = experiments.write(plan, one, words, begins=begins)
    by_id = {one["id"]: one for one in told["experiments"]}
    for card in told["practices"]:
        experiment = tried[card["from"]]
        hr = cast.hr_of(experiment.organisation.slug)
        practices.write(experiment, card, by_id[card["from"]], hr)
    for one in more["open_plans"]:
        plans.under_way(cast, one)
    notes.entries(cast, tried)
    notes.ideas(cast)
    notes.pulses(cast, tried)
    notes.support(cast)
    notes.self_assessments(cast)


def _begins(cast: Cast, one: dict[str, str], words: dict[str, int]) -> datetime:
    """Return an experiment's first day: from the cohort's weeks, or so that it ends soon."""
    if "ends_in" in words:
        return cast.at + timedelta(days=words["ends_in"]) - timedelta(weeks=int(one["weeks"]))
    return cast.began(one["org"]) + timedelta(weeks=words["week"])
