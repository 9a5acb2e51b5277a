"""The door of a live room: a code that anyone may type, and the key that a device keeps."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nuotio.culture import qr
from nuotio.foundation import limits, tenancy
from nuotio.programmes.forms.live import CodeForm
from nuotio.programmes.live import codes
from nuotio.programmes.models import LiveParticipant, LiveRoom
from nuotio.programmes.queries import live as queries
from nuotio.programmes.requests import LiveRequest

View = TypeVar("View", bound=Callable[..., HttpResponse])
# A code can be guessed in some seven thousand million ways: thirty tries tell nothing.
AT_MOST, WITHIN = 30, timedelta(minutes=10)
TWO_DAYS = 2 * 24 * 3600


def in_live_room(view: View) -> Callable[..., HttpResponse]:
    """Open the room of the code in the address around the view; a wrong code is counted.

    A closed room is there only for those who were in it: the views see to that.
    """

    @login_not_required
    @wraps(view)
    def entered(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
        room = queries.room_by_code(code)
        if room is None:
            return refused(request, code)
        with tenancy.inside(room.organisation_id), tenancy.with_programmes(room.programme_id):
            present = _present(request, room)
            if present is None and _has_guessed(request):
                return refused(request, code)
            request.room, request.present = room, present  # type: ignore[attr-defined]
            inside: LiveRequest = request  # type: ignore[assignment]
            return view(inside, **kwargs)

    return entered


def _present(request: HttpRequest, room: LiveRoom) -> LiveParticipant | None:
    key = request.COOKIES.get(cookie_of(room), "")
    return queries.participant_at(room, digest=codes.digest_of(key)) if key else None


def _has_guessed(request: HttpRequest) -> bool:
    """A network that has guessed many codes waits, also with a right one."""
    return limits.times("live_code", network(request), at=timezone.now(), within=WITHIN) >= AT_MOST


def refused(request: HttpRequest, typed: str) -> HttpResponse:
    """Say kindly that no open room has this code, and count the try."""
    tries = limits.count_up("live_code", network(request), at=timezone.now(), within=WITHIN)
    if tries <= AT_MOST:
        return no_such_room(request, typed)
    words = _("Many wrong codes have come from your network. Wait ten minutes and try again.")
    return _told(request, typed, words, status=429)


def no_such_room(request: HttpRequest, typed: str = "") -> HttpResponse:
    """Say that there is no open room: a closed one is not told from one that never was."""
    words = _("No open room has this code. Check the letters on the wall.")
    return _told(request, typed, words, status=404)


def _told(request: HttpRequest, typed: str, words: str, *, status: int) -> HttpResponse:
    form = CodeForm({"code": typed})
    form.is_valid()
    form.errors["code"] = form.error_class([words])
    return render(request, "programmes/live/code.html", {"form": form}, status=status)


def network(request: HttpRequest) -> str:
    """Return the network address that tries of a code are counted by."""
    address: str = get_adapter().get_client_ip(request)
    return address


def address_of(room: LiveRoom) -> str:
    """Return the address of a room for a link and a picture, the language as it is now."""
    return f"{settings.BASE_URL}{reverse('programmes:live_room', args=[room.code])}"


def on_the_wall(room: LiveRoom) -> dict[str, Any]:
    """Return what brings people in: the address to type, the code, the link and its picture."""
    address = address_of(room)
    door = f"{settings.BASE_URL}{reverse('programmes:live_code')}".split("://")[-1].rstrip("/")
    return {
        "door": door,
        "code": codes.spoken(room.code),
        "address": address,
        "drawing": qr.drawing_of(address),
    }


def cookie_of(room: LiveRoom) -> str:
    """Return the name under which a device keeps its key to a room."""
    return f"live-{room.pk}"


def remember(response: HttpResponse, room: LiveRoom, key: str) -> HttpResponse:
    """Let the device keep its key for two days, where no script can read it."""
    response.set_cookie(
        cookie_of(room),
        key,
        max_age=TWO_DAYS,
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )
    return response
