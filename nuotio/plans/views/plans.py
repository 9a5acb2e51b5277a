from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nuotio.goals.queries import goals
from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.plans import plan_story, plan_texts
from nuotio.plans.forms.plans import GONE, BeginForm, GoalsForm, WriteForm
from nuotio.plans.models import Plan
from nuotio.plans.queries import experiments as experiment_queries
from nuotio.plans.queries import plan_remarks
from nuotio.plans.queries import plans as queries
from nuotio.plans.rules import plans as rules
from nuotio.plans.services import plans as services
from nuotio.ui.joint_writing import saves_itself

PAGE = 50
METHODS = ["GET", "HEAD", "POST"]


@require_safe
def plans(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """List the member's own plans first, then those that others have shown."""
    actor = request.actor
    rules.can_see_plans.require(actor, actor.organisation_id)
    may_begin = rules.can_begin_plan(actor)
    context = {
        "own": queries.all_own_plans(actor),
        "page_obj": Paginator(queries.others_plans(actor), PAGE).get_page(request.GET.get("page")),
        "may_begin": may_begin,
        "has_goals": may_begin and bool(goals.decided_goals(actor.organisation)),
    }
    return render(request, "plans/plans/list.html", context)


@require_http_methods(METHODS)
def plan_add(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Begin a plan for a decided goal; where there is none, say who decides."""
    actor = request.actor
    rules.can_begin_plan.require(actor)
    decided = goals.decided_goals(actor.organisation)
    if not decided:
        return render(request, "plans/plans/no_goal.html")
    form = BeginForm(
        kept_forms.filled(request),
        goals=decided,
        partners=queries.possible_partners(actor),
        coaching=queries.coaching_of(actor),
        goal=request.GET.get("goal", ""),
    )
    if request.method == "POST" and form.is_valid():
        once = form.cleaned_data["once"] or uuid4()
        try:
            made = services.begin_plan(form.start(), by=actor, at=timezone.now(), once=once)
        except services.NotThere as missing:
            form.add_error(missing.field, GONE)
        else:
            messages.success(request, _("The plan is begun. Only those who write it see it yet."))
            return redirect("plans:plan_write", actor.organisation.slug, made.pk)
    return render(request, "plans/plans/add.html", {"form": form})


@require_safe
def plan(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show a plan: what it wants, its steps and experiments, how it stands, what is next."""
    actor, found = request.actor, plan_at(request, pk)
    remarks = plan_remarks.remarks_on(found, viewer=actor)
    experiments = experiment_queries.experiments_of(found)
    looking = plan_story.Looking(
        writes=rules.can_write_plan(actor, found),
        agrees=rules.can_agree_plan(actor, found),
        answers=rules.can_answer_need(actor, found),
        has_experiments=bool(experiments),
        remarks=remarks,
    )
    context = {
        "plan": found,
        "looking": looking,
        "step": plan_story.next_step(found, looking),
        "moments": plan_story.moments_of(found),
        "actions": queries.actions_of(found),
        "remarks": remarks,
        "experiments": experiments,
        "is_mentor": rules.is_mentor_of(actor, found),
        "may_remark": rules.can_remark(actor, found),
        "may_read_remarks": rules.can_see_remarks(actor, found),
        "today": timezone.localdate(),
    }
    return render(request, "plans/plans/one.html", {**context, **_written(found, looking)})


def _written(found: Plan, looking: plan_story.Looking) -> dict[str, Any]:
    """Return what is written in the plan, and for its writers what is still empty."""
    missing = plan_texts.missing(found) if looking.writes else []
    return {"filled": plan_texts.filled(found), "missing": missing}


@require_http_methods(METHODS)
def plan_write(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Write the plan, alone or several at once; what is typed is saved by itself."""
    found = plan_at(request, pk)
    if found.is_over and request.method != "POST":
        return over(request, found)
    if not found.is_over:
        rules.can_write_plan.require(request.actor, found)
    form = WriteForm(kept_forms.filled(request), plan=found)
    if request.method == "POST":
        saved = _saved(request, found, form)
        if saves_itself(request):
            return _told(saved, form)
        if saved is not None and not saved.merged.clashes:
            return _onward(request, found)
    return render(request, "plans/plans/write.html", {"plan": found, "form": form})


def _saved(request: OrganisationRequest, found: Plan, form: WriteForm) -> services.Saved | None:
    """Save what was typed and show what came of it; None where nothing could be stored."""
    if not form.is_valid():
        return None
    try:
        saved = services.write_plan(found, form.draft(), by=request.actor, at=timezone.now())
    except services.PlanOver:
        form.add_error(None, _("The plan was closed meanwhile. What you typed is still here."))
        return None
    if saved.merged.clashes:
        form.show_both(saved.merged, version=saved.plan.version, by=saved.before_by)
    return saved


def _told(saved: services.Saved | None, form: WriteForm) -> HttpResponse:
    if saved is None:
        return form.refused()
    return form.told(saved.merged, version=saved.plan.version, by=saved.before_by)


def _onward(request: OrganisationRequest, found: Plan) -> HttpResponse:
    messages.success(request, _("The plan is saved."))
    is_ready = request.POST.get("action") == "give"
    page = "plans:plan" if is_ready else "plans:plan_write"
    return redirect(page, request.actor.organisation.slug, found.pk)


@require_http_methods(METHODS)
def plan_goals(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Choose the goals that the plan serves."""
    found = plan_at(request, pk)
    if found.is_over:
        return over(request, found)
    rules.can_write_plan.require(request.actor, found)
    form = GoalsForm(
        kept_forms.filled(request),
        plan=found,
        goals=goals.decided_goals(request.actor.organisation),
        seen=services.goals_mark(found),
    )
    if request.method == "POST" and form.is_valid() and _chosen(request, found, form):
        messages.success(request, _("The goals of the plan are saved."))
        return redirect("plans:plan", request.actor.organisation.slug, found.pk)
    return render(request, "plans/plans/goals.html", {"plan": found, "form": form})


def _chosen(request: OrganisationRequest, found: Plan, form: GoalsForm) -> bool:
    told = form.cleaned_data
    try:
        services.change_goals(
            found, told["goal"], told["more"], by=request.actor, seen=told["seen"]
        )
    except services.GoalsMoved:
        form.look_again(services.goals_mark(found))
    except services.NotThere as missing:
        form.add_error(missing.field, GONE)
    except services.PlanOver:
        form.add_error(None, _("The plan was closed meanwhile, so its goals stay."))
    else:
        return True
    return False


def plan_at(request: OrganisationRequest, pk: int) -> Plan:
    """Return the plan in the address; 404 where the member may not read it."""
    found = queries.plan_at(pk, viewer=request.actor)
    if found is None:
        raise Http404
    return found


def over(request: OrganisationRequest, found: Plan) -> HttpResponse:
    """Lead back to a plan that is closed."""
    messages.info(request, _("The plan is closed, so it stays as it is."))
    return redirect("plans:plan", request.actor.organisation.slug, found.pk)
