from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nuotio.culture import qr
from nuotio.foundation import tenancy
from nuotio.notifications import links
from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.plans.forms.pulses import AnswerForm, PulseForm
from nuotio.plans.models import Pulse
from nuotio.plans.pulse_questions import OPTIONS
from nuotio.plans.queries import experiments
from nuotio.plans.queries import pulses as queries
from nuotio.plans.rules import ideas as rules
from nuotio.plans.services import pulses as services
from nuotio.ui import filters

METHODS = ["GET", "HEAD", "POST"]
NOBODY: dict[str, Any] = {
    "nav": [],
    "me": None,
    "organisations": [],
    "messages": [],
    "is_lost": False,
}


@require_http_methods(METHODS)
def pulse_add(request: OrganisationRequest, experiment: int, **_kwargs: Any) -> HttpResponse:
    """Ask colleagues one question about an experiment."""
    found, actor = experiments.experiment_at(experiment, viewer=request.actor), request.actor
    if found is None:
        raise Http404
    rules.can_ask_pulse.require(actor, Pulse(experiment=found))
    at = timezone.now()
    form = PulseForm(kept_forms.filled(request), today=timezone.localdate(at))
    if request.method == "POST" and form.is_valid():
        once = form.cleaned_data["once"] or uuid4()
        made = services.ask_pulse(found, form.draft(), by=actor, at=at, once=once)
        messages.success(request, _("The question is open. Share the link or hang up the poster."))
        return redirect("plans:pulse", actor.organisation.slug, made.pk)
    return render(request, "plans/pulses/add.html", {"experiment": found, "form": form})


@never_cache
@require_safe
def pulse(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show a pulse: how to share it while it is open, what was answered once it is closed."""
    found, today = _pulse(request, pk), timezone.localdate()
    address = _address(found)
    may_close = rules.can_ask_pulse(request.actor, found)
    is_open = found.is_open(today)
    context = {
        "pulse": found,
        "is_open": is_open,
        "release": queries.release_of(found, day=today),
        "options": OPTIONS,
        "may_close": may_close and is_open,
        "address": address,
        "drawing": qr.drawing_of(address) if may_close and is_open else None,
    }
    return render(request, "plans/pulses/one.html", context)


@require_POST
def pulse_close(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Close a pulse for good."""
    found = _pulse(request, pk)
    services.close_pulse(found, by=request.actor, at=timezone.now())
    messages.success(request, _("The question is closed. This is what was answered."))
    return redirect("plans:pulse", request.actor.organisation.slug, pk)


@require_safe
def pulse_poster(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show a sheet to print and hang up: the question, the address and its QR code."""
    found = _pulse(request, pk)
    rules.can_ask_pulse.require(request.actor, found)
    address = _address(found)
    context = {
        "pulse": found,
        "address": address,
        "typed": address.split("://")[-1],
        "drawing": qr.drawing_of(address),
        "sheet": [(language, _on_sheet(found, language)) for language in ("fi", "sv", "en")],
    }
    return render(request, "plans/pulses/poster.html", context)


@never_cache
@csrf_exempt  # neither a session nor a cookie stands behind it: there is nothing to forge
@sensitive_post_parameters()
@login_not_required
@require_http_methods(METHODS)
def pulse_answer(request: HttpRequest, code: str) -> HttpResponse:
    """Take one answer from whoever has the link: no sign-in, no cookie, no trace but a count."""
    found, at = queries.pulse_by_code(code), timezone.now()
    if found is None:
        raise Http404
    with tenancy.inside(found.organisation_id):
        form = AnswerForm(request.POST if request.method == "POST" else None)
        is_open = found.is_open(timezone.localdate(at))
        if is_open and form.is_valid():
            try:
                services.answer_pulse(found, form.cleaned_data["answer"], at=at)
            except services.NotOpen:
                is_open = False
            else:
                return redirect(f"{request.path}?sent")
        state = ("sent" if "sent" in request.GET else "open") if is_open else "closed"
        return _for_nobody(request, {"pulse": found, "form": form, "state": state})


def _for_nobody(request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    """Render without asking who looks: no session is read and no cookie is set.

    The frame of every other page looks the person up, so this one is given an empty frame.
    """
    frame = {**NOBODY, "organisation_name": page["pulse"].organisation.name, "request": request}
    return HttpResponse(render_to_string("plans/pulses/answer.html", {**frame, **page}))


def _pulse(request: OrganisationRequest, pk: int) -> Pulse:
    found = queries.pulse_at(pk, viewer=request.actor)
    if found is None:
        raise Http404
    return found


def _address(found: Pulse) -> str:
    """Return the public address, in the language of the question."""
    path = links.path_to("plans:pulse_answer", code=found.code)
    return f"{settings.BASE_URL}{links.in_language(path, found.language)}"


def _on_sheet(found: Pulse, language: str) -> dict[str, str]:
    """Return what the sheet says in one language."""
    with translation.override(language):
        day = filters.date(found.closes_on, "weekday")
        return {
            "how": _("Point your camera here and answer in ten seconds."),
            "when": _("You can answer until %(day)s") % {"day": day},
            "trust": _("Without signing in. Nobody is shown who answered what."),
        }
