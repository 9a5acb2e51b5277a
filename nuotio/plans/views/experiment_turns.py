from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.plans import canvas
from nuotio.plans.forms.experiments import NOT_A_DAY, DecideForm, StartForm, TakeBackForm
from nuotio.plans.models import Experiment
from nuotio.plans.queries import experiments as queries
from nuotio.plans.rules import experiments as rules
from nuotio.plans.services import experiments as services
from nuotio.plans.views.experiments import METHODS, experiment_of

Decision, State = Experiment.Decision, Experiment.State


@require_http_methods(METHODS)
def experiment_start(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Start a planned experiment; from then on everybody in the organisation reads it."""
    found = _own(request, pk)
    if found.state != State.PLANNED:
        return _is_elsewhere(request, found)
    today = timezone.localdate()
    form = StartForm(kept_forms.filled(request), initial={"on": today})
    lacking = canvas.names_of(canvas.lacking(found))
    if request.method == "POST" and form.is_valid() and _started(request, found, form):
        messages.success(request, _("The experiment has started. Write down what you see."))
        return _to(request, found)
    context = {"experiment": found, "form": form, "lacking": lacking}
    return render(request, "plans/experiments/start.html", context)


def _started(request: OrganisationRequest, found: Experiment, form: StartForm) -> bool:
    told = form.cleaned_data
    try:
        services.start_experiment(
            found, on=told["on"], by=request.actor, at=timezone.now(), reason=told["reason"]
        )
    except services.NotADay:
        form.add_error("on", NOT_A_DAY["on"])
    except services.NotReady:
        form.add_error(None, _("The experiment lacks something before it can start."))
    except services.WrongState:
        form.add_error(None, _("It has been decided on meanwhile, so it stays as it was."))
    return form.is_valid()


@require_http_methods(METHODS)
def experiment_take_back(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Take a wrong start back, on the same day."""
    found = _own(request, pk)
    if not services.may_take_back(found, day=timezone.localdate()):
        messages.info(request, _("A start can be taken back on the day that it was made."))
        return _to(request, found)
    form = TakeBackForm(kept_forms.filled(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        services.take_back_start(found, reason, by=request.actor, at=timezone.now())
        messages.success(request, _("The start is taken back. The experiment is planned again."))
        return _to(request, found)
    return render(request, "plans/experiments/take_back.html", {"experiment": found, "form": form})


@require_http_methods(METHODS)
def experiment_decide(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Decide on an experiment: keep, adapt or stop, with what it taught."""
    found = _own(request, pk)
    is_typed = request.method == "POST" and found.state == State.DECIDED  # nothing typed is lost
    if found.state != State.RUNNING and not is_typed:
        return _is_elsewhere(request, found)
    form = DecideForm(kept_forms.filled(request), day=timezone.localdate())
    if request.method == "POST" and form.is_valid() and _decided(request, found, form):
        messages.success(request, _thanks(form.verdict().decision))
        return _to(request, found)
    awaited = [one for one in queries.measures_of(found) if one.after is None]
    context = {"experiment": found, "form": form, "awaited": awaited}
    return render(request, "plans/experiments/decide.html", context)


def _decided(request: OrganisationRequest, found: Experiment, form: DecideForm) -> bool:
    on, at = form.cleaned_data["on"], timezone.now()
    try:
        services.decide_experiment(found, form.verdict(), on=on, by=request.actor, at=at)
    except services.NotADay:
        form.add_error("on", NOT_A_DAY["on"])
    except services.WrongState:
        form.add_error(None, _("Your pair has decided on it meanwhile. Read it on its page."))
    return form.is_valid()


def _thanks(decision: Experiment.Decision) -> str:
    told = {
        Decision.KEEP: _("Decided: you keep it. Now it is worth writing up for others."),
        Decision.ADAPT: _("Decided: you adapt it. The next try can begin from what you learned."),
        Decision.STOP: _("Decided: you stop. Thank you for trying: now others need not."),
    }
    return told[decision]


def _own(request: OrganisationRequest, pk: int) -> Experiment:
    found = experiment_of(request, pk)
    rules.can_write_experiment.require(request.actor, found)
    return found


def _to(request: OrganisationRequest, found: Experiment) -> HttpResponse:
    return redirect("plans:experiment", request.actor.organisation.slug, found.pk)


def _is_elsewhere(request: OrganisationRequest, found: Experiment) -> HttpResponse:
    told = {
        State.PLANNED: _("It has not started yet."),
        State.RUNNING: _("It has started already."),
        State.DECIDED: _("It has been decided on, so it stays as it was."),
    }
    messages.info(request, told[State(found.state)])
    return _to(request, found)
