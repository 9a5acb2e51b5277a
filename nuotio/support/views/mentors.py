from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nuotio.foundation import versions
from nuotio.people import kept_forms
from nuotio.people.queries import units
from nuotio.people.requests import OrganisationRequest
from nuotio.support.forms.mentors import (
    AbsenceForm,
    ColleagueForm,
    ConflictForm,
    ReadinessForm,
    stored_readiness,
)
from nuotio.support.queries import mentors as queries
from nuotio.support.rules import mentors as rules
from nuotio.support.services import mentors as services
from nuotio.support.views import entering

PAGE = 50
METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def own_readiness(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Let a mentor say what she gives and when; her hours stand on top."""
    actor, today = request.actor, timezone.localdate()
    rules.can_set_readiness.require(actor)
    stored = queries.readiness_of(actor)
    form = ReadinessForm(kept_forms.filled(request), readiness=stored)
    if request.method == "POST" and form.is_valid() and _set(request, form):
        return redirect("support:own_readiness", actor.organisation.slug)
    context = {
        "form": form,
        "stored": stored,
        "rests": stored.rests_on(today),
        "left": queries.own_months(actor, day=today),
        "absences": queries.absences_of(actor, day=today),
        "conflicts": queries.conflicts_of(actor),
    }
    return render(request, "support/mentors/own.html", context)


def _set(request: OrganisationRequest, form: ReadinessForm) -> bool:
    told = {"version": form.cleaned_data["version"], "at": timezone.now()}
    try:
        services.set_readiness(form.draft(), by=request.actor, **told)
    except versions.EditedMeanwhile as late:
        form.put_beside(stored_readiness(late.theirs), version=late.theirs.version)
        return False
    messages.success(request, _("Saved. New requests are suggested to you by this."))
    return True


@require_http_methods(METHODS)
def absence_add(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Note days away: the month's working time shrinks with them."""
    actor = request.actor
    rules.can_set_readiness.require(actor)
    form = AbsenceForm(kept_forms.filled(request))
    if request.method == "POST" and form.is_valid() and _away(request, form):
        return redirect("support:own_readiness", actor.organisation.slug)
    return render(request, "support/mentors/absence.html", {"form": form})


def _away(request: OrganisationRequest, form: AbsenceForm) -> bool:
    once = form.cleaned_data["once"] or uuid4()
    first, last = form.days()
    try:
        services.add_absence(first, last, by=request.actor, at=timezone.now(), once=once)
    except services.Past:
        form.add_error("first_day", _("These days have passed. Choose days that are to come."))
    except services.TooFar:
        form.add_error("last_day", _("Choose at most a year at a time, within two years."))
    except services.TooMany:
        form.add_error(None, _("You have written down very many days. Take some away first."))
    else:
        messages.success(request, _("Written down. Your hours left are counted anew."))
        return True
    return False


@require_POST
def absence_remove(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Take days away back."""
    found = entering.there(queries.absence_at(pk, viewer=request.actor))
    services.remove_absence(found, by=request.actor)
    messages.success(request, _("Removed. Your hours left are counted anew."))
    return redirect("support:own_readiness", request.actor.organisation.slug)


@require_http_methods(METHODS)
def conflict_add(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Choose a unit or a colleague that the mentor would rather not serve."""
    actor = request.actor
    rules.can_set_readiness.require(actor)
    form = ConflictForm(kept_forms.filled(request), units=units.unit_choices(viewer=actor))
    if request.method == "POST" and form.is_valid() and _rather_not(request, form):
        return redirect("support:own_readiness", actor.organisation.slug)
    words = ColleagueForm(request.GET).words()
    found = queries.colleagues_named(words, viewer=actor)
    context = {"form": form, "words": words, "found": found}
    return render(request, "support/mentors/conflict.html", context)


def _rather_not(request: OrganisationRequest, form: ConflictForm) -> bool:
    try:
        services.add_conflict(by=request.actor, at=timezone.now(), **form.cleaned_data)
    except services.NotThere:
        form.add_error("unit", _("This is not there any more. Choose again."))
    except services.TooMany:
        form.add_error(None, _("You have named very many. Talk it over with your coordinator."))
    else:
        messages.success(request, _("Noted. Only you see it, and you will not be asked there."))
        return True
    return False


@require_POST
def conflict_remove(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Take a conflict back."""
    found = entering.there(queries.conflict_at(pk, viewer=request.actor))
    services.remove_conflict(found, by=request.actor)
    messages.success(request, _("Removed. You may be asked there again."))
    return redirect("support:own_readiness", request.actor.organisation.slug)


@require_safe
def hours(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Show HR and the coordinators how many hours each mentor has left, by name."""
    actor = request.actor
    rules.can_see_hours_left.require(actor)
    page = Paginator(queries.mentors_by_name(actor), PAGE).get_page(request.GET.get("page"))
    rows = queries.months_of(list(page.object_list), day=timezone.localdate())
    return render(request, "support/mentors/hours.html", {"page_obj": page, "rows": rows})
