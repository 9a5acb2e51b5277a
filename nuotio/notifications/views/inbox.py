from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from nuotio.notifications import links, queries, wording
from nuotio.notifications.models import Notification
from nuotio.notifications.services import notices
from nuotio.people.requests import OrganisationRequest

ON_A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """A notice in the reader's words."""

    pk: int
    at: datetime
    title: str
    text: str
    is_unread: bool


@dataclass(frozen=True)
class Day:
    """The notices of one local day that are all unread, or all read."""

    day: date
    is_unread: bool
    lines: list[Line]


@require_safe
def inbox(request: OrganisationRequest, organisation: str) -> HttpResponse:
    """Show the member's notices in this organisation, the unread first."""
    page = Paginator(queries.inbox(request.actor), ON_A_PAGE).get_page(request.GET.get("page"))
    days = _by_day(page.object_list)
    has_unread = any(day.is_unread for day in days)
    seen = {"page": page, "days": days, "has_unread": has_unread}
    return render(request, "notifications/inbox.html", seen)


def _by_day(rows: Iterable[Notification]) -> list[Day]:
    def place(notice: Notification) -> tuple[bool, date]:
        return notice.is_unread, timezone.localdate(notice.created_at)

    return [
        Day(day, is_unread, [_line(notice) for notice in together])
        for (is_unread, day), together in groupby(rows, key=place)
    ]


def _line(notice: Notification) -> Line:
    told = wording.tell(notice)
    return Line(notice.pk, notice.created_at, told.title, told.text, notice.is_unread)


@require_GET
def open_notice(request: OrganisationRequest, organisation: str, pk: int) -> HttpResponse:
    """Note that the member reads the notice, and lead on to what it tells of."""
    notice = queries.notification_of(request.actor, pk)
    if notice is None:
        raise Http404
    notices.mark_read(notice, by=request.actor, at=timezone.now())
    return redirect(links.in_language(notice.path, get_language() or "fi"))


@require_POST
def mark_all_read(request: OrganisationRequest, organisation: str) -> HttpResponse:
    """Mark every notice of the member as read."""
    notices.mark_all_read(by=request.actor, at=timezone.now())
    messages.success(request, _("All notices are marked as read."))
    return redirect("notifications:inbox", organisation=organisation)
