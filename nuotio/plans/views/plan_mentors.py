from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.plans.forms.plans import MentorForm
from nuotio.plans.models import Plan
from nuotio.plans.queries import plans as queries
from nuotio.plans.rules import plans as rules
from nuotio.plans.services import plan_mentors as services
from nuotio.plans.services.plans import NotThere, PlanOver
from nuotio.plans.views.plans import METHODS, over, plan_at


@require_http_methods(METHODS)
def plan_mentors(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Ask another mentor to join the plan, or leave it to the others."""
    found = plan_at(request, pk)
    if found.is_over:
        return over(request, found)
    rules.can_write_plan.require(request.actor, found)
    if request.POST.get("action") == "leave":
        return _left(request, found)
    here = [one.membership_id for one in found.mentors.all() if one.left_at is None]
    offered = queries.possible_partners(
        request.actor, besides=[pk for pk in here if pk is not None]
    )
    form = MentorForm(kept_forms.filled(request), mentors=offered)
    if request.method == "POST" and form.is_valid() and _joined(request, found, form):
        messages.success(request, _("Now you write the plan together."))
        return redirect("plans:plan", request.actor.organisation.slug, found.pk)
    context = {"plan": found, "form": form, "offered": offered, "is_alone": len(here) < 2}
    return render(request, "plans/plans/mentors.html", context)


def _joined(request: OrganisationRequest, found: Plan, form: MentorForm) -> bool:
    mentor = form.cleaned_data["mentor"]
    try:
        services.add_mentor(found, mentor, by=request.actor, at=timezone.now())
    except NotThere:
        form.add_error("mentor", form.fields["mentor"].error_messages["invalid_choice"])
    except PlanOver:
        form.add_error(None, _("The plan was closed meanwhile. Nobody can join it any more."))
    else:
        return True
    return False


def _left(request: OrganisationRequest, found: Plan) -> HttpResponse:
    slug = request.actor.organisation.slug
    try:
        services.leave_plan(found, by=request.actor, at=timezone.now())
    except services.LastMentor:
        messages.info(
            request, _("A plan keeps at least one mentor. Ask somebody to join first, or close it.")
        )
        return redirect("plans:plan_mentors", slug, found.pk)
    except PlanOver:
        return over(request, found)
    messages.success(request, _("You have left the plan. What you wrote stays in it."))
    return redirect("plans:plans", slug)
