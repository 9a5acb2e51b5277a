"""An HR day of today in the demo world, with the results of a closed survey; prints the ids.

Answering and counting a survey have tests of their own: this one makes the ground for a journey.
"""

import json
import os
import sys
from datetime import timedelta
from typing import Any

MEANS = {
    "colearning": 3.5,
    "trust": 3.4,
    "leadership": 3.2,
    "reflection": 3.2,
    "everyday": 3.1,
    "structures": 2.9,
    "recognition": 2.5,
    "experimentation": 2.4,
}


def _content() -> dict[str, Any]:
    from nuotio.culture.results import ORGANISATION, Group, Results, ScaleFigures

    scales = {
        code: ScaleFigures(262, mean, mean - 0.1, mean + 0.1, "mixed", [5, 15, 40, 30, 10])
        for code, mean in MEANS.items()
    }
    everyone = Group(ORGANISATION, ORGANISATION, 262, 420, scales=scales)
    return Results("learning_culture", 5, 420, 262, [everyone]).as_json()


def build() -> dict[str, Any]:
    """Make a programme whose first HR day is today, and a result that HR has not shown yet."""
    from django.utils import timezone

    from nuotio.culture.instruments import copy_of
    from nuotio.culture.models import RoundResult, SurveyRound
    from nuotio.foundation import tenancy
    from nuotio.people.models import Membership
    from nuotio.programmes import blueprints
    from nuotio.programmes.models import Event
    from nuotio.programmes.queries import programmes as queries
    from nuotio.programmes.services import programmes as services

    def member(who: str) -> Membership:
        found: Membership = Membership.objects.select_related("organisation", "user").get(
            user__email=f"{who}@esimerkki.invalid", organisation__slug__in=["mittaus", "valmennus"]
        )
        return found

    at = timezone.now()
    with tenancy.unrestricted(reason="Arranging a journey."):
        coordinator, trainer, hr = map(
            member, ("johanna.makela", "timo.saarinen", "kirsi.heinonen")
        )
        proposal = services.Proposal(
            f"HR-päivä {at:%H.%M.%S}", at.date(), blueprints.shipped(), [hr.organisation], [trainer]
        )
        programme = services.make_programme(proposal, by=coordinator, at=at)
        standing = queries.standing_at(programme.pk, actor=hr)
        assert standing is not None
        services.accept_programme(standing, services.Acceptance([hr]), at=at)
        day = Event.objects.filter(programme=programme, kind=Event.Kind.HR_DAY).earliest(
            "starts_at"
        )
        day.starts_at, day.ends_at = at - timedelta(hours=1), at + timedelta(hours=5)
        day.save()
        survey_round = SurveyRound.objects.create(
            organisation=hr.organisation,
            name_fi=f"Kevään kysely {at:%H.%M.%S}",
            state=SurveyRound.State.CLOSED,
            instrument=copy_of("learning_culture"),
            instrument_code="learning_culture",
            made_at=at,
            closed_at=at,
        )
        RoundResult.objects.create(
            organisation=hr.organisation,
            round=survey_round,
            content=_content(),
            certificate={"nodes": []},
            released_at=at,
        )
    return {"programme": programme.pk, "event": day.pk}


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nuotio.config.settings")
    django.setup()
    sys.stdout.write(json.dumps(build()))
