from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nuotio.foundation import versions
from nuotio.people import kept_forms
from nuotio.people.queries.editors import last_editor
from nuotio.programmes.forms.decisions import DecisionForm, NotesForm, stored_notes
from nuotio.programmes.models import Decision, Event
from nuotio.programmes.queries import decisions as queries
from nuotio.programmes.requests import ProgrammeRequest
from nuotio.programmes.rules import events as rules
from nuotio.programmes.services import decisions as services
from nuotio.programmes.views.entering import in_programme
from nuotio.programmes.views.events import found_event, to_event

PAGE = 50
FIRST_FIELD = "id_text"


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def event_notes(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Write the notes of a meeting."""
    event = found_event(request, pk)
    rules.can_write_down.require(request.standing, event)
    form = NotesForm(kept_forms.filled(request), initial=stored_notes(event))
    if request.method == "POST" and form.is_valid() and _saved(request, event, form):
        return to_event(request, event)
    context = {"programme": request.standing.programme, "event": event, "form": form}
    return render(request, "programmes/events/notes.html", context)


def _saved(request: ProgrammeRequest, event: Event, form: NotesForm) -> bool:
    try:
        services.write_notes(request.standing, event, **form.cleaned_data)
    except versions.EditedMeanwhile as late:
        form.put_beside(
            stored_notes(late.theirs), version=late.theirs.version, by=_editor(request, late.theirs)
        )
        return False
    messages.success(request, _("The notes are saved."))
    return True


def _editor(request: ProgrammeRequest, event: Event) -> str:
    """Return the name of who was faster; empty where it was the same person."""
    editor = last_editor(event)
    return "" if editor is None or editor == request.user else editor.name


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def event_decision_add(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Write decisions and promises down one after the other, while the meeting goes on."""
    event = found_event(request, pk)
    rules.can_write_down.require(request.standing, event)
    form = DecisionForm(kept_forms.filled(request), initial=_same_kind(request))
    if request.method == "POST" and form.is_valid():
        once, told = form.cleaned_data["once"], form.told()
        services.add_decision(request.standing, event, told, once=once, at=timezone.now())
        messages.success(request, _("Written down. Write the next one when it comes."))
        return redirect(f"{request.path}?kind={told.kind}#{FIRST_FIELD}")
    context = {
        "programme": request.standing.programme,
        "event": event,
        "form": form,
        "decisions": queries.decisions_of(event),
    }
    return render(request, "programmes/events/decisions.html", context)


def _same_kind(request: ProgrammeRequest) -> dict[str, str]:
    kind = request.GET.get("kind", "")
    return {"kind": kind} if kind in Decision.Kind.values else {}


@require_POST
@in_programme
def event_decision_done(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Note that a decision was carried out or support was given, or take the mark back."""
    decision = queries.decision_at(pk, standing=request.standing)
    if decision is None:
        raise Http404
    if request.POST.get("action") == "undo":
        services.mark_open(request.standing, decision)
        messages.success(request, _("It waits again."))
    else:
        services.mark_done(request.standing, decision, at=timezone.now())
        messages.success(request, _("Marked as done."))
    if request.POST.get("back") == "supports":
        slug = request.actor.organisation.slug
        return redirect("programmes:supports", slug, decision.programme_id)
    event = decision.event
    address = [request.actor.organisation.slug, event.programme_id, event.pk]
    return redirect(f"{reverse('programmes:event', args=address)}#decisions")


@require_safe
@in_programme
def supports(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """Gather the support that was promised in the organisation's meetings, what waits first."""
    standing = request.standing
    rules.can_see_supports.require(standing)
    rows = Paginator(queries.supports_of(standing), PAGE)
    context = {
        "programme": standing.programme,
        "page_obj": rows.get_page(request.GET.get("page")),
        "today": timezone.localdate(),
        "may_mark": standing.has_seat,
    }
    return render(request, "programmes/events/supports.html", context)
