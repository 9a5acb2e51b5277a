"""Sixty mentors of eight organisations in a programme; run as a command, it prints the id.

How they got there has a journey of its own: this one makes the ground for the mixed groups.
"""

import json
import os
import sys
from datetime import timedelta

NAME, ORGANISATIONS, MENTORS = "Kahdeksan organisaation valmennus", 8, 60


def build() -> dict[str, int]:
    """Make a programme that begins today, with the mentors of the largest organisations in it."""
    from django.db.models import Count
    from django.utils import timezone

    from nuotio.foundation import tenancy
    from nuotio.people.models import Membership, Organisation
    from nuotio.programmes import blueprints
    from nuotio.programmes.models import Participation, Seat
    from nuotio.programmes.services import programmes as services

    at = timezone.now()
    with tenancy.unrestricted(reason="Arranging a journey."):
        coordinator, trainer = (
            Membership.objects.select_related("organisation", "user").get(
                user__email=f"{who}@esimerkki.invalid", organisation__slug="valmennus"
            )
            for who in ("johanna.makela", "timo.saarinen")
        )
        everybody = Membership.objects.exclude(organisation__slug="valmennus").filter(left_at=None)
        sizes = everybody.values("organisation").annotate(people=Count("pk"))
        largest = [one["organisation"] for one in sizes.order_by("-people", "organisation")]
        homes = list(Organisation.objects.filter(pk__in=largest[:ORGANISATIONS]).order_by("pk"))
        proposal = services.Proposal(
            NAME, (at + timedelta(days=7)).date(), blueprints.shipped(), homes, [trainer]
        )
        programme = services.make_programme(proposal, by=coordinator, at=at)
        Participation.objects.filter(programme=programme).update(state="accepted", answered_at=at)
        for number in range(MENTORS):
            home = homes[number % ORGANISATIONS]
            people = everybody.filter(organisation=home).select_related("user", "unit")
            member = people.order_by("pk")[number // ORGANISATIONS]
            services.seat_person(programme, member, Seat.Role.MENTOR, at=at)
    return {"programme": programme.pk}


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nuotio.config.settings")
    django.setup()
    sys.stdout.write(json.dumps(build()))
