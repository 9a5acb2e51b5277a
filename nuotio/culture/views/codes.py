from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from nuotio.culture.forms.running import CodesForm
from nuotio.culture.models import SurveyRound
from nuotio.culture.queries import participation as queries
from nuotio.culture.services import codes, keys
from nuotio.culture.services import roster as services
from nuotio.culture.views.preparing import METHODS, round_to_run
from nuotio.foundation import addresses
from nuotio.notifications import links
from nuotio.people.requests import OrganisationRequest

SHOWN = 20


@never_cache
@require_http_methods(METHODS)
def round_codes(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Print one-time codes for a part of the organisation; they are shown this once."""
    one, slug = round_to_run(request, pk), request.actor.organisation.slug
    if not one.collects_tickets(timezone.now()):
        messages.info(request, _("Codes are printed while the survey is announced or open."))
        return redirect("culture:round", slug, pk)
    nodes = list(queries.nodes_of(one))
    form = CodesForm(request.POST if request.method == "POST" else None, nodes=nodes)
    if request.method == "POST" and form.is_valid() and (sheet := _sheet(request, one, form)):
        return sheet
    words = request.GET.get("q", "")
    context = {
        "round": one,
        "form": form,
        "has_codes": any(node.paper_codes for node in nodes),
        "words": words,
        "found": queries.invited_like(one, words, most=SHOWN),
    }
    return render(request, "culture/rounds/codes.html", context)


def _sheet(request: OrganisationRequest, one: SurveyRound, form: CodesForm) -> HttpResponse | None:
    """Return the sheet with fresh codes; None where they cannot be made now."""
    node, number = form.chosen()
    try:
        printed = codes.print_codes(one, node, number, by=request.actor)
    except (keys.KeysAreGone, codes.NotNow):
        form.add_error(None, _("Codes cannot be made now. Tell those who run the service."))
        return None
    except codes.TooManyCodes:
        form.add_error("number", _("With the used ones these are more than planned. Print fewer."))
        return None
    path = links.path_to("culture:answer_by_code", public_id=one.public_id)
    address = f"{settings.BASE_URL}{path}"
    context = {"round": one, "node": node, "codes": printed, "address": address}
    return render(request, "culture/rounds/code_sheet.html", context)


@require_POST
def round_hand_code(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Note that a colleague took a printed code."""
    one, slug = round_to_run(request, pk), request.actor.organisation.slug
    key = addresses.key_in(request.POST.get("invitee", ""))
    found = queries.invitee_at(key, one) if key is not None else None
    if found is None:
        raise Http404
    try:
        services.hand_code(found, by=request.actor)
    except services.AlreadyGiven:
        messages.info(request, _("This colleague has a ticket already, so no code is needed."))
    else:
        messages.success(request, _("Noted. Any code from the bowl will do."))
    return redirect("culture:round_codes", slug, pk)
