from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nuotio.people import kept_forms
from nuotio.programmes.forms.groups import GroupsForm
from nuotio.programmes.queries import groups as queries
from nuotio.programmes.requests import ProgrammeRequest
from nuotio.programmes.rules import programmes as programme_rules
from nuotio.programmes.rules import together as rules
from nuotio.programmes.services import groups as services
from nuotio.programmes.views.entering import in_programme


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def groups(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """Show the member's own group in each session; trainers make groups for all."""
    standing, at = request.standing, timezone.now()
    programme_rules.can_see_programme.require(standing)
    sessions = queries.sessions_seen_by(standing)
    ahead = [one for one in sessions if not one.event.is_over(at)]
    form = GroupsForm(kept_forms.filled(request), sessions=ahead)
    if request.method == "POST":
        rules.can_make_groups.require(standing)
        if form.is_valid() and _made(request, form):
            return redirect(request.path)
    context = {
        "programme": standing.programme,
        "seat": standing.seat,
        "sessions": sessions,
        "at": at,
        "quality": queries.quality(sessions, at=at),
        "may_make": rules.can_make_groups(standing),
        "form": form if ahead else None,
    }
    return render(request, "programmes/together/groups.html", context)


def _made(request: ProgrammeRequest, form: GroupsForm) -> bool:
    try:
        services.make_groups(request.standing, form.wish(), at=timezone.now())
    except services.NobodyToGroup:
        form.add_error(
            "events", _("These sessions have fewer than two such people. Choose others.")
        )
        return False
    messages.success(request, _("The groups are ready. Everybody sees their own."))
    return True


@require_safe
@in_programme
def groups_of_event(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show all groups of a session, large enough for the screen in the room."""
    standing, at = request.standing, timezone.now()
    sessions = queries.sessions_seen_by(standing)
    session = _one(sessions, pk)
    others = [one for one in sessions if one is not session]
    may_join = rules.can_make_groups(standing) and not session.event.is_over(at)
    late = session.waiting if may_join and session.plan else ()
    context = {
        "programme": standing.programme,
        "session": session,
        "own": session.own_group(standing.seat),
        "late": [(seat, services.suggested(session, seat, others=others)) for seat in late],
        "quality": queries.quality_of(session, sessions),
    }
    return render(request, "programmes/together/session.html", context)


@require_POST
@in_programme
def group_join(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Put a late-comer into the most fitting group."""
    standing = request.standing
    session = _one(queries.sessions_seen_by(standing), pk)
    rules.can_make_groups.require(standing)
    key = request.POST.get("seat", "")
    seat = session.seats.get(int(key)) if key.isdecimal() and len(key) < 19 else None
    if seat is None:
        raise Http404
    try:
        number = services.join_group(standing, session.event, seat, at=timezone.now())
    except (services.SessionOver, services.NobodyToGroup):
        messages.info(request, _("The groups of this session stay as they are."))
    else:
        told = {"name": seat.name, "number": number}
        messages.success(request, _("%(name)s is in group %(number)d.") % told)
    slug = standing.actor.organisation.slug
    return redirect("programmes:groups_of_event", slug, standing.programme.pk, pk)


def _one(sessions: Sequence[queries.Session], pk: int) -> queries.Session:
    found = next((one for one in sessions if one.event.pk == pk), None)
    if found is None:
        raise Http404
    return found
