"""Telling the members of an organisation that a result can be read."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from nuotio.culture import notices
from nuotio.culture.models import Report
from nuotio.foundation import tenancy
from nuotio.notifications import links, wording
from nuotio.notifications.models import Notification
from nuotio.notifications.services import notices as notice_services
from nuotio.notifications.services.notices import News
from nuotio.people.models import Membership

AT_ONCE = 50  # people a transaction: a crash loses no more, and who was told stays told
PATIENCE = timedelta(days=2)  # how long somebody who was left out is looked for
EVERYWHERE = "Organisations have results that their members have not heard of."


def tell_all(*, at: datetime) -> int:
    """Tell everybody of what was shared lately; return how many. Harmless when repeated."""
    with tenancy.unrestricted(reason=EVERYWHERE):
        shared = Report.objects.filter(shared_at__gt=at - PATIENCE, shared_at__lte=at)
        reports = list(shared.select_related("round__organisation").order_by("pk"))
    told = 0
    for report in reports:
        with tenancy.inside(report.organisation_id):
            told += tell(report, at=at)
    return told


def tell(report: Report, *, at: datetime) -> int:
    """Tell each member once, but for the one who shared it; return how many were told."""
    waiting = _not_told(report)
    for start in range(0, len(waiting), AT_ONCE):
        with transaction.atomic():
            for member in waiting[start : start + AT_ONCE]:
                notice_services.notify(member, _news(report), at=at)
    return len(waiting)


def _not_told(report: Report) -> Sequence[Membership]:
    told = Notification.objects.filter(dedupe_key=_key(report)).values_list("recipient_id")
    rows = Membership.objects.filter(
        organisation=report.organisation_id, left_at=None, user__is_active=True
    )
    others = rows.exclude(pk=report.shared_by_id).exclude(pk__in=told)
    return list(others.select_related("user", "organisation").order_by("pk"))


def _key(report: Report) -> str:
    return f"result:{report.round_id}"


def _news(report: Report) -> News:
    slug = report.round.organisation.slug
    path = links.path_to("culture:results", organisation=slug, pk=report.round_id)
    name = wording.in_three(lambda: report.round.name)
    return News(notices.RESULT_SHARED, key=_key(report), path=path, params={"round": name})
