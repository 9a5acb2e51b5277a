"""Publishes counts of an organisation's golden thread to the programmes that it takes part in."""

from datetime import datetime

from django.db import transaction

from nuotio.evaluation.models import ThreadCounts
from nuotio.evaluation.queries import counts
from nuotio.foundation import tenancy
from nuotio.programmes.models import Participation

ACCEPTED = Participation.State.ACCEPTED


@transaction.atomic
def count_anew(organisation_id: int, *, at: datetime) -> int:
    """Count an organisation's thread for each programme that it takes part in; return of how many.

    The copy is private to the programme's provider. Where the organisation has left it goes. Needs
    the organisation open; twice the same makes one copy.
    """
    with tenancy.unrestricted(reason="An organisation's counts are copied for its providers."):
        taking = Participation.objects.filter(organisation_id=organisation_id, state=ACCEPTED)
        providers = dict(taking.values_list("programme_id", "programme__provider_id"))
        left = ThreadCounts.objects.filter(organisation_id=organisation_id)
        left.exclude(programme_id__in=providers).delete()
        told = counts.counted(organisation_id, at=at) if providers else {}
        for programme_id, provider_id in sorted(providers.items()):
            ThreadCounts.objects.update_or_create(
                programme_id=programme_id,
                organisation_id=organisation_id,
                defaults={"private_to_id": provider_id, "counts": told, "counted_at": at},
            )
    return len(providers)


def count_all(*, at: datetime) -> int:
    """Count the thread of each organisation that takes part in a programme; return how many.

    Grace periods run out while nobody does anything, so this is done every night.
    """
    with tenancy.unrestricted(reason="Every organisation of a programme is counted."):
        taking = Participation.objects.filter(state=ACCEPTED).order_by("organisation_id")
        those = list(taking.values_list("organisation_id", flat=True).distinct())
    for organisation_id in those:
        with tenancy.inside(organisation_id):
            count_anew(organisation_id, at=at)
    return len(those)
