"""A programme in the demo world with a pair of mentors; run as a command, it prints the ids.

Pages for each of these steps have tests of their own: this one makes the ground for a journey.
"""

import json
import os
import sys
from datetime import date, timedelta


def build() -> dict[str, int]:
    """Make a programme of the shipped template with the pair of Sanna and Jari in it."""
    from django.utils import timezone

    from nuotio.foundation import tenancy
    from nuotio.people.models import Membership
    from nuotio.programmes import blueprints
    from nuotio.programmes.models import Assignment, Pair, Seat
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
        starts_on: date = (at - timedelta(weeks=8)).date()
        proposal = services.Proposal(
            f"Oppimismentorit {at:%H.%M.%S}",
            starts_on,
            blueprints.shipped(),
            [hr.organisation],
            [trainer],
        )
        programme = services.make_programme(proposal, by=coordinator, at=at)
        standing = queries.standing_at(programme.pk, actor=hr)
        assert standing is not None
        services.accept_programme(standing, services.Acceptance([hr]), at=at)
        pair = Pair.objects.create(programme=programme, organisation=hr.organisation, made_at=at)
        for who in ("sanna.koskinen", "jari.lehtonen"):
            seat = services.seat_person(programme, member(who), Seat.Role.MENTOR, at=at)
            seat.pair = pair
            seat.save()
        alone = member("annika.lindholm")
        services.seat_person(programme, alone, Seat.Role.MENTOR, at=at)
        task = Assignment.objects.get(programme=programme, code="assignment_1")
    return {"programme": programme.pk, "assignment": task.pk}


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nuotio.config.settings")
    django.setup()
    sys.stdout.write(json.dumps(build()))
