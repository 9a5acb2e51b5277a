"""Support that was agreed on: it begins when a request has its mentors."""

from datetime import datetime

from django.db import transaction

from nuotio.support.models import Engagement, SupportRequest


@transaction.atomic
def begin(request: SupportRequest, *, at: datetime) -> Engagement:
    """Begin the support of a request that has its mentors; begun twice it is begun once.

    The caller asked who may, and writes the ledger of what it did.
    """
    engagement: Engagement
    engagement, _is_new = Engagement.objects.get_or_create(
        request=request, defaults={"organisation_id": request.organisation_id, "made_at": at}
    )
    return engagement
