from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nuotio.foundation import limits
from nuotio.people import kept_forms
from nuotio.people.forms.join_requests import (
    ContactForm,
    DeclineForm,
    FoundingForm,
    JoinForm,
    proposed,
)
from nuotio.people.models import JoinRequest
from nuotio.people.queries import join_requests as queries
from nuotio.people.requests import OrganisationRequest
from nuotio.people.rules import join_requests as rules
from nuotio.people.services import join_requests as services

ASKED = "asked_to_join"
PER_PAGE = 50
AT_MOST, WITHIN = 20, timedelta(hours=1)  # from one network: a whole office has one address


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_to_join(request: HttpRequest) -> HttpResponse:
    """Ask to bring a new organisation along; everybody may."""
    first = {"once": uuid4(), "language": get_language()}
    form = JoinForm(request.POST if request.method == "POST" else None, initial=first)
    if not form.is_valid():
        return render(request, "people/join_requests/ask.html", {"form": form})
    now = timezone.now()
    network = get_adapter().get_client_ip(request)
    if limits.count_up("ask_to_join", network, at=now, within=WITHIN) > AT_MOST:
        form.add_error(None, _too_many())
        return render(request, "people/join_requests/ask.html", {"form": form}, status=429)
    asked = services.ask_to_join(form.asking(), once=form.cleaned_data["once"], at=now)
    request.session[ASKED] = str(asked.once)
    return redirect("people:asked_to_join")


def _too_many() -> str:
    return _(
        "Very many requests have come from your network within an hour, so this one was not sent. "
        "What you wrote is still here. Try again in an hour."
    )


@login_not_required
@require_safe
def asked_to_join(request: HttpRequest) -> HttpResponse:
    """Tell what happens next, and by when."""
    once = request.session.get(ASKED)
    asked = queries.asked_by_once(once) if once else None
    return render(request, "people/join_requests/asked.html", {"asked": asked})


@require_safe
def join_requests(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """List who asked to join, the waiting first."""
    rules.can_see_join_requests.require(request.actor)
    asked = queries.join_requests(viewer=request.actor)
    page = Paginator(asked, PER_PAGE).get_page(request.GET.get("page"))
    waiting = queries.how_many_wait(viewer=request.actor)
    context = {"page": page, "waiting": waiting, "today": timezone.localdate()}
    return render(request, "people/join_requests/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def join_request(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Read one request and answer it."""
    rules.can_see_join_requests.require(request.actor)
    asked = get_object_or_404(queries.join_requests(viewer=request.actor), pk=pk)
    sent = kept_forms.filled(request)
    decision = "" if sent is None else sent.get("decision", "")
    forms = _forms(asked, decision, sent)
    answer = _ANSWERS.get(decision) if request.method == "POST" else None
    if answer is not None and answer(request, asked, forms[decision]):
        return redirect("people:join_request", request.actor.organisation.slug, pk)
    context = {"asked": asked, "today": timezone.localdate(), **forms}
    return render(request, "people/join_requests/one.html", context)


def _forms(asked: JoinRequest, decision: str, sent: QueryDict | None) -> dict[str, Any]:
    """Return the form of each decision, the one that was taken filled with what was sent."""
    contact = {"contact_name": asked.contact_name, "contact_email": asked.contact_email}
    initial = proposed(asked) if asked.is_waiting else {}
    return {
        "accept": FoundingForm(sent if decision == "accept" else None, initial=initial),
        "decline": DeclineForm(sent if decision == "decline" else None),
        "invite": ContactForm(sent if decision == "invite" else None, initial=contact),
    }


def _accept(request: OrganisationRequest, asked: JoinRequest, form: FoundingForm) -> bool:
    if asked.organisation_id is not None:
        messages.info(request, _("This organisation has already been accepted."))
        return True
    if not form.is_valid():
        return False
    now = timezone.now()
    try:
        made = services.accept_join_request(
            asked, by=request.actor, founding=form.founding(), at=now
        )
    except services.SlugTaken:
        form.add_error("slug", _("Another organisation has this address. Try another."))
        return False
    except services.AlreadyAnswered:
        messages.info(request, _("Somebody has already answered this request."))
        return True
    words = _("%(organisation)s is accepted. The invitation was sent to %(email)s.")
    messages.success(request, words % {"organisation": made.name, "email": asked.contact_email})
    return True


def _decline(request: OrganisationRequest, asked: JoinRequest, form: DeclineForm) -> bool:
    if not form.is_valid():
        return False
    words = form.cleaned_data["words"]
    try:
        services.decline_join_request(asked, by=request.actor, words=words, at=timezone.now())
    except services.AlreadyAnswered:
        messages.info(request, _("Somebody has already answered this request."))
    else:
        messages.success(
            request, _("Your answer was sent to %(name)s.") % {"name": asked.contact_name}
        )
    return True


def _invite(request: OrganisationRequest, asked: JoinRequest, form: ContactForm) -> bool:
    if not form.is_valid():
        return False
    contact = form.contact()
    try:
        services.invite_contact_again(asked, by=request.actor, contact=contact, at=timezone.now())
    except services.ContactIsIn:
        messages.info(request, _("Somebody has joined already, so no invitation was sent."))
    else:
        messages.success(
            request, _("The invitation was sent to %(email)s.") % {"email": contact.email}
        )
    return True


_ANSWERS: dict[str, Callable[[OrganisationRequest, JoinRequest, Any], bool]] = {
    "accept": _accept,
    "decline": _decline,
    "invite": _invite,
}
