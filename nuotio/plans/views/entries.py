from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nuotio.foundation import versions
from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.plans import audiences, entry_sheets, prompts
from nuotio.plans.forms.entries import GONE, NOT_YOURS, EntryForm, Offer, stored_entry
from nuotio.plans.models import Entry
from nuotio.plans.queries import circles, entry_places, sessions
from nuotio.plans.queries import entries as queries
from nuotio.plans.queries.circles import Circle
from nuotio.plans.queries.entry_places import Place
from nuotio.plans.rules import entries as rules
from nuotio.plans.services import entries as services

PAGE = 50
METHODS = ["GET", "HEAD", "POST"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def entries(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """List the member's own entries with where she learned, or those of others that she may read.

    What the address says of `whose` and `where` narrows the list.
    """
    actor = request.actor
    circle = circles.circle_of(actor)
    is_mine = request.GET.get("whose") != "others"
    where = request.GET.get("where", "")
    where = where if where in Entry.Where.values else ""
    rows = queries.visible_entries(actor, circle)
    rows = rows.filter(writer=actor) if is_mine else rows.exclude(writer=actor)
    rows = rows.filter(where=where) if where else rows
    context = {
        "is_mine": is_mine,
        "where": where,
        "wheres": dict(Entry.Where.choices),
        "asked_in": prompts.find,
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "learned": queries.where_learned(actor) if is_mine else {},
        "programmes": [one.programme for one in circle.standings if one.is_in],
    }
    return render(request, "plans/entries/list.html", context)


@require_safe
def entry(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show an entry with who reads it; its writer chooses others with one press."""
    circle = circles.circle_of(request.actor)
    found = _entry(request, pk, circle)
    is_own = rules.can_write_entry(request.actor, found)
    context = {
        "entry": found,
        "is_own": is_own,
        "current": audiences.choice_of(found, circle),
        "told": audiences.told_to_reader(found),
        "choices": audiences.choices_for(circle) if is_own else [],
        "place": entry_places.place_of(found, viewer=request.actor),
        "asked": prompts.find(found.prompt),
    }
    return render(request, "plans/entries/one.html", context)


@require_http_methods(METHODS)
def entry_add(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Write down what was learned, or answer a question; one minute is enough."""
    circle = circles.circle_of(request.actor)
    preset = _preset(request)
    suits = _suiting(request, circle, preset)
    blank = _blank(request, preset, suits)
    form = EntryForm(
        kept_forms.filled(request), entry=blank, offer=_offer(request, circle, blank, preset)
    )
    if request.method == "POST" and form.is_valid():
        made = _written(request, form)
        if made is not None:
            return redirect("plans:entry", request.actor.organisation.slug, made.pk)
    asked = form.asked
    context = {
        "form": form,
        "choices": form.offer.audiences,
        "place": preset,
        "another": prompts.after(asked.code, suits) if asked else None,
    }
    return render(request, "plans/entries/add.html", context)


def _written(request: OrganisationRequest, form: EntryForm) -> Entry | None:
    once = form.cleaned_data["once"] or uuid4()
    try:
        made = services.write_entry(form.draft(), by=request.actor, at=timezone.now(), once=once)
    except services.NotThere:
        form.add_error("place", GONE["invalid_choice"])
    except services.AudienceClosed:
        form.add_error("audience", NOT_YOURS["invalid_choice"])
    else:
        messages.success(request, _("Written down. Below you see who reads it."))
        return made
    return None


@require_http_methods(METHODS)
def entry_change(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Change an entry; what others read of it follows."""
    circle = circles.circle_of(request.actor)
    found = _entry(request, pk, circle)
    rules.can_write_entry.require(request.actor, found)
    form = EntryForm(kept_forms.filled(request), entry=found, offer=_offer(request, circle, found))
    if request.method == "POST" and form.is_valid() and _changed(request, found, form):
        return redirect("plans:entry", request.actor.organisation.slug, found.pk)
    context = {"entry": found, "form": form, "choices": form.offer.audiences}
    return render(request, "plans/entries/change.html", context)


def _changed(request: OrganisationRequest, found: Entry, form: EntryForm) -> bool:
    seen = form.cleaned_data["version"]
    try:
        services.change_entry(
            found, form.draft(), by=request.actor, at=timezone.now(), version=seen
        )
    except versions.EditedMeanwhile as late:
        form.put_beside(stored_entry(late.theirs), version=late.theirs.version)
    except services.NotThere:
        form.add_error("place", GONE["invalid_choice"])
    except services.AudienceClosed:
        form.add_error("audience", NOT_YOURS["invalid_choice"])
    else:
        messages.success(request, _("The entry is saved."))
        return True
    return False


@require_POST
def entry_audience(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Let others read an entry, or fewer of them."""
    found = _entry(request, pk, circles.circle_of(request.actor))
    rules.can_write_entry.require(request.actor, found)
    chosen = request.POST.get("audience", "")
    try:
        services.choose_audience(found, chosen, by=request.actor, at=timezone.now())
    except services.AudienceClosed:
        messages.warning(request, NOT_YOURS["invalid_choice"])
    else:
        messages.success(request, _("Changed. Below you see who reads it now."))
    return redirect("plans:entry", request.actor.organisation.slug, found.pk)


@require_http_methods(METHODS)
def entry_delete(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Ask once, then delete an entry for good with every copy of it."""
    found = _entry(request, pk, circles.circle_of(request.actor))
    rules.can_write_entry.require(request.actor, found)
    if request.method == "POST":
        services.delete_entry(found, by=request.actor)
        messages.success(request, _("The entry is deleted, and so is every copy of it."))
        return redirect("plans:entries", request.actor.organisation.slug)
    return render(request, "plans/entries/delete.html", {"entry": found})


@require_safe
def entries_export(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Give the member's own entries and those that she may read as a spreadsheet."""
    content = entry_sheets.workbook_of(queries.visible_entries(request.actor))
    disposition = 'attachment; filename="nuotio-reflections.xlsx"'
    return HttpResponse(content, XLSX, headers={"Content-Disposition": disposition})


def _entry(request: OrganisationRequest, pk: int, circle: Circle) -> Entry:
    found = queries.entry_at(pk, viewer=request.actor, circle=circle)
    if found is None:
        raise Http404
    return found


def _preset(request: OrganisationRequest) -> Place | None:
    """Return the plan or experiment that the address names."""
    for kind in ("experiment", "plan"):
        if kind in request.GET:
            key = f"{kind}-{request.GET[kind]}"
            return entry_places.place_at(key, viewer=request.actor)
    return None


def _suiting(
    request: OrganisationRequest, circle: Circle, preset: Place | None
) -> list[prompts.Prompt]:
    """Return the questions that suit where somebody reflects; for a note there are none."""
    if request.GET.get("kind") != Entry.Kind.REFLECTION:
        return []
    if preset is not None:
        return list(prompts.suiting(turn=preset.turn))
    held = sessions.last_session(circle, at=timezone.now())
    answered = queries.prompts_answered(request.actor)
    return list(prompts.suiting(phase=held.phase, is_fresh=held.is_fresh, answered=answered))


def _blank(
    request: OrganisationRequest, preset: Place | None, suits: list[prompts.Prompt]
) -> Entry:
    asked = prompts.find(request.GET.get("prompt", "")) or (suits[0] if suits else None)
    return Entry(
        kind=Entry.Kind.REFLECTION if suits else Entry.Kind.LEARNING,
        prompt=asked.code if asked and suits else "",
        happened_on=timezone.localdate(),
        plan_id=preset.plan_id if preset else None,
        experiment_id=preset.experiment_id if preset else None,
    )


def _offer(
    request: OrganisationRequest, circle: Circle, entry: Entry, preset: Place | None = None
) -> Offer:
    """Return what there is to choose, with what the entry has already."""
    places = list(entry_places.own_places(request.actor))
    key = entry_places.key_of(entry)
    if key and key not in {one.key for one in places}:
        here = preset or entry_places.place_of(entry, viewer=request.actor)
        places += [here] if here else []
    offered = list(audiences.choices_for(circle))
    own = audiences.choice_of(entry, circle)
    offered += [own] if audiences.find(own.key, offered) is None else []
    return Offer(places, offered, timezone.localdate())
