from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from nuotio.culture.models import DailyCount, ReportingNode, SurveyRound
from nuotio.culture.services import box
from nuotio.foundation import tenancy


@transaction.atomic
def count_days(*, at: datetime) -> int:
    """Write down how many ballots lay in each box when yesterday ended; return for how many.

    Once a day for the whole node: often enough to see whether reminders help, too seldom to see
    who has just answered. Counted twice, the first count stays.
    """
    day = timezone.localdate(at) - timedelta(days=1)
    with tenancy.unrestricted(reason="Every organisation's answers are counted each night."):
        nodes = list(
            ReportingNode.objects.filter(
                round__state=SurveyRound.State.ANNOUNCED, round__opens_at__lt=at, invited__gt=0
            ).order_by("pk")
        )
        answers = box.counts_of(node.code for node in nodes)
        rows = [
            DailyCount(
                organisation_id=node.organisation_id,
                round_id=node.round_id,
                node=node,
                day=day,
                answers=answers[node.code],
            )
            for node in nodes
        ]
        DailyCount.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
