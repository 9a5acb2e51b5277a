from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from nuotio.foundation import versions
from nuotio.people import kept_forms
from nuotio.people.queries import editors
from nuotio.people.requests import OrganisationRequest
from nuotio.plans.forms.plan_turns import ActionForm, stored_action
from nuotio.plans.models import Plan, PlanAction
from nuotio.plans.queries import plans as queries
from nuotio.plans.rules import plans as rules
from nuotio.plans.services import plan_actions as services
from nuotio.plans.services.plans import NotThere, PlanOver
from nuotio.plans.views.plans import METHODS, over, plan_at

NOT_HERE = gettext_lazy("Choose one of the plan's mentors.")
CLOSED = gettext_lazy("The plan was closed meanwhile. What you typed is still here.")


def _back(request: OrganisationRequest, found: Plan) -> HttpResponse:
    return redirect("plans:plan", request.actor.organisation.slug, found.pk)


@require_http_methods(METHODS)
def action_add(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Add a step to the plan."""
    found = plan_at(request, pk)
    if found.is_over:
        return over(request, found)
    rules.can_write_plan.require(request.actor, found)
    form = ActionForm(kept_forms.filled(request), plan=found)
    if request.method == "POST" and form.is_valid():
        once = form.cleaned_data["once"] or uuid4()
        try:
            services.add_action(found, form.draft(), by=request.actor, at=timezone.now(), once=once)
        except NotThere as missing:
            form.add_error(missing.field, NOT_HERE)
        except PlanOver:
            form.add_error(None, CLOSED)
        else:
            messages.success(request, _("The step is on the plan."))
            return _back(request, found)
    return render(request, "plans/plans/action.html", {"plan": found, "form": form, "action": None})


@require_http_methods(METHODS)
def action_change(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Change a step of the plan."""
    action = _action_at(request, pk)
    if action.plan.is_over:
        return over(request, action.plan)
    rules.can_write_plan.require(request.actor, action.plan)
    form = ActionForm(kept_forms.filled(request), plan=action.plan, action=action)
    if request.method == "POST" and form.is_valid() and _changed(request, action, form):
        messages.success(request, _("The step is saved."))
        return _back(request, action.plan)
    context = {"plan": action.plan, "form": form, "action": action}
    return render(request, "plans/plans/action.html", context)


def _changed(request: OrganisationRequest, action: PlanAction, form: ActionForm) -> bool:
    version = form.cleaned_data["version"]
    try:
        services.change_action(action, form.draft(), by=request.actor, version=version)
    except versions.EditedMeanwhile as late:
        editor = editors.last_editor(late.theirs)
        by = "" if editor is None or editor == request.user else str(editor)
        theirs = stored_action(late.theirs)
        del theirs["once"]
        form.put_beside(theirs, version=late.theirs.version, by=by)
    except NotThere as missing:
        form.add_error(missing.field, NOT_HERE)
    except PlanOver:
        form.add_error(None, CLOSED)
    else:
        return True
    return False


@require_POST
def action_done(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Note that a step is done, or is to be done after all."""
    action = _action_at(request, pk)
    is_done = request.POST.get("done") == "yes"
    try:
        services.mark_done(action, is_done=is_done, by=request.actor, at=timezone.now())
    except PlanOver:
        return over(request, action.plan)
    said = _("Done. Well done.") if is_done else _("The step is to be done again.")
    messages.success(request, said)
    return _back(request, action.plan)


def _action_at(request: OrganisationRequest, pk: int) -> PlanAction:
    found = queries.action_at(pk, viewer=request.actor)
    if found is None:
        raise Http404
    return found
