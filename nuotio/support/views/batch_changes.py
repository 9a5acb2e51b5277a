from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuotio.foundation import versions
from nuotio.people.requests import OrganisationRequest
from nuotio.support import proposal_desk, proposal_words, proposals
from nuotio.support.forms.batches import ChangeForm, PlaceForm, SeenForm
from nuotio.support.models import Batch
from nuotio.support.proposal_desk import Desk, Preview
from nuotio.support.proposals import CannotServe, NoTimeBeside, Replanned
from nuotio.support.queries import batches as queries
from nuotio.support.services import batches as services
from nuotio.support.views.batches import batch_or_404

METHODS = ["GET", "HEAD", "POST"]
PART, GOES_BACK = "HX-Request", "HX-History-Restore-Request"


@require_http_methods(METHODS)
def batch_change(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Fill a place by hand: what it costs is shown first, and saved when it was seen."""
    found = batch_or_404(request, pk)
    if found.state != Batch.State.DRAFT:
        return _not_a_draft(request, pk)
    sent = request.POST if request.method == "POST" else request.GET
    desk = _desk(found, sent)
    form = ChangeForm(
        sent if "mentor" in sent else None, initial=desk.initial, options=desk.options
    )
    is_filled = form.is_bound and form.is_valid()
    if request.method == "POST" and is_filled:
        return _saved(request, found, desk, form)
    preview = _preview(request, found, desk, form) if is_filled else None
    return _shown(request, found, desk, form, preview)


def _desk(batch: Batch, sent: QueryDict) -> Desk:
    place = PlaceForm(sent)
    lines = queries.lines_of(batch)
    if not place.is_valid():
        raise Http404
    situation = proposals.situated(lines, day=timezone.localdate())
    told = place.cleaned_data
    desk = proposal_desk.desk(lines, situation, request=told["request"], place=told["place"])
    if desk is None:
        raise Http404
    return desk


def _saved(
    request: OrganisationRequest, batch: Batch, desk: Desk, form: ChangeForm
) -> HttpResponse:
    """Save a change that was seen; where something came between, show it once more."""
    seen = SeenForm(request.POST)
    version = seen.cleaned_data["version"] if seen.is_valid() else 0
    try:
        found = services.change_line(
            batch, form.change(), by=request.actor, at=timezone.now(), version=version,
            found=desk.situation,
        )  # fmt: skip
    except services.NotADraft:
        return _not_a_draft(request, batch.pk)
    except versions.EditedMeanwhile:
        messages.info(request, _("The proposal has changed since you read it. Look once more."))
        return redirect("support:batch", request.actor.organisation.slug, batch.pk)
    except (CannotServe, NoTimeBeside) as refused:
        form.add_error("mentor", _why(refused))
        return _shown(request, batch, desk, form, None)
    return _back(request, batch, desk, found)


def _back(request: OrganisationRequest, batch: Batch, desk: Desk, found: Replanned) -> HttpResponse:
    told = proposal_words.told(found.cost)
    messages.success(request, _("Your change is saved. %(cost)s") % {"cost": told})
    address = redirect("support:batch", request.actor.organisation.slug, batch.pk).url
    return redirect(f"{address}#request-{desk.line.request_id}")


def _preview(
    request: OrganisationRequest, batch: Batch, desk: Desk, form: ChangeForm
) -> Preview | None:
    change = form.change()
    try:
        found = services.cost_of_change(
            batch, change, by=request.actor, at=timezone.now(), found=desk.situation
        )
    except (CannotServe, NoTimeBeside) as refused:
        form.add_error("mentor", _why(refused))
        return None
    return proposal_desk.preview(desk, found, change)


def _shown(
    request: OrganisationRequest,
    batch: Batch,
    desk: Desk,
    form: ChangeForm,
    preview: Preview | None,
) -> HttpResponse:
    seen = SeenForm(initial={"version": batch.version})
    is_part = PART in request.headers and GOES_BACK not in request.headers
    context = {
        "batch": batch,
        "desk": desk,
        "form": form,
        "preview": preview,
        "seen": seen,
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
