from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.plans.forms.observations import ObservationForm
from nuotio.plans.models import Experiment
from nuotio.plans.rules import experiments as rules
from nuotio.plans.services import observations as services
from nuotio.plans.views.experiments import METHODS, experiment_of


@require_http_methods(METHODS)
def observation_add(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Write down what was seen along the way; a line on a phone is enough."""
    found = experiment_of(request, pk)
    rules.can_write_experiment.require(request.actor, found)
    form = ObservationForm(kept_forms.filled(request), day=timezone.localdate())
    if request.method == "POST" and form.is_valid() and _noted(request, found, form):
        messages.success(request, _("What you saw is written down."))
        return redirect("plans:experiment", request.actor.organisation.slug, found.pk)
    return render(request, "plans/experiments/observe.html", {"experiment": found, "form": form})


def _noted(request: OrganisationRequest, found: Experiment, form: ObservationForm) -> bool:
    told, at = form.cleaned_data, timezone.now()
    once = told["once"] or uuid4()
    try:
        services.note_observation(
            found, told["words"], seen_on=told["seen_on"], by=request.actor, at=at, once=once
        )
    except services.NotADay:
        form.add_error("seen_on", _("Check the day: it is to come, or more than a year ago."))
        return False
    except services.NotStarted:
        form.add_error(None, _("Notes are written once the experiment has started."))
        return False
    return True
