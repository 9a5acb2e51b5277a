from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from nuotio.culture import asking
from nuotio.culture.asking import Phase
from nuotio.culture.forms.answering import CodeForm
from nuotio.culture.models import SurveyRound
from nuotio.culture.queries import answering as queries
from nuotio.culture.rules.rounds import can_collect_ticket
from nuotio.culture.services import codes
from nuotio.foundation import limits, tenancy
from nuotio.people.requests import OrganisationRequest

AT_MOST, WITHIN = 200, timedelta(hours=1)  # wrong codes from one network, often a whole house's
WRONG_CODES = "survey_code"
NOBODY: dict[str, Any] = {
    "nav": [],
    "me": None,
    "organisations": [],
    "messages": [],
    "is_lost": False,
}


@require_safe
@login_not_required
def survey(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a respondent what comes next: the ticket, the questions, or how it ended."""
    at, survey_round = timezone.now(), _round(public_id)
    with tenancy.inside(survey_round.organisation_id):
        phase = asking.phase_of(survey_round, at)
        page = {**_about(survey_round, phase), "asked": asking.asked_in(survey_round)}
        return _for_nobody(request, "culture/answering/survey.html", page)


@require_safe
def ticket(request: OrganisationRequest, organisation: str, pk: int) -> HttpResponse:
    """Let a member collect the ticket, with the session that the survey itself does without."""
    survey_round = queries.announced_round(pk)
    if survey_round is None:
        raise Http404
    invitee = queries.invitee_of(request.actor, survey_round)
    if invitee is None:
        raise PermissionDenied(str(can_collect_ticket.says))
    can_collect_ticket.require(request.actor, invitee)
    page = _about(survey_round, asking.phase_of(survey_round, timezone.now()))
    page |= {
        "invitee": invitee,
        "sign_url": reverse("culture:sign_ticket", args=[organisation, pk]),
    }
    return render(request, "culture/answering/ticket.html", page)


@csrf_exempt  # neither a session nor a cookie stands behind it: the code alone is the proof
@sensitive_post_parameters()
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_by_code(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take answers with a printed code, on one page and without JavaScript."""
    at, survey_round = timezone.now(), _round(public_id)
    with tenancy.inside(survey_round.organisation_id):
        phase, asked = asking.phase_of(survey_round, at), asking.asked_in(survey_round)
        form = CodeForm(request.POST if request.method == "POST" else None, asked=asked)
        status = 200
        if phase == Phase.OPEN and form.is_valid():
            status = _take(request, survey_round, form, at=at)
            if not form.errors:
                return redirect(f"{request.path}?sent")
        page = {
            **_about(survey_round, phase),
            "asked": asked,
            "form": form,
            "is_sent": "sent" in request.GET,
        }
        return _for_nobody(request, "culture/answering/code.html", page, status=status)


def _take(request: HttpRequest, survey_round: SurveyRound, form: CodeForm, *, at: datetime) -> int:
    """Seal the answers into the box; only wrong codes are counted, a right one leaves no trace."""
    network = get_adapter().get_client_ip(request)
    if limits.times(WRONG_CODES, network, at=at, within=WITHIN) >= AT_MOST:
        form.add_error("code", _("Many wrong codes have come from your network. Try in an hour."))
        return 429
    try:
        codes.cast_by_code(survey_round.public_id, form.cleaned_data["code"], form.response, at=at)
    except codes.UnknownCode:
        limits.count_up(WRONG_CODES, network, at=at, within=WITHIN)
        form.add_error("code", _wrong_code())
    except codes.NotNow:
        form.add_error(None, _("The survey has just closed, so the answers were not counted."))
    return 200


def _wrong_code() -> str:
    return _(
        "This code is not there, or answers were sent with it already. Check it letter by letter. "
        "Your answers are still below."
    )


@require_safe
@login_not_required
def who_can_learn(request: HttpRequest) -> HttpResponse:
    """Tell who can learn what from a survey, and where the protection ends."""
    return _for_nobody(request, "culture/answering/who.html", {})


def _round(public_id: UUID) -> SurveyRound:
    survey_round = queries.round_at(public_id)
    if survey_round is None:
        raise Http404
    return survey_round


@dataclass(frozen=True)
class Addresses:
    """Where the pages of a round lead, and where its scripts send to."""

    survey: str
    sign: str
    keys: str
    cast: str
    code: str
    certificate: str
    ticket: str
    who: str


def _addresses(survey_round: SurveyRound) -> Addresses:
    def public(name: str) -> str:
        return reverse(f"culture:{name}", args=[survey_round.public_id])

    return Addresses(
        public("survey"),
        public("sign_ticket_by_link"),
        public("keys"),
        public("cast"),
        public("answer_by_code"),
        public("certificate"),
        reverse("culture:ticket", args=[survey_round.organisation.slug, survey_round.pk]),
        reverse("culture:who_can_learn"),
    )


def _about(survey_round: SurveyRound, phase: Phase) -> dict[str, Any]:
    """Return what the pages of a round share."""
    return {
        "round": survey_round,
        "phase": phase,
        "is_running": phase in (Phase.BEFORE, Phase.OPEN),
        "urls": _addresses(survey_round),
    }


def _for_nobody(
    request: HttpRequest, template: str, page: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render without asking who looks: no session is read and no cookie is set.

    The frame of every other page looks the person up, so this one is given an empty frame.
    """
    survey_round = page.get("round")
    name = survey_round.organisation.name if survey_round else ""
    frame = {**NOBODY, "organisation_name": name, "request": request}
    return HttpResponse(render_to_string(template, {**frame, **page}), status=status)
