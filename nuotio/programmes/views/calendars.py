import hashlib
from datetime import timedelta
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nuotio.foundation import limits
from nuotio.notifications import links
from nuotio.people.requests import SignedInRequest
from nuotio.programmes import calendars, other_entries
from nuotio.programmes.entries import entry_of
from nuotio.programmes.queries import calendars as queries
from nuotio.programmes.services import calendars as services

AT_MOST, WITHIN = 240, timedelta(hours=1)  # calendars ask once an hour, some every few minutes

JUST_MADE = "calendar_just_made"


@login_not_required
@require_safe
def feed(request: HttpRequest, key: str) -> HttpResponseBase:
    """Give a person's calendar to the programme that knows its address; 304 where nothing is new.

    No session, no organisation in the address: the secret in it says whose it is.
    """
    at, owner = timezone.now(), queries.owner_of(key)
    if owner is None:
        raise Http404
    if limits.count_up("calendar", str(owner.pk), at=at, within=WITHIN) > AT_MOST:
        return HttpResponse(status=429, headers={"Retry-After": "3600"})
    with translation.override(owner.language):
        entries = [entry_of(*one) for one in queries.events_of(owner.pk, at=at)]
        entries += other_entries.entries_of(owner, at=at)
        written = calendars.feed(entries, name=_("Nuotio: learning mentoring"))
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response["ETag"] = f'"{hashlib.sha256(written).hexdigest()}"'
    response["Cache-Control"] = "private, no-cache"
    response["Content-Disposition"] = 'inline; filename="nuotio.ics"'
    response["X-Robots-Tag"] = "noindex"
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    return cast(HttpResponseBase, answer)


@require_http_methods(["GET", "HEAD", "POST"])
def own_calendar(request: SignedInRequest) -> HttpResponse:
    """Show how the dates get into one's own calendar; make its address, or stop it.

    The address is on the next page only: after that nobody knows it but its owner.
    """
    if request.method == "POST":
        _change(request)
        return redirect("programmes:own_calendar")
    key = request.session.pop(JUST_MADE, "")
    path = links.path_to("programmes:calendar", key=key) if key else ""
    address = links.absolute(path, links.PLAIN) if key else ""
    context = {
        "address": address,
        "webcal": f"webcal://{address.partition('://')[2]}",
        "made": queries.key_of(request.user.pk),
    }
    response = render(request, "programmes/calendar/own.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _change(request: SignedInRequest) -> None:
    if request.POST.get("action") == "stop":
        services.stop_address(request.user)
        messages.success(request, _("The address no longer works."))
    else:
        request.session[JUST_MADE] = services.make_address(request.user, at=timezone.now())
