"""What a signed-out person tried to send: kept in the session until they have signed in."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

KEY = "kept_form"
LARGEST = 100_000
NEVER_KEPT = ("csrfmiddlewaretoken", "code", "credential")


def page_of(request: HttpRequest) -> str:
    """Return the address of the page that a form was on: it may send to one that has no page."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if request.method != "POST" or came_from.netloc != request.get_host():
        return request.get_full_path()
    return came_from._replace(scheme="", netloc="", fragment="").geturl() or "/"


def keep(request: HttpRequest, *, path: str = "") -> None:
    """Keep the fields of a POST with its address, or with another one that has the same form.

    Files, passwords and codes are not kept.
    """
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    if request.method != "POST" or size > LARGEST:
        return
    fields = request.POST.copy()
    for name in list(fields):
        if name in NEVER_KEPT or "password" in name:
            del fields[name]
    request.session[KEY] = {"path": path or request.path_info, "fields": fields.urlencode()}


def take(request: HttpRequest) -> QueryDict | None:
    """Return what was kept for this address, once; None where there is nothing."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path_info:
        return None
    del request.session[KEY]
    return QueryDict(kept["fields"])


def filled(request: HttpRequest) -> QueryDict | None:
    """Return what a form is filled with: what is sent now, or what was kept, saying so."""
    if request.method == "POST":
        return request.POST
    kept = take(request)
    if kept is not None:
        messages.info(request, _("What you wrote was kept. Check it and send it again."))
    return kept
