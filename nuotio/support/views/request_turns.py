from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.support.forms.request_turns import GONE, DeclineForm, HandOnForm, WithdrawForm
from nuotio.support.models import SupportRequest
from nuotio.support.queries import requests as queries
from nuotio.support.rules import requests as rules
from nuotio.support.services import requests as services
from nuotio.support.story import naming
from nuotio.support.views import entering
from nuotio.support.views.requests import METHODS, not_waiting

State = SupportRequest.State


@require_http_methods(METHODS)
def request_withdraw(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Take a request back with a word, or delete a draft; ask once before."""
    found, actor = entering.support_request(request, pk), request.actor
    if found.is_over and rules.is_asker(actor, found):
        return not_waiting(request, pk)
    rules.can_withdraw_request.require(actor, found)
    form = WithdrawForm(kept_forms.filled(request))
    if request.method == "POST" and form.is_valid():
        try:
            return _taken_back(request, found, form.cleaned_data["words"])
        except services.NotWaiting:
            return not_waiting(request, pk)
    context = {"asked": found, "title": naming.title(found), "form": form}
    return render(request, "support/requests/withdraw.html", context)


def _taken_back(request: OrganisationRequest, found: SupportRequest, words: str) -> HttpResponse:
    slug = request.actor.organisation.slug
    if found.state == State.DRAFT:
        services.delete_draft(found, by=request.actor)
        messages.success(request, _("The draft is deleted."))
        return redirect("support:requests", slug)
    services.withdraw_request(found, words, by=request.actor, at=timezone.now())
    messages.success(request, _("The request is taken back. Mentors who were asked are told."))
    return redirect("support:request", slug, found.pk)


@require_http_methods(METHODS)
def request_decline(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Answer kindly that it cannot be done now, and say what was missing."""
    found = entering.support_request(request, pk)
    rules.can_handle_request.require(request.actor, found)
    if found.state != State.OPEN:
        return not_waiting(request, pk)
    form = DeclineForm(kept_forms.filled(request))
    if request.method == "POST" and form.is_valid():
        told, now = form.cleaned_data, timezone.now()
        try:
            services.decline_request(
                found, told["missing"], told["words"], by=request.actor, at=now
            )
        except services.NotWaiting:
            return not_waiting(request, pk)
        messages.success(request, _("Your answer is sent."))
        return redirect("support:request", request.actor.organisation.slug, pk)
    context = {"asked": found, "title": naming.title(found), "form": form}
    return render(request, "support/requests/decline.html", context)


@require_http_methods(METHODS)
def request_hand_on(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Give a request into the care of HR or a coordinator."""
    found, actor = entering.support_request(request, pk), request.actor
    rules.can_handle_request.require(actor, found)
    if found.state != State.OPEN:
        return not_waiting(request, pk)
    form = HandOnForm(kept_forms.filled(request), people=queries.carers(actor.organisation_id))
    if request.method == "POST" and form.is_valid() and _handed_on(request, found, form):
        return redirect("support:request", actor.organisation.slug, pk)
    context = {"asked": found, "title": naming.title(found), "form": form}
    return render(request, "support/requests/hand_on.html", context)


def _handed_on(request: OrganisationRequest, found: SupportRequest, form: HandOnForm) -> bool:
    to, words = form.chosen(), form.cleaned_data["words"]
    try:
        services.hand_on(found, to, words, by=request.actor, at=timezone.now())
    except services.NoSuchPerson:
        form.add_error("person", GONE)
        return False
    except services.NotWaiting:
        not_waiting(request, found.pk)
    else:
        messages.success(request, _("In the care of: %(name)s") % {"name": to.name})
    return True
