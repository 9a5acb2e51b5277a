from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nuotio.people.queries import members
from nuotio.programmes.forms.live import CodeForm, ComeInForm, DotsForm, SayForm
from nuotio.programmes.live import codes, steps
from nuotio.programmes.queries import live as queries
from nuotio.programmes.queries.programmes import standing_at
from nuotio.programmes.requests import LiveRequest
from nuotio.programmes.rules import live as rules
from nuotio.programmes.services import live_voices as services
from nuotio.programmes.services.live_rooms import RoomClosed
from nuotio.programmes.views.live_entering import (
    in_live_room,
    no_such_room,
    on_the_wall,
    refused,
    remember,
)
from nuotio.programmes.views.live_showing import followed, is_same, nothing_new, stage_of

GONE, WRONG, DONE = 409, 422, 200


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def live_code(request: HttpRequest) -> HttpResponse:
    """Take the code that stands on the wall, and lead into its room."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "programmes/live/code.html", {"form": form})
    code = codes.read(form.cleaned_data["code"])
    if not code:
        return refused(request, form.cleaned_data["code"])
    return redirect("programmes:live_room", code)


@require_http_methods(["GET", "HEAD", "POST"])
@in_live_room
def live_room(request: LiveRequest) -> HttpResponse:
    """Let somebody come in under a name; show the room to those who are in."""
    if request.present is not None:
        return render(request, "programmes/live/device.html", _seen_by(request))
    if not request.room.is_open:
        return no_such_room(request)
    form = ComeInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _let_in(request, form)
    return _door(request, form)


def _door(request: LiveRequest, form: ComeInForm) -> HttpResponse:
    context = {"room": request.room, "form": form, "own_name": _own_name(request)}
    return render(request, "programmes/live/come_in.html", context)


def _own_name(request: LiveRequest) -> str:
    """Return the name of a signed-in member who comes in with one press; empty for others."""
    user, room = request.user, request.room
    if room.private_to is None or not user.is_authenticated:
        return ""
    actor = members.membership_at(room.private_to.slug, user=user)
    standing = None if actor is None else standing_at(room.programme_id, actor=actor)
    may_join = standing is not None and rules.can_join_room(standing, room)
    return user.name if may_join else ""


def _let_in(request: LiveRequest, form: ComeInForm) -> HttpResponse:
    room, key, name = request.room, codes.new_key(), form.cleaned_data["name"]
    try:
        services.come_in(room, name=name, key=key, at=timezone.now())
    except RoomClosed:
        return no_such_room(request)
    except services.RoomFull:
        form.add_error(None, _("The room is full: sixty people are in it already."))
        return _door(request, form)
    return remember(redirect("programmes:live_room", room.code), room, key)


def _seen_by(request: LiveRequest, form: SayForm | None = None) -> dict[str, Any]:
    room, present = request.room, request.present
    takes = stage_of(room) in steps.WRITTEN
    return {
        "room": room,
        "present": present,
        "stage": stage_of(room),
        "look": queries.look_at(room, at=timezone.now(), present=present),
        "form": (form or SayForm(room=room)) if takes else None,
        "is_oob": False,
    }


@require_safe
@in_live_room
def live_state(request: LiveRequest) -> HttpResponse:
    """Tell a device what has changed in the room; nothing where nothing has."""
    if request.present is None:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    if is_same(request, request.room):
        return nothing_new()
    return followed(request, request.room, "device", _seen_by(request))


@require_POST
@in_live_room
def live_say(request: LiveRequest) -> HttpResponse:
    """Take what somebody wrote; the same words sent again are answered alike."""
    form = SayForm(request.POST, room=request.room)
    if request.present is None:
        return _answer(request, GONE, _come_in_again())
    if not form.is_valid():
        return _not_taken(request, form)
    try:
        once, at = form.cleaned_data["once"], timezone.now()
        services.say(request.room, request.present, form.said(), once=once, at=at)
    except RoomClosed:
        return _answer(request, GONE, _("The room has closed. Copy your words from here."))
    except services.EnoughSaid:
        return _answer(request, GONE, _("You have written a hundred times already. Thank you."))
    except (services.NotNow, services.NoSuchTarget):
        return _answer(request, GONE, _("The room is at another step. Your words are still here."))
    return _answer(request, DONE, _("It is in the room."))


def _not_taken(request: LiveRequest, form: SayForm) -> HttpResponse:
    """Say next to the field what to correct; what was typed stays."""
    words = [str(one) for errors in form.errors.values() for one in errors]
    if _wants_json(request):
        return JsonResponse({"words": " ".join(words)}, status=WRONG)
    return render(request, "programmes/live/device.html", _seen_by(request, form))


@require_POST
@in_live_room
def live_dots(request: LiveRequest) -> HttpResponse:
    """Set how many dots somebody has on something, none to take them back."""
    form = DotsForm(request.POST)
    if request.present is None:
        return _answer(request, GONE, _come_in_again())
    if not form.is_valid():
        return _answer(request, WRONG, _("That cannot have dots."))
    try:
        left = services.place_dots(request.room, request.present, **form.cleaned_data)
    except services.TooManyDots:
        return _answer(request, GONE, _("All your dots are placed. Take one back first."))
    except services.NoSuchTarget:
        return _answer(request, GONE, _("That cannot have dots."))
    except (services.NotNow, RoomClosed):
        return _answer(request, GONE, _("Dots are not placed any more."))
    return _answer(request, DONE, _dots_left(left))


def _dots_left(left: int) -> str:
    return ngettext("You have %(num)d dot left.", "You have %(num)d dots left.", left) % {
        "num": left
    }


def _answer(request: LiveRequest, status: int, words: str) -> HttpResponse:
    """Answer a script with the words, and a plain form with the page and the words on it."""
    if _wants_json(request):
        return JsonResponse({"words": words}, status=status)
    tell = messages.success if status == DONE else messages.info
    tell(request, words)
    return redirect("programmes:live_room", request.room.code)


def _wants_json(request: LiveRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _come_in_again() -> str:
    return _("This device is not in the room any more. Come in again: your words are kept here.")


@require_safe
@in_live_room
def live_stage(request: LiveRequest) -> HttpResponse:
    """Show the room on the wall: large, and with nothing to press."""
    return render(request, "programmes/live/stage.html", _on_stage(request))


@require_safe
@in_live_room
def live_stage_state(request: LiveRequest) -> HttpResponse:
    """Tell the wall what has changed."""
    if is_same(request, request.room):
        return nothing_new()
    return followed(request, request.room, "stage", _on_stage(request))


def _on_stage(request: LiveRequest) -> dict[str, Any]:
    room = request.room
    is_first = room.step == steps.ORDER[0]
    return {
        "room": room,
        "stage": stage_of(room),
        "look": queries.look_at(room, at=timezone.now(), names=is_first),
        "wall": on_the_wall(room) if room.is_open else {},
        "is_oob": False,
    }
