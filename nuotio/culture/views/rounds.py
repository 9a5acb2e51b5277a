from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nuotio.culture import participation, qr
from nuotio.culture.forms.running import CloseForm, ProlongForm
from nuotio.culture.instruments import LANGUAGES
from nuotio.culture.models import SurveyRound
from nuotio.culture.preparing import Step
from nuotio.culture.queries import participation as participation_queries
from nuotio.culture.queries import results as result_queries
from nuotio.culture.queries import rounds as queries
from nuotio.culture.rules import results as result_rules
from nuotio.culture.rules import rounds as rules
from nuotio.culture.services import keys, tally
from nuotio.culture.services import rounds as services
from nuotio.culture.views.preparing import METHODS, PAGES, round_to_run
from nuotio.notifications import links
from nuotio.people import kept_forms
from nuotio.people.models import Membership
from nuotio.people.requests import OrganisationRequest
from nuotio.ui import filters

State = SurveyRound.State


@require_safe
def home(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Show the rounds as they concern the member, and the one next step."""
    actor, at = request.actor, timezone.now()
    overview, latest = queries.overview_of(actor), result_queries.latest_result(actor)
    context = {
        "overview": overview,
        "runs": rules.can_run_rounds(actor),
        "drafts": overview.of(State.DRAFT),
        "going_on": overview.of(State.ANNOUNCED, State.CLOSING),
        "closed": [
            (one, results_of(one, actor))
            for one in overview.rounds or overview.shared
            if one.state == State.CLOSED
        ],
        "latest": latest,
        "finding": result_queries.finding_of(latest) if latest else "",
        "at": at,
    }
    return render(request, "culture/rounds/home.html", context)


@require_safe
def survey_round(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show how a round goes; a draft leads to the step where the preparing goes on."""
    one = round_to_run(request, pk)
    if one.state == State.DRAFT:
        return redirect(PAGES[Step(one.reached)], request.actor.organisation.slug, pk)
    groups = participation_queries.groups_of(one)
    lines, days, at = participation.lines_of(groups), participation.days_of(groups), timezone.now()
    bars = participation.bars_of(days, invited=lines[0].invited) if lines else []
    context = {
        "round": one,
        "at": at,
        **phase_of(one, at),
        "results": results_of(one, request.actor),
        "lines": lines,
        "bars": bars,
        "frame": (participation.WIDTH, participation.HEIGHT),
        "paper": sum(node.paper_codes for node in participation_queries.nodes_of(one)),
        "has_keys": one.state == State.CLOSED or keys.are_present(one),
        "address": public_address(one),
    }
    return render(request, "culture/rounds/round.html", context)


def phase_of(one: SurveyRound, at: datetime) -> dict[str, Any]:
    """Return where a round is now: booleans for the page, and the sentence that opens it."""
    is_open = one.takes_answers(at)
    is_before = one.collects_tickets(at) and not is_open
    is_over = not (is_open or is_before)
    sentences = {
        State.CLOSED: _(
            "The survey is closed. Thank those who answered, and tell what comes next."
        ),
        State.DISCARDED: _("This survey was discarded before it opened."),
    }
    words = _("The time is over. The answers are counted in a moment.")
    if is_before:
        words = _("People collect their tickets now. They answer once the survey opens.")
    elif is_open:
        words = _("The survey is open.")
    sentence = sentences.get(State(one.state), words)
    return {"is_open": is_open, "is_before": is_before, "is_over": is_over, "sentence": sentence}


def results_of(one: SurveyRound, actor: Membership) -> str:
    """Return the address of a closed round's results; empty for those who do not see them."""
    if one.state != State.CLOSED or not result_rules.can_see_results(actor, one):
        return ""
    return reverse("culture:results", args=[actor.organisation.slug, one.pk])


@require_http_methods(METHODS)
def round_discard(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Give a round up before it opens, after a question."""
    one, slug = round_to_run(request, pk), request.actor.organisation.slug
    if request.method == "POST":
        try:
            services.discard_round(one, by=request.actor, at=timezone.now())
        except services.AlreadyOpen:
            messages.info(request, _("The survey has opened, so it can only be closed."))
            return redirect("culture:round", slug, pk)
        messages.success(request, _("The survey was discarded."))
        return redirect("culture:home", slug)
    return render(request, "culture/rounds/discard.html", {"round": one})


@require_http_methods(METHODS)
def round_prolong(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Let a round close later."""
    one, slug = round_to_run(request, pk), request.actor.organisation.slug
    form = ProlongForm(kept_forms.filled(request), survey_round=one)
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        try:
            services.prolong_round(one, form.closes_at(), by=request.actor, at=at)
        except services.NotLater:
            form.add_error("closes_day", _("Choose a later day than the present one."))
        except services.NotGoingOn:
            messages.info(request, _("The survey does not go on, so its dates stay."))
            return redirect("culture:round", slug, pk)
        else:
            messages.success(request, _("The survey closes later."))
            return redirect("culture:round", slug, pk)
    return render(request, "culture/rounds/prolong.html", {"round": one, "form": form})


@require_http_methods(METHODS)
def round_close(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Close a round that takes answers, or count one whose trustee has come."""
    one, slug = round_to_run(request, pk), request.actor.organisation.slug
    if not _can_be_closed(one):
        messages.info(request, _("A survey is closed once it has opened, and only once."))
        return redirect("culture:round", slug, pk)
    form = CloseForm(request.POST if request.method == "POST" else None, survey_round=one)
    if request.method == "POST" and form.is_valid() and _close(request, one, form):
        return redirect("culture:round", slug, pk)
    return render(request, "culture/rounds/close.html", {"round": one, "form": form})


def _can_be_closed(one: SurveyRound) -> bool:
    has_begun = one.opens_at is not None and one.opens_at <= timezone.now()
    return one.state == State.CLOSING or (one.state == State.ANNOUNCED and has_begun)


def _close(request: OrganisationRequest, one: SurveyRound, form: CloseForm) -> bool:
    try:
        tally.close_round(one, by=request.actor, at=timezone.now(), passphrase=form.passphrase())
    except keys.WrongPassphrase:
        form.add_error("trustee_password", _("This is not the passphrase. Type it again."))
    except keys.KeysAreGone:
        form.add_error(None, _("The keys are missing. Tell those who run the service."))
    else:
        messages.success(request, _("The survey is closed and the answers are counted."))
        return True
    return False


@require_safe
def round_poster(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show a sheet to print and hang up: the address, its QR code, three languages."""
    one = round_to_run(request, pk)
    address = public_address(one)
    context = {
        "round": one,
        "address": address,
        "drawing": qr.drawing_of(address),
        "sheet": [(language, _on_sheet(one, language)) for language in LANGUAGES],
    }
    return render(request, "culture/rounds/poster.html", context)


def _on_sheet(one: SurveyRound, language: str) -> dict[str, str]:
    """Return what the sheet says in one language."""
    with translation.override(language):
        opens, closes = (filters.date(at, "weekday") for at in (one.opens_at, one.closes_at))
        return {
            "name": one.name,
            "when": _("Answer between %(opens)s and %(closes)s")
            % {"opens": opens, "closes": closes},
            "trust": _("Nobody can find out who answered what. Answering is voluntary."),
        }


def public_address(one: SurveyRound) -> str:
    """Return the address of the survey's public page, without a language."""
    return f"{settings.BASE_URL}{links.path_to('culture:survey', public_id=one.public_id)}"
