from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuotio.people.models import Role, RoleTitle
from nuotio.people.queries import organisations
from nuotio.people.queries import role_holdings as queries
from nuotio.people.requests import OrganisationRequest
from nuotio.people.rules import role_holdings as rules
from nuotio.people.services import role_holdings as services


@require_http_methods(["GET", "HEAD", "POST"])
def own_roles(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Take the mentor's role, pause it, take it up again, leave it."""
    actor = request.actor
    if request.method == "POST":
        return _act(request, request.POST.get("action", ""), request.POST.get("role", ""))
    context = {
        "holdings": queries.holdings_of(actor),
        "may_take": rules.can_take_role(actor, Role.MENTOR),
        "titles": [t for t in organisations.titles_of(actor.organisation) if t.role == Role.MENTOR],
        "role_name": organisations.role_name,
        "suggested": actor.organisation.monthly_hours / 10,
    }
    return render(request, "people/roles/own.html", context)


def _act(request: OrganisationRequest, action: str, role: str) -> HttpResponse:
    actor, at, slug = request.actor, timezone.now(), request.actor.organisation.slug
    try:
        match action:
            case "take":
                services.take_role(role, by=actor, at=at, title=_title(request, role))
                messages.success(request, _("You are now a learning mentor. Thank you."))
                return redirect("people:own_time_share", slug)
            case "pause" | "resume":
                services.pause_role(role, is_paused=action == "pause", by=actor, at=at)
                messages.success(request, _paused() if action == "pause" else _("Welcome back."))
            case "leave":
                services.leave_role(role, by=actor, at=at)
                messages.success(request, _("You have left the role. Thank you so far."))
    except services.LastOfItsKind:
        messages.warning(
            request, _("You are the last one to take care of the people. Find another first.")
        )
    return redirect("people:own_roles", slug)


def _title(request: OrganisationRequest, role: str) -> RoleTitle | None:
    """Return the chosen title; none where it is of another role or organisation."""
    chosen = request.POST.get("title", "")
    titles = organisations.titles_of(request.actor.organisation)
    return next((t for t in titles if str(t.pk) == chosen and t.role == role), None)


def _paused() -> str:
    return _("The role is on pause. Nobody asks you for help until you come back.")
