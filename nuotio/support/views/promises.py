"""A mentor answers: on the phone, from the notice that told her."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.support.forms.invitations import AcceptForm, ChosenForm, DeclineForm, SuggestForm
from nuotio.support.models import MeetingTime, SupportInvitation, SupportRequest
from nuotio.support.queries import engagement_hours
from nuotio.support.queries import invitations as queries
from nuotio.support.rules import mentors as rules
from nuotio.support.services import answers as services
from nuotio.support.services import promises
from nuotio.support.story import invitation_story, naming, request_facts
from nuotio.support.views import entering
from nuotio.support.views.invitations import METHODS, to_request
from nuotio.support.words import refusals


@require_safe
def invitation(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show a mentor what a team asks of her, her hours now and after, and three answers."""
    found = _mine(request, pk)
    facts = request_facts.facts_of(found.request)
    context: dict[str, Any] = {"invitation": found, "found": found.request, "told": facts}
    if queries.is_open(found):
        standing = queries.standing(found.request, request.actor, day=timezone.localdate())
        form = AcceptForm(standing.enough, request=found.request)
        context |= {"standing": standing, "form": form}
        context["suggested"] = invitation_story.suggested(found)
        until = invitation_story.open_until(found) if invitation_story.suggests(found) else ""
        context["until"] = until
    else:
        context["how_it_stands"] = invitation_story.to_mentor(found)
        context["times"] = _booked(request, found)
        context["may_take"] = rules.can_take(request.actor, found.request)
        context["may_step_back"] = queries.may_step_back(found)
    return render(request, "support/invitations/one.html", context)


@require_POST
def invitation_accept(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Promise the support."""
    found, actor = _mine(request, pk), request.actor
    month, seen, _once = _chosen(request)
    try:
        services.accept(found, by=actor, at=timezone.now(), month=month, seen=seen)
    except refusals.Refused as refused:
        messages.warning(request, refused.said)
    else:
        messages.success(request, _("Thank you. Your promise is noted, and the team is told."))
    return _to(request, pk)


@require_http_methods(METHODS)
def invitation_decline(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Say that it cannot be this time."""
    found = _mine(request, pk)
    form = DeclineForm(kept_forms.filled(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            services.decline(found, by=request.actor, at=timezone.now(), reason=reason)
        except refusals.Refused as refused:
            messages.warning(request, refused.said)
        else:
            messages.success(request, _("Thank you for answering. Somebody else is asked next."))
        return _to(request, pk)
    return render(request, "support/invitations/decline.html", {"invitation": found, "form": form})


@require_http_methods(METHODS)
def invitation_suggest(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Suggest another time."""
    found = _mine(request, pk)
    form = SuggestForm(kept_forms.filled(request), today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            services.suggest_time(
                found, by=request.actor, at=timezone.now(), week=told["week"], words=told["words"]
            )
        except refusals.Refused as refused:
            messages.warning(request, refused.said)
        else:
            messages.success(request, _("The team reads your suggestion and answers it."))
        return _to(request, pk)
    return render(request, "support/invitations/suggest.html", {"invitation": found, "form": form})


@require_http_methods(METHODS)
def invitation_step_back(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Step back from a promise, after a page that says what follows."""
    found = _mine(request, pk)
    if request.method == "POST":
        try:
            promises.step_back(found, by=request.actor, at=timezone.now())
        except refusals.Refused as refused:
            messages.warning(request, refused.said)
        else:
            messages.success(request, _("You have stepped back. Thank you for saying so in time."))
        return _to(request, pk)
    if not queries.may_step_back(found):
        return _to(request, pk)
    return render(request, "support/invitations/step_back.html", {"invitation": found})


@require_http_methods(METHODS)
def request_take(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Take an open request, after a page that shows the hours now and after."""
    actor = request.actor
    found = entering.there(queries.request_to_take(pk, viewer=actor))
    if way_on := _is_hers_or_gone(request, found):
        return way_on
    rules.can_take.require(actor, found)
    if request.method == "POST":
        month, seen, once = _chosen(request)
        try:
            services.take(found, by=actor, at=timezone.now(), once=once, month=month, seen=seen)
        except refusals.Refused as refused:
            messages.warning(request, refused.said)
            return redirect(request.path)
        messages.success(request, _("Thank you. Your promise is noted, and the team is told."))
        return to_request(request, pk)
    standing = queries.standing(found, actor, day=timezone.localdate())
    form = AcceptForm(standing.enough, request=found)
    words = {"title": naming.title(found), "told": request_facts.facts_of(found)}
    context = {"found": found, "form": form, "standing": standing, **words}
    return render(request, "support/invitations/take.html", context)


def _booked(request: OrganisationRequest, found: SupportInvitation) -> Sequence[MeetingTime]:
    """Return what she booked before she stepped back: the page of the support is no longer hers."""
    if found.state != SupportInvitation.State.LEFT:
        return []
    return engagement_hours.own_times(found.request_id, viewer=request.actor)


def _mine(request: OrganisationRequest, pk: int) -> SupportInvitation:
    found = entering.invitation(request, pk)
    rules.can_answer.require(request.actor, found)
    return found


def _is_hers_or_gone(request: OrganisationRequest, found: SupportRequest) -> HttpResponse | None:
    """Lead a mentor on who was asked or has promised, or where nobody waits any more."""
    if own := getattr(found, "own", None):
        return _to(request, own)
    if found.state != SupportRequest.State.OPEN:
        messages.info(request, refusals.NotOpen(found).said)
        return to_request(request, found.pk)
    return None


def _chosen(request: OrganisationRequest) -> tuple[date | None, int | None, UUID]:
    """Return the month that was chosen, the version that was read, and the mark of the form.

    What is no month stands for the first that has room.
    """
    form = ChosenForm(request.POST)
    form.is_valid()
    told = form.cleaned_data
    return told.get("month"), told.get("version"), told.get("once") or uuid4()


def _to(request: OrganisationRequest, pk: int) -> HttpResponse:
    return redirect("support:invitation", request.actor.organisation.slug, pk)
