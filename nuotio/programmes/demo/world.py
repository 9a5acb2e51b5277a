"""Writes the programmes of the demo world upon its people."""

from datetime import datetime

from nuotio.foundation import content
from nuotio.programmes.demo import answers, applications, cast, cohorts, meetings, together


def build(*, seed: int, at: datetime) -> None:
    """Write five programmes with all that happened in them. Needs an unrestricted scope."""
    companies = cast.companies()
    for told in content.load("demo_world")["cohorts"]:
        cohort = cohorts.found(told, companies, at=at, seed=seed)
        applications.write(cohort)
        events = meetings.write(cohort)
        together.write(cohort, events)
        answers.write(cohort, events)
