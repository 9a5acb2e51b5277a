from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.support.forms.engagement_hours import USUAL, TimeForm
from nuotio.support.models import MeetingTime
from nuotio.support.queries import engagement_hours as queries
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
    form = TimeForm(kept_forms.filled(request), today=timezone.localdate(at), time=time)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        day = told.get("day", time.day)
        try:
            services.change_time(time, day=day, minutes=told["minutes"], by=actor, at=at)
        except services.TooMuch as much:
            form.say_too_much(much.left)
        else:
            showing.say_booked(request, entering.engagement(request, time.engagement_id))
            return redirect("support:engagement", actor.organisation.slug, time.engagement_id)
    context = {"time": time, "engagement": time.engagement, "form": form, "usual": USUAL}
    return render(request, "support/engagements/time_edit.html", context)


@require_POST
def time_remove(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Take a booking back."""
    time = _time(request, pk)
    services.remove_time(time, by=request.actor)
    messages.success(request, _("Taken back. The time is no longer booked."))
    slug = request.actor.organisation.slug
    return redirect("support:engagement", slug, time.engagement_id)


def _time(request: OrganisationRequest, pk: int) -> MeetingTime:
    found = queries.time_at(pk, viewer=request.actor)
    if found is None:
        raise Http404
    return found
