from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuotio.foundation import versions
from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.plans.forms.measures import NOT_SENSIBLE, MeasureForm, stored_measure
from nuotio.plans.models import Experiment, Measure
from nuotio.plans.queries import experiments as queries
from nuotio.plans.rules import experiments as rules
from nuotio.plans.services import measures as services
from nuotio.plans.views.experiments import METHODS, experiment_of, faster


@require_http_methods(METHODS)
def measure_add(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Write down what an experiment is seen by, before it starts or along the way."""
    found = experiment_of(request, pk)
    rules.can_write_experiment.require(request.actor, found)
    form = MeasureForm(kept_forms.filled(request), measure=Measure(experiment=found))
    if request.method == "POST" and form.is_valid() and _added(request, found, form):
        messages.success(request, _("The measure is saved."))
        return redirect("plans:experiment", request.actor.organisation.slug, found.pk)
    context = {"experiment": found, "form": form}
    return render(request, "plans/experiments/measure_add.html", context)


def _added(request: OrganisationRequest, found: Experiment, form: MeasureForm) -> bool:
    once = form.cleaned_data["once"] or uuid4()
    try:
        services.add_measure(found, form.draft(), by=request.actor, at=timezone.now(), once=once)
    except services.NotSensible as wrong:
        form.add_error(wrong.field, NOT_SENSIBLE[wrong.field])
        return False
    return True


@require_http_methods(METHODS)
def measure_change(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Change a measure; the value after is written when it is known."""
    found = queries.measure_at(pk, viewer=request.actor)
    if found is None:
        raise Http404
    rules.can_write_experiment.require(request.actor, found.experiment)
    form = MeasureForm(kept_forms.filled(request), measure=found)
    if request.method == "POST" and form.is_valid() and _changed(request, found, form):
        messages.success(request, _("The measure is saved."))
        slug = request.actor.organisation.slug
        return redirect("plans:experiment", slug, found.experiment_id)
    context = {"experiment": found.experiment, "measure": found, "form": form}
    return render(request, "plans/experiments/measure_change.html", context)


def _changed(request: OrganisationRequest, found: Measure, form: MeasureForm) -> bool:
    version, at = form.cleaned_data["version"], timezone.now()
    try:
        services.change_measure(found, form.draft(), by=request.actor, at=at, version=version)
    except versions.EditedMeanwhile as late:
        theirs = late.theirs
        form.put_beside(stored_measure(theirs), version=theirs.version, by=faster(theirs, request))
        return False
    except services.NotSensible as wrong:
        form.add_error(wrong.field, NOT_SENSIBLE[wrong.field])
        return False
    return True
