"""How the pages of a live room follow it: a small question every two seconds, a part in answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.backends.utils import csrf_input_lazy
from django.template.loader import render_to_string

from nuotio.programmes.models import LiveRoom

CLOSED = "closed"


def stage_of(room: LiveRoom) -> str:
    """Return what decides whether a page changes as a whole: the step, or that it is over."""
    return room.step if room.is_open else CLOSED


def is_same(request: HttpRequest, room: LiveRoom) -> bool:
    """Say whether the device has seen the room as it is."""
    return request.GET.get("seen") == str(room.version)


def nothing_new() -> HttpResponse:
    """Answer that the page is as it should be."""
    return HttpResponse(status=204)


def followed(
    request: HttpRequest, room: LiveRoom, page: str, context: dict[str, Any]
) -> HttpResponse:
    """Return the part that changed; the whole of the page where the room is at another step."""
    is_whole = request.GET.get("step") != stage_of(room)
    part = f"programmes/live/{page}_{'now' if is_whole else 'seen'}.html"
    told = {**context, "csrf_input": csrf_input_lazy(request), "is_oob": not is_whole}
    response = HttpResponse(render_to_string(part, told))
    response["Cache-Control"] = "no-store"
    if is_whole:
        response["HX-Retarget"], response["HX-Reswap"] = "#room", "innerHTML"
    return response
