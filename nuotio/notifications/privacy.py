"""What this room keeps of a person: notices, mails, and what mails were chosen."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from nuotio.foundation import tenancy
from nuotio.foundation.personal_data import Keeping, Rows, as_rows, keeps
from nuotio.notifications import wording
from nuotio.notifications.models import MailChoice, Notification, OutgoingMail
from nuotio.people.models import User

NOTICES_KEPT = timedelta(days=180)
MAILS_KEPT = timedelta(days=30)


def _export_notices(user_id: int) -> Rows:
    with tenancy.unrestricted(reason="A person's own notices, from every organisation."):
        notices = (
            Notification.objects.filter(recipient__user_id=user_id)
            .select_related("about__user", "organisation")
            .order_by("pk")
        )
        return [
            {
                "organisation": notice.organisation.name,
                "title": wording.tell(notice).title,
                "created_at": notice.created_at,
                "read_at": notice.read_at,
            }
            for notice in notices
        ]


def _erase_notices(user_id: int) -> None:
    """Delete the person's own; in others' notices the name is looked up when read, so it goes."""
    with tenancy.unrestricted(reason="A person leaves every organisation at once."):
        Notification.objects.filter(recipient__user_id=user_id).delete()


def _forget_notices(at: datetime) -> int:
    with tenancy.unrestricted(reason="Notices grow old in every organisation."):
        return Notification.objects.filter(created_at__lt=at - NOTICES_KEPT).delete()[0]


def _mails_to(user_id: int) -> QuerySet[OutgoingMail]:
    address = User.objects.values_list("email", flat=True).get(pk=user_id)
    return OutgoingMail.objects.filter(to__iexact=address)


def _export_mails(user_id: int) -> Rows:
    rows = _mails_to(user_id).order_by("pk")
    return as_rows(rows.values("subject", "kind", "state", "created_at", "sent_at"))


def _erase_mails(user_id: int) -> None:
    _mails_to(user_id).delete()


def _forget_mails(at: datetime) -> int:
    return OutgoingMail.objects.filter(created_at__lt=at - MAILS_KEPT).delete()[0]


def _export_choices(user_id: int) -> Rows:
    rows = MailChoice.objects.filter(user_id=user_id).order_by("pk")
    return as_rows(rows.values("kind", "channel"))


def _erase_choices(user_id: int) -> None:
    MailChoice.objects.filter(user_id=user_id).delete()


notices = keeps(
    Keeping(
        "notifications",
        _("Notices that you have got"),
        _("So that you hear of what waits for you or has changed."),
        _("180 days."),
        _export_notices,
        _erase_notices,
        _forget_notices,
    )
)
mails = keeps(
    Keeping(
        "mails",
        _("Mails to you: address, subject and time; the text only until the mail has gone"),
        _("So that no mail is lost while the mail server is away, and none is sent twice."),
        _("30 days."),
        _export_mails,
        _erase_mails,
        _forget_mails,
    )
)
choices = keeps(
    Keeping(
        "mail_choices",
        _("Which mails you have chosen to get"),
        _("So that you get mail only of what you want."),
        _("As long as you use the service."),
        _export_choices,
        _erase_choices,
    )
)
