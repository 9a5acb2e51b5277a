from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nuotio.foundation import tenancy
from nuotio.people.queries import members
from nuotio.people.requests import OrganisationRequest, SignedInRequest
from nuotio.plans import prompts
from nuotio.plans.models import Entry
from nuotio.plans.queries import entries as queries
from nuotio.plans.rules import entries as rules
from nuotio.plans.rules import practices as network_rules
from nuotio.programmes.queries import programmes

PAGE = 50
WORDS = {"wheres": dict(Entry.Where.choices), "asked_in": prompts.find}


@require_safe
def cohort_entries(request: OrganisationRequest, programme: int, **_kwargs: Any) -> HttpResponse:
    """Show what was shared with everybody in a programme, the newest first."""
    standing = programmes.standing_at(programme, actor=request.actor)
    if standing is None:
        raise Http404
    rules.can_see_cohort_entries.require(standing)
    with tenancy.with_programmes(programme):
        rows = Paginator(queries.shared_entries(standing.programme), PAGE)
        page = rows.get_page(request.GET.get("page"))
        context = {"programme": standing.programme, "page_obj": page, **WORDS}
        return render(request, "plans/entries/cohort.html", context)


@require_safe
def network_entries(request: SignedInRequest) -> HttpResponse:
    """Show what was given to the whole network, the newest first."""
    network_rules.can_see_network.require(members.memberships_of(request.user.pk))
    rows = Paginator(queries.published_entries(), PAGE)
    context = {"page_obj": rows.get_page(request.GET.get("page")), **WORDS}
    return render(request, "plans/entries/network.html", context)
