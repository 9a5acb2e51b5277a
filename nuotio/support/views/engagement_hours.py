from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.support.forms.engagement_hours import USUAL, TimeForm
from nuotio.support.models import Engagement, MeetingTime
from nuotio.support.queries import engagement_hours as queries
from nuotio.support.queries import engagements
from nuotio.support.rules import engagements as rules
from nuotio.support.services import engagement_hours as services
from nuotio.support.views import entering, showing

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def time_add(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Book working time beside the meetings."""
    found, actor, at = entering.engagement(request, pk), request.actor, timezone.now()
    rules.can_lead.require(actor, found)
    form = TimeForm(kept_forms.filled(request), today=timezone.localdate(at))
    if request.method == "POST" and form.is_valid():
        told, once = form.cleaned_data, form.cleaned_data["once"] or uuid4()
        try:
            services.add_time(
                found, day=told["day"], minutes=told["minutes"], by=actor, at=at, once=once
            )
        except services.TooMuch as much:
            form.say_too_much(much.left)
        else:
            showing.say_booked(request, found)
            return redirect("support:engagement", actor.organisation.slug, pk)
    context = {"engagement": found, "form": form, "usual": USUAL}
    return render(request, "support/engagements/time_add.html", context)


@require_http_methods(METHODS)
def time_edit(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Correct what was booked, or take it back."""
    time, actor, at = _time(request, pk), request.actor, timezone.now()
    found = engagements.with_people().get(pk=time.engagement_id)
    home = _home(request, found)
    form = TimeForm(kept_forms.filled(request), today=timezone.localdate(at), time=time)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        day = told.get("day", time.day)
        try:
            services.change_time(time, day=day, minutes=told["minutes"], by=actor, at=at)
        except services.TooMuch as much:
            form.say_too_much(much.left)
        else:
            showing.say_booked(request, found)
            return redirect(home)
    context = {"time": time, "engagement": found, "form": form, "usual": USUAL, "home": home}
    return render(request, "support/engagements/time_edit.html", context)


@require_POST
def time_remove(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Take a booking back."""
    time = _time(request, pk)
    found = engagements.with_people().get(pk=time.engagement_id)
    services.remove_time(time, by=request.actor)
    messages.success(request, _("Taken back. The time is no longer booked."))
    return redirect(_home(request, found))


def _home(request: OrganisationRequest, found: Engagement) -> str:
    """Return the address where her bookings stand: of the support, else of what she was asked."""
    actor, slug = request.actor, request.actor.organisation.slug
    if rules.can_see_engagement(actor, found):
        return reverse("support:engagement", args=[slug, found.pk])
    asked = [one for one in found.request.invitations.all() if one.mentor_id == actor.pk]
    left = next((one for one in reversed(asked) if one.state == one.State.LEFT), None)
    if left is not None:
        return reverse("support:invitation", args=[slug, left.pk])
    return reverse("support:engagements", args=[slug])


def _time(request: OrganisationRequest, pk: int) -> MeetingTime:
    return entering.there(queries.time_at(pk, viewer=request.actor))
