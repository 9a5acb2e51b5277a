from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuotio.foundation import versions
from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.plans import competences
from nuotio.plans.forms.self_assessments import SelfAssessmentForm, moment_of, stored_view
from nuotio.plans.models import SelfAssessment
from nuotio.plans.queries import self_assessments as queries
from nuotio.plans.rules import entries as rules
from nuotio.plans.services import self_assessments as services
from nuotio.ui.filters import capital

Moment = SelfAssessment.Moment


@require_http_methods(["GET", "HEAD", "POST"])
def self_assessment(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Let a mentor judge her competences at three moments and see them side by side."""
    rules.can_assess_oneself.require(request.actor)
    views, sent = queries.own_views(request.actor), kept_forms.filled(request)
    moment = moment_of(sent or request.GET, views=views)
    form = SelfAssessmentForm(sent, moment=moment, view=views.get(moment))
    saved = _saved(request, form) if request.method == "POST" and form.is_valid() else None
    if request.method == "POST" and request.headers.get("Accept") == "application/json":
        return _told(saved, form)
    if saved is not None:
        messages.success(request, _("Saved. Only you read this."))
        return redirect(f"{_address(request, moment)}#seen")
    context = {
        "form": form,
        "moment": moment,
        "moments": Moment,
        "steps": [(capital(str(m.label)), _address(request, m), m == moment) for m in Moment],
        "views": views,
        "picture": competences.picture({name: one.answers for name, one in views.items()}),
    }
    return render(request, "plans/self_assessments/own.html", context)


def _address(request: OrganisationRequest, moment: str) -> str:
    here = reverse("plans:self_assessment", args=[request.actor.organisation.slug])
    return f"{here}?{urlencode({'moment': moment})}"


def _saved(request: OrganisationRequest, form: SelfAssessmentForm) -> SelfAssessment | None:
    told = form.cleaned_data
    try:
        return services.assess_oneself(
            told["moment"],
            form.answers(),
            told["words"],
            by=request.actor,
            at=timezone.now(),
            version=told["version"],
        )
    except versions.EditedMeanwhile as late:
        form.put_beside(stored_view(late.theirs), version=late.theirs.version)
        return None


def _told(saved: SelfAssessment | None, form: SelfAssessmentForm) -> JsonResponse:
    """Answer the page that saves as one goes: the version, or that it could not be saved."""
    if saved is None:
        return JsonResponse({}, status=409 if form.beside else 422)
    return JsonResponse({"version": saved.version})
