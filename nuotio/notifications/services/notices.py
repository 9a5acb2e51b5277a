"""Telling a member something: once, in the service, and by mail where that was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from nuotio.notifications import links, queries, rules, wording
from nuotio.notifications.kinds import Kind
from nuotio.notifications.letters import Letter, Link, greeting_of
from nuotio.notifications.models import Channel, Notification
from nuotio.notifications.services import mails
from nuotio.notifications.services.mails import CalendarPart
from nuotio.people.models import Membership


@dataclass(frozen=True)
class News:
    """What there is to tell: `path` leads to it, `key` makes it one of its kind for a person.

    `params` hold numbers and words, no personal data; `about` is the member whom it is about,
    named only when it is read. `calendar` goes along where the notice is mailed at once.
    """

    kind: Kind
    key: str
    path: str
    about: Membership | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    calendar: CalendarPart | None = None


@transaction.atomic
def notify(recipient: Membership, news: News, *, at: datetime) -> Notification:
    """Tell the member once; what was told already under this key is returned as it is.

    Call inside the recipient's organisation. A mail goes out only with a new notice.
    """
    notice: Notification
    notice, is_new = Notification.objects.get_or_create(
        recipient=recipient,
        dedupe_key=news.key,
        defaults={
            "organisation_id": recipient.organisation_id,
            "kind": news.kind.code,
            "about": news.about,
            "params": dict(news.params),
            "path": news.path,
            "created_at": at,
        },
    )
    if is_new and queries.channel_for(recipient.user_id, news.kind) == Channel.AT_ONCE:
        _mail(recipient, notice, news, at=at)
    return notice


def _mail(recipient: Membership, notice: Notification, news: News, *, at: datetime) -> None:
    user, kind = recipient.user, news.kind
    if not user.is_active:
        return
    with translation.override(user.language):
        told = wording.tell(notice)
        letter = Letter(
            subject=str(kind.subject),
            language=user.language,
            greeting=greeting_of(user.first_name),
            paragraphs=[f"{told.title}.", *([told.text] if told.text else [])],
            action=Link(str(kind.action), url_of(recipient, notice, user.language)),
            why=_("You get this mail because of your work in %(organisation)s.")
            % {"organisation": recipient.organisation.name},
            stop=Link(_("Stop mails like this"), links.stop_url(user.pk, kind.code, user.language)),
        )
    stamp = mails.Stamp(
        kind=kind.code,
        key=f"notice:{notice.pk}",
        organisation_id=recipient.organisation_id,
        reference=notice.pk,
        calendar=news.calendar,
    )
    mails.put_letter(letter, to=user.email, stamp=stamp, at=at)


def url_of(recipient: Membership, notice: Notification, language: str) -> str:
    """Return the address that opens a notice: it is read by then, and leads on."""
    path = links.path_to(
        "notifications:open", organisation=recipient.organisation.slug, pk=notice.pk
    )
    return links.absolute(path, language)


def settle(kind: Kind, *, at: datetime, besides: str = "", **which: Any) -> int:
    """Mark notices of what has been done meanwhile as read, so that nobody is asked in vain.

    `which` are fields of the notices in the open organisation, `besides` is the key of one that
    stays; returns how many were unread.
    """
    unread = Notification.objects.filter(kind=kind.code, read_at__isnull=True, **which)
    return unread.exclude(dedupe_key=besides).update(read_at=at)


def mark_read(notice: Notification, *, by: Membership, at: datetime) -> Notification:
    """Note that the member has opened the notice; the first time counts."""
    rules.can_see_notification.require(by, notice)
    Notification.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=at)
    return notice


def mark_all_read(*, by: Membership, at: datetime) -> int:
    """Note that the member has seen every notice so far; return how many were unread."""
    unread = Notification.objects.filter(
        recipient_id=by.pk, read_at__isnull=True, created_at__lte=at
    )
    return unread.update(read_at=at)
