from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from nuotio.culture import qr
from nuotio.foundation import tenancy
from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.support.forms.follow_ups import SignedForm, StatementsForm
from nuotio.support.models import FollowUp, SignedAnswer
from nuotio.support.queries import follow_ups as queries
from nuotio.support.rules import engagements as rules
from nuotio.support.services import follow_ups as services
from nuotio.support.views import entering, showing
from nuotio.ui import filters

METHODS = ["GET", "HEAD", "POST"]
NOBODY: dict[str, Any] = {
    "nav": [],
    "me": None,
    "organisations": [],
    "messages": [],
    "is_lost": False,
}


@never_cache
@csrf_exempt  # neither a session nor a cookie stands behind it: there is nothing to forge
@sensitive_post_parameters()
@login_not_required
@require_http_methods(METHODS)
def follow_up_answer(request: HttpRequest, code: str) -> HttpResponse:
    """Take one answer from whoever has the link: no sign-in, no cookie, no trace but counts."""
    found, at = entering.there(queries.follow_up_by_code(code)), timezone.now()
    with tenancy.inside(found.organisation_id):
        form = StatementsForm(request.POST if request.method == "POST" else None)
        state = _state(found, is_sent="sent" in request.GET)
        if state == "open" and form.is_valid():
            try:
                services.answer(found, form.answers(), at=at)
            except services.NotOpen:
                state = "closed"
            else:
                return redirect(f"{request.path}?sent")
        return _for_nobody(request, {"follow_up": found, "form": form, "state": state})


def _state(follow_up: FollowUp, *, is_sent: bool) -> str:
    today = timezone.localdate()
    if follow_up.is_open(today):
        return "sent" if is_sent else "open"
    return "early" if follow_up.closed_at is None and today < follow_up.opens_on else "closed"


def _for_nobody(request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    """Render without asking who looks: no session is read and no cookie is set.

    The frame of every other page looks the person up, so this one is given an empty frame.
    """
    frame = {**NOBODY, "organisation_name": page["follow_up"].organisation.name}
    shown = {**frame, **page, "request": request}
    return HttpResponse(render_to_string("support/follow_ups/answer.html", shown))


@require_http_methods(METHODS)
def follow_up_sign(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Answer for a small team under the own name."""
    found, actor = entering.follow_up(request, pk), request.actor
    rules.can_sign.require(actor, found)
    form = SignedForm(
        kept_forms.filled(request), initial=_as_signed(queries.signed_by(found, actor))
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.sign(
                found, form.answers(), form.cleaned_data["words"], by=actor, at=timezone.now()
            )
        except services.NotOpen:
            messages.info(request, _("It takes no answers today. Your mentors are glad of a word."))
        else:
            messages.success(request, _("Thank you. Your answer is with the mentors."))
        return redirect("support:engagement", actor.organisation.slug, found.engagement_id)
    context = {"follow_up": found, "form": form, "is_open": found.is_open(timezone.localdate())}
    return render(request, "support/follow_ups/sign.html", context)


def _as_signed(signed: SignedAnswer | None) -> dict[str, Any]:
    return {**signed.answers, "words": signed.words} if signed else {}


@require_safe
def follow_up_poster(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show a sheet to print and hang up: the address of the follow-up and its QR code."""
    found = entering.follow_up(request, pk)
    rules.can_pass_on.require(request.actor, found)
    address = showing.address_of(found)
    context = {
        "follow_up": found,
        "typed": address.split("://")[-1],
        "drawing": qr.drawing_of(address),
        "sheet": [(language, _on_sheet(found, language)) for language in ("fi", "sv", "en")],
    }
    return render(request, "support/follow_ups/poster.html", context)


def _on_sheet(found: FollowUp, language: str) -> dict[str, str]:
    """Return what the sheet says in one language."""
    with translation.override(language):
        day = filters.date(found.closes_on, "weekday")
        return {
            "title": _("What came of the support?"),
            "how": _("Point your camera here and answer three statements in a minute."),
            "when": _("You can answer until %(day)s") % {"day": day},
            "trust": _("Without signing in. Nobody is shown who answered what."),
        }
