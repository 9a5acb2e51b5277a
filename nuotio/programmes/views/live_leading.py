from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nuotio.people import kept_forms
from nuotio.programmes.forms.live import LeadForm, OpenRoomForm
from nuotio.programmes.live import codes, steps
from nuotio.programmes.live.steps import Step
from nuotio.programmes.models import Event, LiveRoom
from nuotio.programmes.queries import live as queries
from nuotio.programmes.queries import live_results
from nuotio.programmes.requests import ProgrammeRequest
from nuotio.programmes.rules import live as rules
from nuotio.programmes.services import live_rooms as services
from nuotio.programmes.services import live_voices
from nuotio.programmes.views.entering import in_programme
from nuotio.programmes.views.events import found_event
from nuotio.programmes.views.live_entering import on_the_wall, remember
from nuotio.programmes.views.live_showing import followed, is_same, nothing_new, stage_of

MORE_MINUTES = 2


def own_room(request: ProgrammeRequest, pk: int) -> LiveRoom:
    """Return the organisation's room at an event, also for who does not see the event's page.

    Management without a place in the programme reads and signs the record.
    """
    room = queries.room_of(pk, standing=request.standing)
    if room is None:
        raise Http404
    return room


def to_leader(request: ProgrammeRequest, room: LiveRoom) -> HttpResponse:
    """Lead to the leader's page."""
    slug = request.actor.organisation.slug
    return redirect("programmes:live", slug, room.programme_id, room.event_id)


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def live(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Open the organisation's room at an HR day, then lead it."""
    room = queries.room_of(pk, standing=request.standing)
    if room is None:
        return _opening(request, found_event(request, pk))
    rules.can_lead_room.require(request.standing, room)
    if not room.is_open:
        slug = request.actor.organisation.slug
        return redirect("programmes:live_record", slug, room.programme_id, room.event_id)
    return render(request, "programmes/live/leader.html", _led(request, room))


def _opening(request: ProgrammeRequest, event: Event) -> HttpResponse:
    standing = request.standing
    rules.can_open_room.require(standing, event)
    form = OpenRoomForm(
        kept_forms.filled(request), rounds=live_results.rounds_to_look_at(request.actor)
    )
    if request.method == "POST" and form.is_valid():
        try:
            room = services.open_room(standing, event, form.choices(), at=timezone.now())
        except services.NoSuchRound:
            form.add_error("round", _("These results are not there any more. Choose again."))
        else:
            messages.success(request, _("The room is open. Show the code on the wall."))
            return to_leader(request, room)
    context = {"programme": standing.programme, "event": event, "form": form}
    return render(request, "programmes/live/open.html", context)


def _led(request: ProgrammeRequest, room: LiveRoom) -> dict[str, Any]:
    goals_are_next = room.step == Step.DECISIONS
    return {
        "programme": request.standing.programme,
        "event": room.event,
        "slug": request.actor.organisation.slug,
        "room": room,
        "stage": stage_of(room),
        "look": queries.look_at(room, at=timezone.now(), leads=True),
        "wall": on_the_wall(room),
        "next": None if goals_are_next else steps.after(room.step),
        "previous": steps.before(room.step),
        "more_minutes": MORE_MINUTES,
        "is_oob": False,
    }


@require_safe
@in_programme
def live_lead_state(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Tell the leader's page what has changed."""
    room = own_room(request, pk)
    rules.can_lead_room.require(request.standing, room)
    if is_same(request, room):
        return nothing_new()
    if not room.is_open:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return followed(request, room, "leader", _led(request, room))


@require_POST
@in_programme
def live_lead(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Take one press of the leader: next step, back, more time, show, close, open again."""
    room = own_room(request, pk)
    rules.can_lead_room.require(request.standing, room)
    form = LeadForm(request.POST)
    if not form.is_valid():
        messages.info(request, _("That did not change anything. Look where the room is."))
        return to_leader(request, room)
    try:
        _press(request, room, form, at=timezone.now())
    except services.RoomClosed:
        messages.info(request, _("The room is closed. You can open it again below."))
    except services.Signed:
        messages.info(request, _("The record has been signed: nothing changes in it any more."))
    return to_leader(request, room)


def _press(request: ProgrammeRequest, room: LiveRoom, form: LeadForm, *, at: datetime) -> None:
    standing, told = request.standing, form.cleaned_data
    action, step = told["action"], Step(told["step"] or room.step)
    if action == LeadForm.GO:
        services.go_to(standing, room, step, seen=told["seen_step"], at=at)
    elif action == LeadForm.TIME:
        services.add_time(standing, room, MORE_MINUTES, seen=told["seen"] or 0, at=at)
    elif action == LeadForm.SHOW:
        services.show(standing, room, step)
    elif action == LeadForm.CLOSE:
        services.close_room(standing, room, at=at)
    else:
        services.open_again(standing, room)


@require_POST
@in_programme
def live_hide(request: ProgrammeRequest, pk: int, note: int, **_kwargs: Any) -> HttpResponse:
    """Take somebody's words off the screens, because they name a person, or put them back."""
    room = own_room(request, pk)
    rules.can_lead_room.require(request.standing, room)
    found = queries.note_at(note, room=room)
    if found is None:
        raise Http404
    hidden = request.POST.get("action") != "back"
    try:
        services.set_hidden(request.standing, room, found, hidden=hidden, at=timezone.now())
    except services.Signed:
        messages.info(request, _("The record has been signed: nothing changes in it any more."))
    else:
        said = _("It is off the screens.") if hidden else _("It is on the screens again.")
        messages.success(request, said)
    return to_leader(request, room)


@require_POST
@in_programme
def live_join(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Let a signed-in member into the room with one press."""
    room = own_room(request, pk)
    try:
        live_voices.come_in_as_member(request.standing, room, at=timezone.now())
    except services.RoomClosed:
        messages.info(request, _("The room has closed already."))
    except live_voices.RoomFull:
        messages.info(request, _("The room is full: sixty people are in it already."))
    else:
        key = codes.key_of_member(room.pk, request.actor.pk)
        return remember(redirect("programmes:live_room", room.code), room, key)
    slug = request.actor.organisation.slug
    return redirect("programmes:programme", slug, room.programme_id)
