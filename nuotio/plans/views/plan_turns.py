from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nuotio.foundation import versions
from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.plans.forms.plan_turns import CloseForm, PauseForm, RemarkForm
from nuotio.plans.models import Plan
from nuotio.plans.rules import plans as rules
from nuotio.plans.services import plan_remarks
from nuotio.plans.services import plan_turns as services
from nuotio.plans.services.plans import PlanOver, Saved
from nuotio.plans.views.plans import METHODS, over, plan_at


def _back(request: OrganisationRequest, found: Plan) -> HttpResponse:
    return redirect("plans:plan", request.actor.organisation.slug, found.pk)


def _turned(request: OrganisationRequest, found: Plan, turn: Callable[[], Plan]) -> bool:
    """Let the plan take a turn; say kindly where it cannot."""
    try:
        turn()
    except PlanOver:
        messages.info(request, _("The plan is closed, so it stays as it is."))
    except services.NotYet:
        messages.info(request, _("First HR and you talk the plan over."))
    else:
        return True
    return False


@require_POST
def plan_show(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show the plan to HR, and with that to all who follow learning mentoring."""
    found, by = plan_at(request, pk), request.actor
    if _turned(request, found, lambda: services.show_plan(found, by=by, at=timezone.now())):
        messages.success(request, _("The plan is shown. HR hears of it and writes to you here."))
    return _back(request, found)


@require_POST
def plan_agree(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Agree to the plan as it was read."""
    found, seen = plan_at(request, pk), request.POST.get("version", "")
    version = int(seen) if seen.isdecimal() and len(seen) < 7 else None
    try:
        agreed = services.agree_plan(found, by=request.actor, at=timezone.now(), seen=version)
    except versions.EditedMeanwhile:
        messages.warning(request, _("The plan was changed just now. Read it again, then agree."))
        return _back(request, found)
    if agreed.agreed_by_id == request.actor.pk:
        messages.success(request, _("You have agreed. Its mentors hear of it and can start."))
    else:
        messages.info(request, _("The plan has been agreed to already."))
    return _back(request, found)


@require_POST
def plan_start(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Start the plan."""
    found, by = plan_at(request, pk), request.actor
    if _turned(request, found, lambda: services.start_plan(found, by=by, at=timezone.now())):
        messages.success(request, _("The plan is under way. Good luck!"))
    return _back(request, found)


@require_http_methods(METHODS)
def plan_pause(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Pause the plan and say why."""
    found, by = plan_at(request, pk), request.actor
    rules.can_close_plan.require(by, found)
    if found.is_over:
        return over(request, found)
    form = PauseForm(kept_forms.filled(request))
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        if _turned(
            request, found, lambda: services.pause_plan(found, words, by=by, at=timezone.now())
        ):
            messages.success(request, _("The plan is paused. You take it up again when it suits."))
        return _back(request, found)
    return render(request, "plans/plans/pause.html", {"plan": found, "form": form})


@require_POST
def plan_resume(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Take the plan up again."""
    found, by = plan_at(request, pk), request.actor
    if _turned(request, found, lambda: services.resume_plan(found, by=by)):
        messages.success(request, _("The plan goes on."))
    return _back(request, found)


@require_http_methods(METHODS)
def plan_close(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Close the plan with what was learned, or mend what was written then."""
    found = plan_at(request, pk)
    rules.can_close_plan.require(request.actor, found)
    form = CloseForm(kept_forms.filled(request), plan=found)
    if request.method == "POST" and form.is_valid():
        saved = _closed(request, found, form)
        if saved is not None and not saved.merged.clashes:
            messages.success(request, _("The plan is closed. What you learned stays to be read."))
            return _back(request, found)
    return render(request, "plans/plans/close.html", {"plan": found, "form": form})


def _closed(request: OrganisationRequest, found: Plan, form: CloseForm) -> Saved | None:
    try:
        saved = services.close_plan(
            found,
            form.draft(),
            state=form.cleaned_data["state"],
            by=request.actor,
            at=timezone.now(),
        )
    except services.NothingLearned:
        form.ask_for_words()
        return None
    if saved.merged.clashes:
        form.show_both(saved.merged, version=saved.plan.version, by=saved.before_by)
    return saved


@require_http_methods(METHODS)
def plan_remark(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Write to each other about the plan; HR answers what it needs."""
    found, actor = plan_at(request, pk), request.actor
    rules.can_remark.require(actor, found)
    by_hr = not rules.is_mentor_of(actor, found)
    answers = by_hr and bool(rules.can_answer_need(actor, found)) and bool(found.support.strip())
    form = RemarkForm(kept_forms.filled(request), answers=answers, by_hr=by_hr)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        plan_remarks.write_remark(
            found,
            told["words"],
            by=actor,
            at=timezone.now(),
            once=told["once"] or uuid4(),
            answer=told.get("answer", ""),
        )
        messages.success(request, _("Your words are on the plan."))
        return _back(request, found)
    context = {"plan": found, "form": form, "answers": answers, "by_hr": by_hr}
    return render(request, "plans/plans/remark.html", context)
