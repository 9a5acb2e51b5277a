"""What people were told, in English, and what mails wait."""

from django.utils.translation import override
from icalendar import Calendar

from nuotio.foundation import tenancy
from nuotio.notifications import wording
from nuotio.notifications.models import Notification, OutgoingMail


def notices() -> list[Notification]:
    with tenancy.unrestricted(reason="Looking in a test."):
        rows = Notification.objects.select_related("recipient__user", "about__user")
        return list(rows.order_by("recipient__user__name", "pk"))


def told(language: str = "en") -> list[tuple[str, str]]:
    """Return who was told what."""
    with override(language):
        return [(one.recipient.user.name, wording.tell(one).title) for one in notices()]


def texts() -> list[str]:
    with override("en"):
        return [wording.tell(one).text for one in notices()]


def paths() -> set[str]:
    return {one.path for one in notices()}


def mailed() -> list[tuple[str, str]]:
    """Return whom mails wait for, and what they say to calendars."""
    rows = OutgoingMail.objects.order_by("to", "pk")
    return list(rows.values_list("to", "calendar_method"))


def calendar_of(mail: OutgoingMail) -> dict[str, str]:
    """Return what a mail says to the calendar about its only event."""
    [event] = Calendar.from_ical(mail.calendar).walk("VEVENT")
    return {name: str(event[name].to_ical().decode()) for name in event}
