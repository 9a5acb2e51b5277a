"""What the page of a support shows, beside its notes."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _

from nuotio.culture import qr
from nuotio.notifications import links
from nuotio.people.models import Membership
from nuotio.people.requests import OrganisationRequest
from nuotio.support import follow_up_questions
from nuotio.support.models import Engagement, EngagementNote, FollowUp, Meeting
from nuotio.support.queries import engagement_hours as hours
from nuotio.support.queries import engagements as queries
from nuotio.support.queries import follow_ups, meetings
from nuotio.support.rules import engagements as rules
from nuotio.support.rules import requests as request_rules
from nuotio.support.story import engagement_steps
from nuotio.support.story.engagement_steps import NextStep, Standing, Step
from nuotio.ui import filters


def context_of(
    engagement: Engagement, notes: Sequence[EngagementNote], *, viewer: Membership, at: datetime
) -> dict[str, Any]:
    """Return what the page shows to this viewer; at most four queries."""
    day, times = timezone.localdate(at), hours.times_of(engagement)
    follow_up = follow_ups.follow_up_of(engagement, viewer=viewer)
    results = follow_ups.results_of([follow_up], day=day)[follow_up.pk] if follow_up else None
    standing = Standing(
        engagement,
        meetings.agenda_of(engagement, times, at=at),
        notes,
        follow_up,
        has_signed=results is not None and results.signed is not None,
        is_thanked=bool(queries.thanks_of(engagement)),
    )
    return {
        "engagement": engagement,
        "agenda": standing.agenda,
        "thanks": queries.thanks_of(engagement),
        "follow_up": follow_up,
        "results": results,
        "points": dict(follow_up_questions.points()),
        "mentors": queries.party_of(engagement).mentors,
        "times": times,
        "hours": hours.hours_of(engagement, times),
        "next": _next(standing, viewer, at=at),
        "day": day,
        **_may(engagement, viewer),
        "may_correct": bool(rules.can_correct_outcome(viewer, engagement))
        and queries.takes_corrections(engagement, day=day),
        **_share(follow_up, viewer, day=day),
    }


def coming(engagement: Engagement, *, at: datetime) -> Sequence[Meeting]:
    """Return the meetings that would be called off if the support ended now."""
    return meetings.coming_meetings(engagement, at=at)


def address_of(follow_up: FollowUp) -> str:
    """Return the public address of a follow-up, in the language of the team."""
    path = links.path_to("support:follow_up_answer", code=follow_up.code)
    return f"{settings.BASE_URL}{links.in_language(path, follow_up.language)}"


def say_booked(request: OrganisationRequest, engagement: Engagement) -> None:
    """Say that time is booked, how much of the promise is left, or how much more it is."""
    mine = hours.hours_of(engagement, hours.times_of(engagement)).of(request.actor)
    told = {"hours": filters.hours(mine.booked / 60), "left": filters.hours(mine.left / 60)}
    if not mine.promised:
        words = _("Booked. It is %(hours)s in all.")
    elif mine.over:
        told["over"] = filters.hours(mine.over / 60)
        words = _("Booked. It is %(hours)s in all, %(over)s more than you promised.")
    else:
        words = _("Booked. It is %(hours)s in all, and %(left)s of your promise are left.")
    messages.success(request, words % told)


def _next(standing: Standing, viewer: Membership, *, at: datetime) -> NextStep:
    engagement = standing.engagement
    if rules.gives_it(viewer, engagement):
        return engagement_steps.for_mentor(standing, viewer, at=at)
    if request_rules.is_asker(viewer, engagement.request):
        return engagement_steps.for_asker(standing, day=timezone.localdate(at))
    return NextStep(Step.NOTHING)


def _may(engagement: Engagement, viewer: Membership) -> dict[str, bool]:
    may_lead = bool(rules.can_lead(viewer, engagement))
    is_asker = request_rules.is_asker(viewer, engagement.request)
    return {
        "may_lead": may_lead,
        "may_set": may_lead and not engagement.is_closed,
        "may_note": bool(rules.can_write_note(viewer, engagement)),
        "may_thank": bool(rules.can_thank(viewer, engagement)),
        "is_team": is_asker and not may_lead,  # the team sees the hours together, not by mentor
    }


def _share(follow_up: FollowUp | None, viewer: Membership, *, day: date) -> dict[str, Any]:
    """Return the address to pass on, for who may do so while it takes answers."""
    may_pass_on = (
        follow_up is not None and follow_up.is_open(day) and rules.can_pass_on(viewer, follow_up)
    )
    address = address_of(follow_up) if follow_up is not None and may_pass_on else ""
    return {"address": address, "drawing": qr.drawing_of(address) if address else None}
