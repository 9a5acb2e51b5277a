"""The weekly summary: one mail a person and week, with what is new and unread."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from nuotio.foundation import tenancy
from nuotio.notifications import kinds, links, queries, wording
from nuotio.notifications.letters import Letter, Link, Section, greeting_of
from nuotio.notifications.models import Channel, Notification
from nuotio.notifications.services import mails, notices
from nuotio.people.models import Membership, User
from nuotio.people.queries import members

MOST_LINES = 20
News = list[tuple[Membership, Sequence[Notification]]]


def send_all(*, at: datetime) -> int:
    """Write every person's summary of this week that is not written yet; return how many."""
    return sum(send_to(user_id, at=at) for user_id in queries.users_with_news())


@transaction.atomic
def send_to(user_id: int, *, at: datetime) -> bool:
    """Write one person's summary, once a week; False where there is nothing to say.

    Each organisation is opened alone, so that one's notices never stand under another's name.
    """
    choices = queries.choices_of(user_id)
    if not queries.wants_summary(choices):
        return False
    news: News = []
    for membership in members.memberships_of(user_id):
        with tenancy.inside(membership.organisation_id):
            fresh = [n for n in queries.news_of(membership) if _is_for_summary(n, choices)]
        if fresh:
            news.append((membership, fresh))
    if not news:
        return False
    user = news[0][0].user
    stamp = mails.Stamp(kind=kinds.WEEKLY_SUMMARY, key=f"digest:{user.pk}:{_week(at)}")
    is_new = mails.put_letter(_letter(user, news), to=user.email, stamp=stamp, at=at)
    if is_new:
        _note_told(news, at=at)
    return is_new


def _is_for_summary(notice: Notification, choices: dict[str, str]) -> bool:
    kind = kinds.find(notice.kind)
    return kind is not None and choices.get(kind.code, kind.default) == Channel.DIGEST


def _week(at: datetime) -> str:
    return f"{timezone.localtime(at):%G-W%V}"


def _note_told(news: News, *, at: datetime) -> None:
    for membership, fresh in news:
        with tenancy.inside(membership.organisation_id):
            told = Notification.objects.filter(pk__in=[notice.pk for notice in fresh])
            told.update(digested_at=at)


def _letter(user: User, news: News) -> Letter:
    with translation.override(user.language):
        return Letter(
            subject=_("Your week in Nuotio"),
            language=user.language,
            greeting=greeting_of(user.first_name),
            paragraphs=[_("This is new since you last looked.")],
            sections=[_section(membership, fresh, user.language) for membership, fresh in news],
            why=_("You get this summary once a week, when there is something new."),
            stop=Link(
                _("Stop the weekly summary"),
                links.stop_url(user.pk, kinds.WEEKLY_SUMMARY, user.language),
            ),
        )


def _section(membership: Membership, fresh: Sequence[Notification], language: str) -> Section:
    lines = [
        Link(wording.tell(notice).title, notices.url_of(membership, notice, language))
        for notice in fresh[:MOST_LINES]
    ]
    left = len(fresh) - len(lines)
    if left:
        inbox = links.path_to("notifications:inbox", organisation=membership.organisation.slug)
        lines.append(Link(_("%(count)s more") % {"count": left}, links.absolute(inbox, language)))
    return Section(membership.organisation.name, lines)
