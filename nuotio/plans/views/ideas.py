from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nuotio.people import kept_forms
from nuotio.people.queries import units
from nuotio.people.requests import OrganisationRequest
from nuotio.plans.forms.ideas import IdeaForm, PickForm, SetAsideForm
from nuotio.plans.models import Idea
from nuotio.plans.queries import ideas as queries
from nuotio.plans.queries import plans as plan_queries
from nuotio.plans.rules import ideas as rules
from nuotio.plans.services import ideas as services

PAGE = 50
METHODS = ["GET", "HEAD", "POST"]
State = Idea.State
LISTS = {
    State.OPEN: queries.open_ideas,
    State.PICKED: queries.picked_ideas,
    State.SET_ASIDE: queries.ideas_set_aside,
}


@require_safe
def ideas(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """List the ideas of the organisation: open, picked up, set aside."""
    actor, asked = request.actor, request.GET.get("show", "")
    rules.can_see_ideas.require(actor, actor.organisation_id)
    shown = State(asked) if asked in State.values else State.OPEN
    choices = units.unit_choices(viewer=actor)
    told = request.GET.get("unit", "")
    unit = next((pk for pk, _name in choices if str(pk) == told), None)
    rows = LISTS[shown](actor, unit=unit)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(one, queries.experiment_of(one, viewer=actor)) for one in page],
        "shown": shown,
        "here": request.GET.urlencode() or "show=open",
        "units": choices,
        "unit": unit,
    }
    return render(request, "plans/ideas/list.html", context)


@require_http_methods(METHODS)
def idea_add(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Propose an idea."""
    rules.can_see_ideas.require(request.actor, request.actor.organisation_id)
    form = IdeaForm(kept_forms.filled(request), units=units.unit_choices(viewer=request.actor))
    if request.method == "POST" and form.is_valid():
        once = form.cleaned_data["once"] or uuid4()
        try:
            made = services.propose_idea(
                form.draft(), by=request.actor, at=timezone.now(), once=once
            )
        except services.NoSuchUnit:
            form.add_error("unit", _("This unit is not there any more. Choose again."))
        else:
            messages.success(request, _("Thank you. Your idea is in the box."))
            return redirect("plans:idea", request.actor.organisation.slug, made.pk)
    return render(request, "plans/ideas/add.html", {"form": form})


@require_safe
def idea(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show an idea, who would be in, and what came of it."""
    found, actor = _idea(request, pk), request.actor
    is_open = found.state == State.OPEN
    is_hers = found.state == State.PICKED and found.picked_by_id == actor.pk
    is_waiting = found.experiment_id is None and found.state != State.SET_ASIDE
    context = {
        "idea": found,
        "experiment": queries.experiment_of(found, viewer=actor),
        "may_pick": is_waiting and (is_open or is_hers) and rules.can_pick_up(actor, found),
        "may_set_aside": is_waiting and rules.can_set_aside(actor, found),
    }
    return render(request, "plans/ideas/one.html", context)


@require_POST
def idea_join(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Join an idea or leave it, with one tap in the list or on its page."""
    found, actor = _idea(request, pk), request.actor
    if request.POST.get("join") == "no":
        services.leave_idea(found, by=actor)
    else:
        try:
            services.join_idea(found, by=actor, at=timezone.now())
        except services.AlreadyAnswered:
            messages.info(request, _("The idea was set aside meanwhile."))
    if shown := QueryDict(request.POST.get("list", "")).urlencode():
        address = reverse("plans:ideas", args=[actor.organisation.slug])
        return redirect(f"{address}?{shown}#idea-{pk}")
    return redirect("plans:idea", actor.organisation.slug, pk)


@require_http_methods(METHODS)
def idea_pick(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Pick an idea up into one of the mentor's own plans, and go on to the experiment."""
    found, actor = _idea(request, pk), request.actor
    rules.can_pick_up.require(actor, found)
    plans = plan_queries.own_plans(actor)
    form = PickForm(request.POST if request.method == "POST" else None, plans=plans)
    if request.method == "POST" and form.is_valid():
        plan, slug = form.chosen(), actor.organisation.slug
        try:
            services.pick_up(found, plan, by=actor, at=timezone.now())
        except services.AlreadyAnswered:
            return _answered(request, pk)
        address = reverse("plans:experiment_add", args=[slug, plan.pk])
        return redirect(f"{address}?idea={pk}")
    context = {"idea": found, "form": form, "plans": plans}
    return render(request, "plans/ideas/pick.html", context)


@require_http_methods(METHODS)
def idea_set_aside(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Set an idea aside with a reason."""
    found, actor = _idea(request, pk), request.actor
    rules.can_set_aside.require(actor, found)
    form = SetAsideForm(kept_forms.filled(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            services.set_aside(found, reason, by=actor, at=timezone.now())
        except services.AlreadyAnswered:
            return _answered(request, pk)
        messages.success(request, _("The idea is set aside. Your reason can be read there."))
        return redirect("plans:idea", actor.organisation.slug, pk)
    return render(request, "plans/ideas/set_aside.html", {"idea": found, "form": form})


def _idea(request: OrganisationRequest, pk: int) -> Idea:
    rules.can_see_ideas.require(request.actor, request.actor.organisation_id)
    found = queries.idea_at(pk, viewer=request.actor)
    if found is None:
        raise Http404
    return found


def _answered(request: OrganisationRequest, pk: int) -> HttpResponse:
    messages.info(request, _("Somebody was faster: see below what became of the idea."))
    return redirect("plans:idea", request.actor.organisation.slug, pk)
