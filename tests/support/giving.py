"""Support under way for tests: Aino asked, Sanna gives it, moments around today."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from nuotio.foundation import tenancy
from nuotio.people.models import TimeBooking
from tests.support import factories


def support(asker, *mentors, **told):
    """Make an engagement of the asker's team with these mentors; `request__` words may be told."""
    request = {
        name.removeprefix("request__"): told.pop(name) for name in list(told) if "__" in name
    }
    made = factories.SupportRequestFactory(
        organisation=asker.organisation,
        asked_by=asker,
        **{"team": "Team East", "matched": True, **request},
    )
    return factories.EngagementFactory(request=made, by=mentors, **told)


def meeting(engagement, *, days=1, hours=2, at=None, **told):
    """Make a meeting so many days from `at`, or from now; negative is past."""
    starts_at = (at or timezone.now()) + timedelta(days=days)
    ends_at = starts_at + timedelta(hours=hours)
    return factories.MeetingFactory(
        engagement=engagement, **{"starts_at": starts_at, "ends_at": ends_at, **told}
    )


def at(name, member, *args):
    return reverse(f"support:{name}", args=[member.organisation.slug, *args])


def read(client, name, member, *args):
    response = client.get(at(name, member, *args))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def bookings():
    with tenancy.unrestricted(reason="Looking at what there is."):
        rows = TimeBooking.objects.order_by("pk")
        return list(rows.values_list("mentor", "day", "minutes", "source"))


def kept(row):
    """Return a row as it is stored."""
    with tenancy.unrestricted(reason="Looking at what there is."):
        return type(row).objects.get(pk=row.pk)


def day_of(moment: datetime):
    return timezone.localdate(moment)
