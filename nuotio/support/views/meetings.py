from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nuotio.foundation import versions
from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.support.forms.meetings import MeetingForm, stored_meeting
from nuotio.support.models import Engagement, Meeting
from nuotio.support.rules import engagements as rules
from nuotio.support.services import engagement_hours
from nuotio.support.services import meetings as services
from nuotio.support.views import entering, showing

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def meeting_add(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Set a meeting."""
    found, actor, at = entering.engagement(request, pk), request.actor, timezone.now()
    rules.can_lead.require(actor, found)
    is_first = not found.meetings.exists()
    form = MeetingForm(kept_forms.filled(request), engagement=found, at=at, is_first=is_first)
    if request.method == "POST" and form.is_valid():
        once = form.cleaned_data["once"] or uuid4()
        try:
            services.set_meeting(found, form.draft(), by=actor, at=at, once=once)
        except services.Ended:
            return _ended(request, found)
        except services.OutOfReach:  # the moment has passed while the form was sent
            form.add_error("day", _("This time has passed. Choose one that is ahead."))
        else:
            messages.success(request, _("The meeting is set, and everybody hears of it."))
            return _back(request, found)
    context = {"engagement": found, "form": form, "is_first": is_first}
    return render(request, "support/engagements/meeting_add.html", context)


@require_http_methods(METHODS)
def meeting_edit(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Change a meeting, or call it off."""
    meeting, at = entering.meeting(request, pk), timezone.now()
    rules.can_lead.require(request.actor, meeting.engagement)
    form = MeetingForm(
        kept_forms.filled(request), engagement=meeting.engagement, at=at, meeting=meeting
    )
    if request.method == "POST" and form.is_valid():
        answer = _changed(request, meeting, form)
        if answer is not None:
            return answer
    context = {"meeting": meeting, "engagement": meeting.engagement, "form": form}
    return render(request, "support/engagements/meeting_edit.html", context)


def _changed(
    request: OrganisationRequest, meeting: Meeting, form: MeetingForm
) -> HttpResponse | None:
    version = form.cleaned_data["version"]
    told = {"by": request.actor, "at": timezone.now(), "version": version}
    try:
        services.change_meeting(meeting, form.draft(), **told)
    except versions.EditedMeanwhile as late:
        form.put_beside(stored_meeting(late.theirs), version=late.theirs.version)
        return None
    except services.Ended:
        return _ended(request, meeting.engagement)
    except (services.OutOfReach, services.AlreadyBegun):  # the moment has passed meanwhile
        form.add_error(None, _("This time has passed. Choose one that is ahead."))
        return None
    messages.success(request, _("Saved. Where the time or the place changed, everybody hears."))
    return _back(request, meeting.engagement)


@require_POST
def meeting_cancel(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Call a meeting off."""
    meeting = entering.meeting(request, pk)
    services.call_off_meeting(meeting, by=request.actor, at=timezone.now())
    messages.success(request, _("The meeting is called off, and everybody hears of it."))
    return _back(request, meeting.engagement)


@require_POST
def meeting_book(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Book the length of a meeting for the mentor who taps."""
    meeting = entering.meeting(request, pk)
    try:
        engagement_hours.book_meeting(meeting, by=request.actor, at=timezone.now())
    except engagement_hours.NotYet:
        messages.info(request, _("The meeting has not begun. Book its hours afterwards."))
    except engagement_hours.CalledOff:
        messages.info(request, _("The meeting was called off meanwhile."))
    except engagement_hours.TooMuch:
        messages.info(request, _("That day would have more than 24 hours. Book it by hand."))
    else:
        showing.say_booked(request, meeting.engagement)
    return _back(request, meeting.engagement)


def _ended(request: OrganisationRequest, engagement: Engagement) -> HttpResponse:
    messages.info(request, _("The support has ended, or the meeting was called off meanwhile."))
    return _back(request, engagement)


def _back(request: OrganisationRequest, engagement: Engagement) -> HttpResponse:
    return redirect("support:engagement", request.actor.organisation.slug, engagement.pk)
