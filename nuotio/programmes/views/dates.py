from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nuotio.foundation import versions
from nuotio.people import kept_forms
from nuotio.people.models import User
from nuotio.people.queries import editors
from nuotio.people.requests import OrganisationRequest
from nuotio.programmes.forms.dates import AHEAD, DueForm, MoveForm, stored_due
from nuotio.programmes.forms.event_details import mark_of
from nuotio.programmes.models import Assignment, Event
from nuotio.programmes.queries import cautions
from nuotio.programmes.queries import dates as queries
from nuotio.programmes.requests import ProgrammeRequest
from nuotio.programmes.rules import assignments as assignment_rules
from nuotio.programmes.rules import events as rules
from nuotio.programmes.services import dates as services
from nuotio.programmes.views.entering import in_programme


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def event_move(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Move an event, alone or with all later dates: first every date is shown, then one press."""
    event = event_to_change(request, pk)
    form = MoveForm(kept_forms.filled(request), event=event, at=timezone.now())
    if request.method == "POST" and form.is_valid() and form.is_shown():
        if _move(request, event, form):
            return back_to(request, event)
        event = event_to_change(request, pk)  # it may have moved meanwhile
    context = {
        "programme": request.standing.programme,
        "event": event,
        "has_begun": event.starts_at <= timezone.now(),
        "form": form,
        "shown": None,
        **(_shown(request, event, form) if form.is_bound and form.is_valid() else {}),
    }
    return render(request, "programmes/dates/move.html", context)


def _shown(request: ProgrammeRequest, event: Event, form: MoveForm) -> dict[str, Any]:
    """Return what would move, and what to be careful of then."""
    standing, at = request.standing, timezone.now()
    shown = queries.preview(standing, event, to=form.to(), with_later=form.with_later(), at=at)
    table = cautions.Timetable(
        [one for one in shown.all_events if one.cancelled_at is None],
        shown.all_assignments,
        changed={row.pk: (one.starts_at, one.ends_at) for row, one in shown.events},
        due={row.pk: one.starts_at for row, one in shown.assignments},
    )
    found = cautions.of_dates(standing, table)
    return {"shown": shown, "cautions": found, "mark": form.mark()}


def _move(request: ProgrammeRequest, event: Event, form: MoveForm) -> bool:
    try:
        changes = services.move_event(
            request.standing,
            event,
            to=form.to(),
            with_later=form.with_later(),
            at=timezone.now(),
            seen=form.seen_at(),
        )
    except services.InThePast:
        form.add_error("day", AHEAD)
        return False
    except services.AlreadyBegun:
        messages.info(request, _("The event has begun, so its date stays."))
        return True
    except services.MovedMeanwhile:
        messages.warning(request, _("Somebody has just moved this event. Look at the dates again."))
        return False
    words = ngettext("%(num)d date has moved.", "%(num)d dates have moved.", len(changes))
    told = _("Those concerned hear of it, and their calendars follow.")
    messages.success(request, f"{words % {'num': len(changes)}} {told}")
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def event_call_off(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Call an event off, or hold it after all."""
    event = event_to_change(request, pk)
    if request.method == "POST":
        _call_off(request, event)
        return back_to(request, event)
    context = {
        "programme": request.standing.programme,
        "event": event,
        "has_begun": event.starts_at <= timezone.now(),
    }
    return render(request, "programmes/dates/call_off.html", context)


def _call_off(request: ProgrammeRequest, event: Event) -> None:
    standing, at = request.standing, timezone.now()
    try:
        if request.POST.get("action") == "restore":
            services.restore_event(standing, event, at=at)
            messages.success(request, _("The event is held after all. Those concerned hear of it."))
        else:
            services.call_off_event(standing, event, at=at)
            messages.success(request, _("The event is called off. Those concerned hear of it."))
    except services.AlreadyBegun:
        messages.info(request, _("The event has begun, so it stays as it is."))


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def assignment_due(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Give an assignment another due date."""
    assignment = queries.assignment_at(pk, standing=request.standing)
    if assignment is None:
        raise Http404
    assignment_rules.can_change_assignment.require(request.standing, assignment)
    form = DueForm(kept_forms.filled(request), assignment=assignment)
    found: list[str] = []
    if request.method == "POST" and form.is_valid():
        table = cautions.timetable(request.standing, due={assignment.pk: form.due_at()})
        found = cautions.of_dates(request.standing, table)
        is_known = not found or request.POST.get("known") == mark_of(found)
        if is_known and _change_due(request, assignment, form):
            return home_of(request)
    context = {
        "programme": request.standing.programme,
        "assignment": assignment,
        "form": form,
        "cautions": found,
        "known": mark_of(found),
    }
    return render(request, "programmes/dates/due.html", context)


def _change_due(request: ProgrammeRequest, assignment: Assignment, form: DueForm) -> bool:
    due_at, seen = form.due_at(), form.cleaned_data["version"]
    try:
        services.change_due(
            request.standing, assignment, due_at=due_at, version=seen, at=timezone.now()
        )
    except services.InThePast:
        form.add_error("day", AHEAD)
        return False
    except versions.EditedMeanwhile as late:
        theirs = stored_due(late.theirs)
        form.put_beside(theirs, version=theirs["version"], by=faster(late.theirs, request))
        return False
    messages.success(request, _("The due date was changed. Those concerned hear of it."))
    return True


def event_to_change(request: ProgrammeRequest, pk: int) -> Event:
    """Return the event in the address; 404 where the member does not see it, 403 for others."""
    event = queries.event_at(pk, standing=request.standing)
    if event is None:
        raise Http404
    rules.can_change_event.require(request.standing, event)
    return event


def home_of(request: ProgrammeRequest) -> HttpResponse:
    """Lead back to the programme."""
    slug, programme = request.actor.organisation.slug, request.standing.programme
    return redirect("programmes:programme", slug, programme.pk)


def back_to(request: ProgrammeRequest, event: Event) -> HttpResponse:
    """Lead back to the event's own page, or to the programme where it has none."""
    slug, programme = request.actor.organisation.slug, request.standing.programme
    try:
        return redirect("programmes:event", organisation=slug, programme=programme.pk, pk=event.pk)
    except NoReverseMatch:
        return home_of(request)


def faster(row: Model, request: OrganisationRequest) -> str:
    """Return the name of whoever saved first; empty where that was the same person."""
    editor: User | None = editors.last_editor(row)
    return "" if editor is None or editor == request.user else str(editor)
