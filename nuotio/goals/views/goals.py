from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nuotio.foundation import versions
from nuotio.goals import origins, story, themes
from nuotio.goals.forms.goals import USUAL_SHARE, EndForm, GoalForm, Offer, stored_goal
from nuotio.goals.models import Goal
from nuotio.goals.queries import competences, findings
from nuotio.goals.queries import goals as queries
from nuotio.goals.rules import goals as rules
from nuotio.goals.services import goals as services
from nuotio.goals.views.editing import faster
from nuotio.people import kept_forms
from nuotio.people.queries import units
from nuotio.people.requests import OrganisationRequest

PAGE = 50
ENOUGH = 3  # goals that people remember at a time
METHODS = ["GET", "HEAD", "POST"]
GONE = gettext_lazy("This is not there any more. Choose again.")
FIELDS = {"dimension": "ground"}


@require_safe
def goals(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """List the goals for everybody: what is proposed, decided and ended."""
    actor = request.actor
    rules.can_see_goals.require(actor, actor.organisation_id)
    running = queries.running_goals(actor)
    context = {
        "proposed": [one for one in running if one.state == Goal.State.PROPOSED],
        "decided": [one for one in running if one.state == Goal.State.DECIDED],
        "page_obj": Paginator(queries.ended_goals(actor), PAGE).get_page(request.GET.get("page")),
        "may_propose": rules.can_propose_goals(actor),
        "is_enough": len(running) >= ENOUGH,
        "origins": origins.lists_for(actor),
        "today": timezone.localdate(),
    }
    return render(request, "goals/goals/list.html", context)


@require_safe
def goal(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show a goal with its story; who may signs it here."""
    found = _goal(request, pk)
    context = {
        "goal": found,
        "theme": themes.find(found.theme),
        "thread": story.thread_of(found),
        "moments": story.moments_of(found),
        "sides": rules.open_sides(request.actor, found),
        "may_change": rules.can_change_goal(request.actor, found) and found.ended_at is None,
        "has_signed": found.has_signed(request.actor.pk),
        "origins": origins.origins_of(found, request.actor),
        "is_over": found.is_over(timezone.localdate()),
    }
    return render(request, "goals/goals/one.html", context)


@require_http_methods(METHODS)
def goal_add(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Propose a goal."""
    rules.can_propose_goals.require(request.actor)
    blank = Goal(organisation=request.actor.organisation, time_share=USUAL_SHARE)
    form = GoalForm(kept_forms.filled(request), goal=blank, offer=_offer(request))
    if request.method == "POST" and form.is_valid():
        once = form.cleaned_data["once"] or uuid4()
        try:
            made = services.propose_goal(
                form.draft(), by=request.actor, at=timezone.now(), once=once
            )
        except services.NotThere as missing:
            form.add_error(FIELDS.get(missing.field, missing.field), GONE)
        else:
            messages.success(request, _("The goal is proposed. It is decided by two signatures."))
            return redirect("goals:goal", request.actor.organisation.slug, made.pk)
    is_enough = queries.count_running(request.actor) >= ENOUGH
    return render(request, "goals/goals/add.html", {"form": form, "is_enough": is_enough})


@require_http_methods(METHODS)
def goal_change(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Change a goal; who changes what was signed is told beforehand what that means."""
    found = _goal(request, pk)
    rules.can_change_goal.require(request.actor, found)
    if found.ended_at is not None:
        return _has_ended(request, found)
    form = GoalForm(
        kept_forms.filled(request), goal=found, offer=_offer(request), may_unsign=found.is_signed
    )
    if request.method == "POST" and form.is_valid() and _changed(request, found, form):
        return redirect("goals:goal", request.actor.organisation.slug, found.pk)
    return render(request, "goals/goals/change.html", {"goal": found, "form": form})


def _changed(request: OrganisationRequest, found: Goal, form: GoalForm) -> bool:
    told = form.cleaned_data
    try:
        saved = services.change_goal(
            found,
            form.draft(),
            by=request.actor,
            version=told["version"],
            may_unsign=told["may_unsign"],
        )
    except versions.EditedMeanwhile as late:
        theirs = late.theirs
        form.put_beside(stored_goal(theirs), version=theirs.version, by=faster(theirs, request))
    except services.SignaturesWouldGo:
        form.warn_of_signatures()
    except services.NotThere as missing:
        form.add_error(FIELDS.get(missing.field, missing.field), GONE)
    except services.AlreadyEnded:
        form.add_error(None, _("The goal has ended meanwhile, so it stays as it is."))
    else:
        is_unsigned = found.is_signed and not saved.is_signed
        kept, taken = _("The goal is saved."), _("The goal is saved. It waits for signatures anew.")
        messages.success(request, taken if is_unsigned else kept)
        return True
    return False


@require_POST
def goal_sign(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Sign a goal for HR or for management."""
    found = _goal(request, pk)
    side, seen = request.POST.get("side", ""), request.POST.get("version", "")
    try:
        signed = services.sign_goal(
            found,
            by=request.actor,
            at=timezone.now(),
            side=Goal.Side(side) if side in Goal.Side.values else None,
            seen=int(seen) if seen.isdecimal() and len(seen) < 7 else None,
        )
    except versions.EditedMeanwhile:
        messages.warning(request, _("The goal was changed just now. Read it again, then sign."))
    except services.SecondPersonNeeded:
        messages.info(request, _("You have signed already. The other signature is a colleague's."))
    else:
        is_decided = signed.state == Goal.State.DECIDED
        half = _("Your signature is kept.")
        messages.success(request, _("The goal is decided.") if is_decided else half)
    return redirect("goals:goal", request.actor.organisation.slug, found.pk)


@require_http_methods(METHODS)
def goal_end(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """End a goal with what came of it, or take a proposal back."""
    found = _goal(request, pk)
    rules.can_change_goal.require(request.actor, found)
    if found.ended_at is not None:
        return _has_ended(request, found)
    form = EndForm(kept_forms.filled(request))
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        services.end_goal(found, words, by=request.actor, at=timezone.now())
        messages.success(request, _("The goal has ended. What came of it stays here to be read."))
        return redirect("goals:goal", request.actor.organisation.slug, found.pk)
    return render(request, "goals/goals/end.html", {"goal": found, "form": form})


def _goal(request: OrganisationRequest, pk: int) -> Goal:
    rules.can_see_goals.require(request.actor, request.actor.organisation_id)
    found = queries.goal_at(pk, viewer=request.actor)
    if found is None:
        raise Http404
    return found


def _has_ended(request: OrganisationRequest, found: Goal) -> HttpResponse:
    messages.info(request, _("The goal has ended, so it stays as it is."))
    return redirect("goals:goal", request.actor.organisation.slug, found.pk)


def _offer(request: OrganisationRequest) -> Offer:
    return Offer(
        findings.findings_for(request.actor),
        competences.choices_for(request.actor),
        units.possible_leads(viewer=request.actor),
        queries.sponsors_for(request.actor),
    )
