from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nuotio.people.forms.directory import WantedForm
from nuotio.people.models import Role
from nuotio.people.models.user import Language
from nuotio.people.queries import directory as queries
from nuotio.people.queries import organisations, time_shares, units
from nuotio.people.requests import OrganisationRequest
from nuotio.people.rules import mentors as rules
from nuotio.people.views.live_search import page_or_rows

PAGE = 30


@require_safe
def mentors(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """List the organisation's mentors; searched by words, unit and language."""
    actor = request.actor
    rules.can_see_mentors.require(actor, actor.organisation_id)
    wanted = WantedForm(request.GET).wanted()
    rows = Paginator(queries.mentors(viewer=actor, wanted=wanted), PAGE)
    kept = {key: value for key, value in request.GET.items() if key != "page" and value}
    context = {
        "page_obj": rows.get_page(request.GET.get("page")),
        "wanted": wanted,
        "units": units.unit_choices(viewer=actor),
        "languages": list(Language.choices),
        "query": f"{urlencode(kept)}&" if kept else "",
        "holding_of": queries.mentor_holding,
        "role_name": organisations.role_name,
        "is_mentor": actor.has_role(Role.MENTOR),
    }
    return page_or_rows(
        request, "people/directory/list.html", "people/directory/rows.html", context
    )


@require_safe
def mentor(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show one mentor in her own words."""
    actor = request.actor
    found = queries.mentor_at(pk, viewer=actor)
    if found is None:
        raise Http404
    rules.can_see_profile.require(actor, found)
    share = time_shares.agreed_hours([found]).get(found.pk)
    context = {
        "mentor": found,
        "profile": getattr(found, "profile", None),
        "holding": queries.mentor_holding(found),
        "role_name": organisations.role_name,
        "share": share if share and rules.can_see_hours(actor, share) else None,
    }
    return render(request, "people/directory/one.html", context)
