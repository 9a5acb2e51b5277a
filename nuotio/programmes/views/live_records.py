from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nuotio.goals.services.goals import NotThere
from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.programmes.forms.live_goals import LiveGoalForm
from nuotio.programmes.models import LiveRoom
from nuotio.programmes.queries import live as queries
from nuotio.programmes.queries import live_goals
from nuotio.programmes.queries import live_records as record_queries
from nuotio.programmes.queries import programmes as programme_queries
from nuotio.programmes.requests import ProgrammeRequest
from nuotio.programmes.rules import live as rules
from nuotio.programmes.services import live_records as services
from nuotio.programmes.services.live_rooms import RoomClosed
from nuotio.programmes.views.entering import in_programme
from nuotio.programmes.views.live_leading import own_room, to_leader

PAGE = 50
FIELDS = {"dimension": "ground", "competence": "ground", "sponsor": "sponsor"}


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def live_goal(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Write down a main goal that the room decides."""
    room = own_room(request, pk)
    rules.can_lead_room.require(request.standing, room)
    form = LiveGoalForm(
        kept_forms.filled(request),
        room=room,
        competences=live_goals.competences_of(request.actor),
        sponsors=programme_queries.sponsors_of(request.actor),
        initial={"decided_on": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid() and _decided(request, room, form):
        return to_leader(request, room)
    context = {
        "programme": request.standing.programme,
        "event": room.event,
        "form": form,
        "look": queries.look_at(room, at=timezone.now(), leads=True),
    }
    return render(request, "programmes/live/goal.html", context)


def _decided(request: ProgrammeRequest, room: LiveRoom, form: LiveGoalForm) -> bool:
    try:
        once, at = form.cleaned_data["once"], timezone.now()
        services.decide(request.standing, room, form.draft(room), once=once, at=at)
    except services.EnoughGoals:
        form.add_error(None, _("There are three main goals already. Does this replace one?"))
    except services.WithoutGround:
        form.add_error("ground", _("Choose a finding or a strategic competence."))
    except (services.NotNow, RoomClosed):
        form.add_error(None, _("Goals are written down when the room has come to them."))
    except NotThere as missing:
        form.add_error(FIELDS.get(missing.field), _("This is not there any more. Choose again."))
    else:
        messages.success(request, _("The goal is written down. It counts once both have signed."))
        return True
    return False


@require_safe
def live_records(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """List the records of HR days that the member may read, in every programme."""
    standings = programme_queries.programmes_of(request.actor)
    found = record_queries.records_read_from(standings)
    context = {"page_obj": Paginator(found, PAGE).get_page(request.GET.get("page"))}
    return render(request, "programmes/live/records.html", context)


@require_safe
@in_programme
def live_record(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show everything that the room leaves behind, in order; to be read, signed and printed."""
    standing, room = request.standing, own_room(request, pk)
    was_there = queries.participant_of(standing, room) is not None
    rules.can_read_record.require(standing, room, was_there=was_there)
    sides = [side for side in room.missing if rules.can_sign_record(standing, room, side)]
    has_signed = request.actor.pk in (room.hr_signed_by_id, room.management_signed_by_id)
    context = {
        "programme": standing.programme,
        "event": room.event,
        "room": room,
        "record": queries.record_of(room),
        "sides": [] if room.is_open or has_signed else sides,
        "may_lead": rules.can_lead_room(standing, room),
    }
    return render(request, "programmes/live/record.html", context)


@require_POST
@in_programme
def live_sign(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Sign the record for HR or for management."""
    room, side = own_room(request, pk), request.POST.get("side", "")
    rules.can_sign_record.require(request.standing, room, side)
    try:
        services.sign(request.standing, room, LiveRoom.Side(side), at=timezone.now())
    except services.StillOpen:
        messages.info(request, _("Close the room first: then the record can be signed."))
    except services.SecondPersonNeeded:
        messages.info(request, _("You have signed for the other side. Two people sign."))
    else:
        messages.success(request, _("You have signed the record and its goals."))
    slug = request.actor.organisation.slug
    return redirect("programmes:live_record", slug, room.programme_id, room.event_id)
