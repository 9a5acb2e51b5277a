from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nuotio.people import kept_forms
from nuotio.people.forms.members import FilterForm, MemberForm, role_choices
from nuotio.people.models import Membership
from nuotio.people.queries import invitations, organisations, units
from nuotio.people.queries import members as queries
from nuotio.people.requests import OrganisationRequest
from nuotio.people.rules import members as rules
from nuotio.people.rules import role_holdings as role_rules
from nuotio.people.rules.roles import holds_role
from nuotio.people.services import members as services
from nuotio.people.services import role_holdings
from nuotio.people.views.live_search import page_or_rows

PAGE = 50


@require_safe
def members(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """List everybody who has joined; searched and narrowed, a page at a time."""
    actor = request.actor
    rules.can_see_members.require(actor)
    form = FilterForm(request.GET)
    rows = queries.members_of(viewer=actor, filters=form.filters())
    kept = {key: value for key, value in request.GET.items() if key != "page" and value}
    context = {
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "filters": form.filters(),
        "units": units.unit_choices(viewer=actor),
        "roles": role_choices(actor),
        "role_name": organisations.role_name,
        "unsent": invitations.unsent_count(viewer=actor),
        "query": f"{urlencode(kept)}&" if kept else "",
    }
    return page_or_rows(request, "people/members/list.html", "people/members/rows.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def member(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show one member; HR changes unit, job and supervisor here."""
    actor = request.actor
    rules.can_see_members.require(actor)
    found = _found(request, pk)
    form = MemberForm(kept_forms.filled(request), member=found, by=actor)
    if request.method == "POST" and form.is_valid():
        services.edit_member(found, form.details(), by=actor)
        messages.success(request, _("%(name)s was saved.") % {"name": found.name})
        return redirect("people:members", actor.organisation.slug)
    context = {
        "member": found,
        "form": form,
        "role_name": organisations.role_name,
        "givable": role_rules.givable_roles(actor),
        "holds_role": holds_role,
        "may_end": rules.can_end_membership(actor, found),
    }
    return render(request, "people/members/one.html", context)


@require_POST
def member_roles(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Give or end a role of a member."""
    found, role, at = _found(request, pk), request.POST.get("role", ""), timezone.now()
    try:
        if request.POST.get("action") == "end":
            role_holdings.end_role(found, role, by=request.actor, at=at)
            messages.success(request, _("The role has ended."))
        else:
            role_holdings.give_role(found, role, by=request.actor, at=at)
            messages.success(request, _("%(name)s has the role now.") % {"name": found.name})
    except role_holdings.LastOfItsKind:
        messages.warning(request, _last_of_its_kind())
    if found.pk == request.actor.pk:
        return redirect("home:organisation", request.actor.organisation.slug)
    return redirect("people:member", request.actor.organisation.slug, pk)


@require_POST
def member_end(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """End a membership."""
    found = _found(request, pk)
    try:
        services.end_membership(found, by=request.actor, at=timezone.now())
    except role_holdings.LastOfItsKind:
        messages.warning(request, _last_of_its_kind())
        return redirect("people:member", request.actor.organisation.slug, pk)
    messages.success(
        request, _("%(name)s no longer belongs to the organisation.") % {"name": found.name}
    )
    return redirect("people:members", request.actor.organisation.slug)


def _found(request: OrganisationRequest, pk: int) -> Membership:
    found = queries.member_at(pk, viewer=request.actor)
    if found is None:
        raise Http404
    return found


def _last_of_its_kind() -> str:
    return _(
        "Somebody must take care of the people. "
        "Give the role of HR or coordinator to another first."
    )
