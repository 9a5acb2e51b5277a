import json
from base64 import b64decode, b64encode
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from nuotio.culture import blind
from nuotio.culture.models import Invitee, SurveyRound
from nuotio.culture.queries import ballots as queries
from nuotio.culture.queries import tickets as ticket_queries
from nuotio.culture.services import casting, keys, tickets
from nuotio.foundation import limits, tenancy
from nuotio.people.models import Membership
from nuotio.people.requests import OrganisationRequest

AT_MOST, WITHIN = 200, timedelta(hours=1)  # links that lead nowhere, from one network
HTML, JSON = "text/html", "application/json"
KINDS = [HTML, JSON]
LONGEST = 4096  # bytes of a request for a signature


@require_POST
def sign_ticket(request: OrganisationRequest, organisation: str, pk: int) -> HttpResponse:
    """Sign the blinded serial of a member who is invited."""
    invitee = ticket_queries.invitee_of(pk, viewer=request.actor)
    if invitee is None:
        raise Http404
    return _signed(_told(request), invitee, by=request.actor)


@csrf_exempt  # no session is used: the link itself is the proof
@login_not_required
@require_POST
def sign_ticket_by_link(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Sign the blinded serial of whoever holds a personal link."""
    told = _told(request)
    invitee = ticket_queries.invitee_by_link(public_id, str(told.get("token", "")))
    if invitee is None:
        return _unknown_link(request)
    with tenancy.inside(invitee.organisation_id):
        return _signed(told, invitee, by=None)


@require_safe
@login_not_required
def keys_of_round(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hand out the round's public keys, the same bytes to everyone."""
    survey_round = _round(public_id)
    with tenancy.inside(survey_round.organisation_id):
        content = queries.published_keys(survey_round)
    response = HttpResponse(content, content_type="application/json")
    response["Cache-Control"] = "public, max-age=300"
    return response


@csrf_exempt  # no session is used: the ticket is the proof
@login_not_required
@require_POST
def cast(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a sealed ballot in: nothing about the sender is looked at, kept or answered."""
    survey_round = queries.public_round(public_id)
    if survey_round is None:
        return _quiet(HttpResponse(status=404))
    is_sized = request.META.get("CONTENT_LENGTH") == str(casting.SIZE)
    content = request.body if is_sized else b""
    try:
        with tenancy.inside(survey_round.organisation_id):
            casting.cast(survey_round, content, at=timezone.now())
    except casting.NotABallot:
        return _quiet(HttpResponse(status=400))
    except casting.TicketUsed:
        return _quiet(HttpResponse(status=409))
    except casting.NotNow:
        return _quiet(HttpResponse(status=410))
    return _quiet(HttpResponse(status=204))


@require_safe
@login_not_required
def certificate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show everyone how the ballots of a round were counted; before that, its keys alone."""
    survey_round = _round(public_id)
    with tenancy.inside(survey_round.organisation_id):
        told = queries.certificate_of(survey_round)
        if request.GET.get("format") == "json" or request.get_preferred_type(KINDS) == JSON:
            return JsonResponse({"keys": told.keys, **told.told})
        return render(request, "culture/certificate.html", {"told": told})


def _round(public_id: UUID) -> SurveyRound:
    survey_round = queries.public_round(public_id)
    if survey_round is None:
        raise Http404
    return survey_round


def _told(request: HttpRequest) -> dict[str, Any]:
    """Return what was sent as JSON; nothing where it is too long or no object."""
    try:
        is_short = int(request.META.get("CONTENT_LENGTH") or 0) <= LONGEST
        told = json.loads(request.body) if is_short else {}
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _signed(told: dict[str, Any], invitee: Invitee, *, by: Membership | None) -> HttpResponse:
    """Answer with the invitee's node, and with the signature where something is to be signed."""
    answer = {"node": str(invitee.node.code)}
    if "blinded" not in told:
        return _quiet(JsonResponse(answer))
    try:
        blinded = b64decode(str(told["blinded"]), validate=True)
        signature = tickets.issue(invitee, blinded, by=by, at=timezone.now())
    except (ValueError, blind.CannotSign):
        return _refused("unreadable", status=400)
    except tickets.AlreadyGiven:
        return _refused("given", status=409)
    except tickets.NotNow:
        return _refused("not-now", status=410)
    except keys.KeysAreGone:
        return _refused("keys", status=503)
    return _quiet(JsonResponse({**answer, "signature": b64encode(signature).decode()}))


def _unknown_link(request: HttpRequest) -> HttpResponse:
    """Count links that lead nowhere; one that leads somewhere leaves no trace of its hour."""
    network = get_adapter().get_client_ip(request)
    times = limits.count_up("survey_link", network, at=timezone.now(), within=WITHIN)
    return _refused("unknown-link", status=404 if times <= AT_MOST else 429)


def _refused(why: str, *, status: int) -> HttpResponse:
    return _quiet(JsonResponse({"error": why}, status=status))


def _quiet(response: HttpResponse) -> HttpResponse:
    """Keep an answer out of caches, and out of the log that Django keeps of refusals."""
    response["Cache-Control"] = "no-store"
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 -- its only switch
    return response
