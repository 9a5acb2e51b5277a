from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuotio.foundation import versions
from nuotio.people import kept_forms
from nuotio.programmes import cautions
from nuotio.programmes.forms.agendas import arranged, focused
from nuotio.programmes.forms.dates import AHEAD
from nuotio.programmes.forms.event_details import EventForm, ExtraForm, mark_of, stored_event
from nuotio.programmes.models import Event, Seat
from nuotio.programmes.queries import cautions as caution_queries
from nuotio.programmes.queries import dates as queries
from nuotio.programmes.requests import ProgrammeRequest
from nuotio.programmes.rules import events as rules
from nuotio.programmes.services import dates
from nuotio.programmes.services import event_details as services
from nuotio.programmes.standing import Standing
from nuotio.programmes.views.dates import back_to, event_to_change, faster, home_of
from nuotio.programmes.views.entering import in_programme


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def event_change(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Change what an event is: names, time, place, who leads it, its agenda."""
    event = event_to_change(request, pk)
    sent = kept_forms.filled(request)
    form = EventForm(
        arranged(sent),
        event=event,
        leaders=queries.leaders_for(request.standing, private_to_id=event.private_to_id),
        has_begun=event.starts_at <= timezone.now(),
    )
    found: list[str] = []
    if request.method == "POST" and form.is_valid():
        found = _cautions(request.standing, form)
        if (not found or form.is_known(found)) and _change(request, event, form):
            return back_to(request, event)
    context = {"event": event, "focus": focused(sent), **_page(request, form, found)}
    return render(request, "programmes/dates/change.html", context)


def _page(request: ProgrammeRequest, form: EventForm, found: list[str]) -> dict[str, Any]:
    return {
        "programme": request.standing.programme,
        "form": form,
        "cautions": found,
        "known": mark_of(found),
        "clocks": form.clocks(form.begins_at()),
    }


def _cautions(standing: Standing, form: EventForm) -> list[str]:
    """Return what to be careful of: the agenda always, the dates where they change."""
    event, kept = form.would_be(), form.event
    found = cautions.of_agenda(form.cleaned_data["agenda"].minutes, event.minutes)
    same = (kept.starts_at, kept.ends_at, kept.leader_id)
    if kept.pk is None or (event.starts_at, event.ends_at, event.leader_id) != same:
        table = caution_queries.timetable(standing)
        found += caution_queries.of_dates(standing, table.with_extra(event))
    return found


def _change(request: ProgrammeRequest, event: Event, form: EventForm) -> bool:
    seen, at = form.cleaned_data["version"], timezone.now()
    try:
        services.change_event(request.standing, event, form.details(), version=seen, at=at)
    except dates.InThePast:
        form.add_error("day", AHEAD)
        return False
    except dates.AlreadyBegun:
        messages.info(request, _("The event has begun, so its date stays."))
        return False
    except versions.EditedMeanwhile as late:
        theirs = stored_event(late.theirs)
        form.put_beside(theirs, version=theirs["version"], by=faster(late.theirs, request))
        return False
    messages.success(request, _("The event was changed."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def event_add(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """Add an event beside the template's: for all, or HR's own for its organisation."""
    standing = request.standing
    rules.can_add_event.require(standing)
    event = _blank(standing)
    sent = kept_forms.filled(request)
    leaders = queries.leaders_for(standing, private_to_id=event.private_to_id)
    form = ExtraForm(arranged(sent), event=event, leaders=leaders, own=not standing.trains)
    found: list[str] = []
    if request.method == "POST" and form.is_valid():
        found = _cautions(standing, form)
        if (not found or form.is_known(found)) and _add(request, form):
            return home_of(request)
    context = {"focus": focused(sent), **_page(request, form, found)}
    return render(request, "programmes/dates/add.html", context)


def _blank(standing: Standing) -> Event:
    """Return an event of which nothing is told yet."""
    at = timezone.now()
    is_own = not standing.trains
    return Event(
        programme_id=standing.programme.pk,
        private_to_id=standing.actor.organisation_id if is_own else None,
        kind=Event.Kind.MENTOR_HR if is_own else Event.Kind.NETWORK,
        roles=[Seat.Role.HR, Seat.Role.MENTOR],
        starts_at=at,
        ends_at=at,
    )


def _add(request: ProgrammeRequest, form: ExtraForm) -> bool:
    try:
        services.add_event(request.standing, form.extra(), form.details(), at=timezone.now())
    except dates.InThePast:
        form.add_error("day", AHEAD)
        return False
    messages.success(request, _("The event is in the programme."))
    return True
