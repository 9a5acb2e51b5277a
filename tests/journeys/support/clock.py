"""Lets time pass for a support of a running service: `clock meeting 5` or `clock follow-up 5`.

A meeting is set for a time to come and a follow-up stays open for two weeks. A test cannot wait
for either: this changes the one row of the engagement, as if the time had come.
"""

import os
import sys
from datetime import timedelta

LENGTH = timedelta(hours=1)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def begin_meeting(engagement: int) -> None:
    """Let the meeting of a support begin a minute ago."""
    from django.utils import timezone

    from nuotio.support.models import Meeting

    begins = timezone.now() - MINUTE
    rows = Meeting.objects.filter(engagement_id=engagement)
    assert rows.update(starts_at=begins, ends_at=begins + LENGTH) == 1


def close_follow_up(engagement: int) -> None:
    """Let the last day of a follow-up have been yesterday, and the morning's work be done."""
    from django.utils import timezone

    from nuotio.support.models import FollowUp
    from nuotio.support.services import follow_ups

    yesterday = timezone.localdate() - DAY
    rows = FollowUp.objects.filter(engagement_id=engagement, closed_at=None)
    assert rows.update(opens_on=yesterday, closes_on=yesterday) == 1
    assert follow_ups.close_due(at=timezone.now()) >= 1


def main(what: str, engagement: str) -> None:
    """Do what the command says."""
    from nuotio.foundation import tenancy

    with tenancy.unrestricted(reason="Letting time pass in a journey."):
        {"meeting": begin_meeting, "follow-up": close_follow_up}[what](int(engagement))


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nuotio.config.settings")
    django.setup()
    main(*sys.argv[1:])
