from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuotio.foundation import versions
from nuotio.people.requests import OrganisationRequest
from nuotio.support.forms.batches import ChangeForm, PlaceForm, SeenForm
from nuotio.support.models import Batch
from nuotio.support.proposals import desk as proposal_desk
from nuotio.support.proposals import situations as proposals
from nuotio.support.proposals import words as proposal_words
from nuotio.support.proposals.desk import Desk, Preview
from nuotio.support.proposals.situations import CannotServe, NoTimeBeside
from nuotio.support.queries import batches as queries
from nuotio.support.rules import matching as rules
from nuotio.support.services import batches as services
from nuotio.support.views import entering

METHODS = ["GET", "HEAD", "POST"]
PART, GOES_BACK = "HX-Request", "HX-History-Restore-Request"


@dataclass
class _Work:
    """A place on the desk, in the proposal that it belongs to, with what was sent about it."""

    batch: Batch
    desk: Desk
    form: ChangeForm


@require_http_methods(METHODS)
def batch_change(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Fill a place by hand: what it costs is shown first, and saved when it was seen."""
    rules.can_make_batch.require(request.actor)
    lines = entering.there(queries.lines_at(pk, viewer=request.actor) or None)
    if lines[0].batch.state != Batch.State.DRAFT:
        return _not_a_draft(request, pk)
    sent = request.POST if request.method == "POST" else request.GET
    place = PlaceForm(sent)
    situation = proposals.situated(lines, day=timezone.localdate(timezone.now()))
    told = place.cleaned_data if place.is_valid() else None
    desk = entering.there(proposal_desk.desk(lines, situation, **told) if told else None)
    given = sent if "mentor" in sent else None
    form = ChangeForm(given, initial=desk.initial, options=desk.options)
    work = _Work(lines[0].batch, desk, form)
    if request.method == "POST" and form.is_valid():
        return _saved(request, work)
    return _shown(request, work, _preview(work))


def _saved(request: OrganisationRequest, work: _Work) -> HttpResponse:
    """Save a change that was seen; where something came between, show it once more."""
    seen, pk = SeenForm(request.POST), work.batch.pk
    version = seen.cleaned_data["version"] if seen.is_valid() else 0
    change, now, found = work.form.change(), timezone.now(), work.desk.situation
    address = reverse("support:batch", args=[request.actor.organisation.slug, pk])
    try:
        plan = services.change_line(
            work.batch, change, by=request.actor, at=now, version=version, found=found
        )
    except services.NotADraft:
        return _not_a_draft(request, pk)
    except versions.EditedMeanwhile:
        messages.info(request, _("The proposal has changed since you read it. Look once more."))
        return redirect(address)
    except (CannotServe, NoTimeBeside) as refused:
        work.form.add_error("mentor", _why(refused))
        return _shown(request, work, None)
    told = {"cost": proposal_words.told(plan.cost)}
    messages.success(request, _("Your change is saved. %(cost)s") % told)
    return redirect(f"{address}#request-{change.request}")


def _preview(work: _Work) -> Preview | None:
    """Return what a change costs that was chosen; none where nothing was, or it cannot be."""
    if not work.form.is_bound or not work.form.is_valid():
        return None
    try:
        return proposal_desk.preview(work.desk, work.form.change())
    except (CannotServe, NoTimeBeside) as refused:
        work.form.add_error("mentor", _why(refused))
        return None


def _shown(request: OrganisationRequest, work: _Work, preview: Preview | None) -> HttpResponse:
    is_part = PART in request.headers and GOES_BACK not in request.headers
    context = {
        "batch": work.batch,
        "desk": work.desk,
        "form": work.form,
        "preview": preview,
        "seen": SeenForm(initial={"version": work.batch.version}),
        "is_part": is_part,
    }
    template = "support/batches/change_part.html" if is_part else "support/batches/change.html"
    response = render(request, template, context)
    patch_vary_headers(response, [PART, GOES_BACK])
    return response


def _why(refused: Exception) -> str:
    if isinstance(refused, NoTimeBeside):
        return _(
            "There is no time for this beside your other changes by hand. Change one of them first."
        )
    return _("This mentor cannot be asked for this request any more. Choose another one.")


def _not_a_draft(request: OrganisationRequest, pk: int) -> HttpResponse:
    messages.info(request, _("This proposal has been sent or dropped: it cannot be changed."))
    return redirect("support:batch", request.actor.organisation.slug, pk)
