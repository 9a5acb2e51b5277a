from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuotio.foundation import versions
from nuotio.people import kept_forms
from nuotio.people.queries import editors
from nuotio.people.requests import OrganisationRequest
from nuotio.support.forms.weights import ExampleForm, WeightsForm, stored_weights
from nuotio.support.queries import fits
from nuotio.support.queries import suggestions as queries
from nuotio.support.rules import matching as rules
from nuotio.support.services import weights as services


@require_http_methods(["GET", "HEAD", "POST"])
def weights(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Set what weighs how much; "show" tries it on an open request and saves nothing."""
    actor = request.actor
    rules.can_set_weights.require(actor)
    form = WeightsForm(kept_forms.filled(request), row=fits.weights_of(actor.organisation_id))
    is_tried = request.method == "POST" and "show" in request.POST
    if request.method == "POST" and form.is_valid() and not is_tried and _saved(request, form):
        return redirect("support:weights", actor.organisation.slug)
    told = request.POST if is_tried else request.GET
    example = ExampleForm(told, requests=queries.examples(actor))
    chosen, day = example.chosen(), timezone.localdate()
    context = {
        "form": form,
        "example": example,
        "chosen": chosen,
        "is_tried": is_tried,
        "best": queries.preview(chosen, form.weights(), day=day) if chosen else (),
    }
    return render(request, "support/weights/edit.html", context)


def _saved(request: OrganisationRequest, form: WeightsForm) -> bool:
    seen = form.cleaned_data["version"]
    try:
        services.set_weights(form.setting(), by=request.actor, at=timezone.now(), version=seen)
    except versions.EditedMeanwhile as late:
        editor = editors.last_editor(late.theirs)
        by = "" if editor is None or editor == request.user else str(editor)
        theirs = stored_weights(late.theirs)
        form.put_beside(theirs, version=theirs["version"], by=by)
        return False
    messages.success(request, _("The weights were saved. New suggestions follow them."))
    return True
