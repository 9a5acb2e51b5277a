"""What tests of the pages of experiments share: addresses, reading a page, the stored row."""

from datetime import date

from django.urls import reverse

from nuotio.foundation import tenancy

# All that an experiment needs to start.
READY = {"action": "Five minutes.", "ends_on": date(2999, 12, 18), "seen_by": "We count."}


def at(name, member, *args):
    return reverse(f"plans:{name}", args=[member.organisation.slug, *args])


def read(client, name, member, *args):
    return client.get(at(name, member, *args)).content.decode()


def stored(row):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return type(row).objects.get(pk=row.pk)
