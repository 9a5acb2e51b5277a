"""What tests of mentors' pages share: addresses, reading a page, agreed hours."""

from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from nuotio.foundation import tenancy
from tests.factories import LONG_AGO, TimeShareFactory


def at(name, member, *args):
    return reverse(f"support:{name}", args=[member.organisation.slug, *args])


def read(client, name, member, *args, query=""):
    return client.get(at(name, member, *args) + query).content.decode()


def today(days=0) -> date:
    return timezone.localdate() + timedelta(days=days)


def this_month() -> date:
    return today().replace(day=1)


def agreed(mentor, hours="16", **told):
    told = {"starts_on": date(2026, 1, 1), "answered_at": LONG_AGO, **told}
    return TimeShareFactory(mentor=mentor, hours_a_month=Decimal(hours), state="agreed", **told)


def rows(model, **fields):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(model.objects.filter(**fields).order_by("pk"))
