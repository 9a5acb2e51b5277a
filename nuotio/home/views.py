from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nuotio.home.queries import around, news, situation, steps, words
from nuotio.people.queries import members, organisations
from nuotio.people.requests import OrganisationRequest


@require_safe
@login_not_required
def start(request: HttpRequest) -> HttpResponse:
    """Show visitors the front page, and lead everyone else to their own start page."""
    if not request.user.is_authenticated:
        return render(request, "home/front.html")
    memberships = members.memberships_of(request.user.pk)
    if len(memberships) == 1:
        return redirect("home:organisation", memberships[0].organisation.slug)
    return render(request, "home/choose.html", {"memberships": memberships})


@require_safe
def organisation(request: OrganisationRequest, organisation: str) -> HttpResponse:
    """Show a member what is next, what waits and what happened."""
    at = timezone.now()
    now = situation.situation_of(request.actor, at=at)
    latest = news.latest(request.actor)
    request.unread = latest.unread  # type: ignore[attr-defined]
    step, *waiting = steps.steps_of(now)
    context = {
        "now": now,
        "greeting": words.greeting(request.user.first_name, at=at),
        "lede": words.lede(now),
        "step": step,
        "waiting": waiting[:3],
        "mentors": situation.mentors_near(request.actor),
        "notices": latest.lines,
        "elsewhere": around.elsewhere(request.actor),
        "role_names": [
            organisations.role_name(role, request.actor.organisation)
            for role in sorted(request.actor.roles - {"employee"} or {"employee"})
        ],
    }
    return render(request, "home/organisation.html", context)
