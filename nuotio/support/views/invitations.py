"""Asking a mentor, taking that back, and agreeing to the time that she suggests."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.support.forms.invitations import AskForm
from nuotio.support.models import SupportInvitation, SupportRequest
from nuotio.support.queries import invitations as queries
from nuotio.support.queries import requests as request_queries
from nuotio.support.rules import mentors as mentor_rules
from nuotio.support.rules import requests as rules
from nuotio.support.services import answers
from nuotio.support.services import invitations as services
from nuotio.support.story import naming
from nuotio.support.views import entering
from nuotio.support.words import refusals

METHODS = ["GET", "HEAD", "POST"]
Way = SupportInvitation.Way


@require_http_methods(METHODS)
def request_invite(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Ask a mentor by name, with a word; a suggestion's button sends only whom."""
    actor = request.actor
    found = entering.there(request_queries.visible_requests(actor).filter(pk=pk).first())
    if rules.can_see_suggestions(actor, found) and (way_back := _is_settled(request, found)):
        return way_back
    rules.can_invite.require(actor, found)
    askable = queries.askable(found, viewer=actor, day=timezone.localdate())
    form = AskForm(kept_forms.filled(request), mentors=askable.mentors)
    if request.method == "POST" and form.is_valid():
        try:
            made = _asked(request, found, form)
        except refusals.Refused as refused:
            form.add_error(None, refused.said)
        else:
            return _is_told(request, made)
    enough = refusals.EnoughAsked(refusals.most_asked(found)).said
    words = {"title": naming.title(found), "enough": enough}
    context = {"found": found, "form": form, "askable": askable, **words}
    return render(request, "support/invitations/ask.html", context)


@require_POST
def invitation_withdraw(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Take an invitation back."""
    found = entering.invitation(request, pk)
    mentor_rules.can_withdraw_invitation.require(request.actor, found)
    try:
        services.withdraw(found, by=request.actor, at=timezone.now())
    except refusals.Refused as refused:
        messages.warning(request, refused.said)
    else:
        messages.success(request, _("The mentor need not answer any more."))
    return to_request(request, found.request_id)


@require_POST
def invitation_follow(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Agree to the week that a mentor suggested."""
    found = entering.invitation(request, pk)
    mentor_rules.can_withdraw_invitation.require(request.actor, found)
    try:
        answers.agree_to_time(found, by=request.actor, at=timezone.now())
    except refusals.Refused as refused:
        messages.warning(request, refused.said)
    else:
        told = _("The time is agreed, and %(name)s supports you.")
        messages.success(request, told % queries.asked_words(found))
    return to_request(request, found.request_id)


def to_request(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Lead to the page of a request."""
    return redirect("support:request", request.actor.organisation.slug, pk)


def _is_settled(request: OrganisationRequest, found: SupportRequest) -> HttpResponse | None:
    """Lead back where nobody is asked any more, or where who is named was asked before."""
    if found.state != SupportRequest.State.OPEN:
        messages.info(request, refusals.NotOpen(found).said)
        return to_request(request, found.pk)
    named = request.POST.get("mentor", "")
    held = services.held(found) if named else []
    asked = next((one for one in held if str(one.mentor_id) == named), None)
    return _is_told(request, asked) if asked is not None else None


def _is_told(request: OrganisationRequest, made: SupportInvitation) -> HttpResponse:
    told = _("%(name)s is asked and has until %(day)s to answer.")
    messages.success(request, told % queries.asked_words(made))
    return to_request(request, made.request_id)


def _asked(request: OrganisationRequest, found: SupportRequest, form: AskForm) -> SupportInvitation:
    is_own = rules.is_asker(request.actor, found)
    return services.invite(
        found,
        form.chosen(),
        by=request.actor,
        way=Way.ASKED if is_own else Way.COORDINATED,
        at=timezone.now(),
        once=form.cleaned_data["once"] or uuid4(),
        message=form.cleaned_data["message"],
    )
