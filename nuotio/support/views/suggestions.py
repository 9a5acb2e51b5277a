from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nuotio.people.requests import OrganisationRequest
from nuotio.support import suggesting
from nuotio.support.fitting.parts import PARTS
from nuotio.support.queries import fits
from nuotio.support.queries import requests as request_queries
from nuotio.support.queries import suggestions as queries
from nuotio.support.rules import matching as matching_rules
from nuotio.support.rules import requests as rules
from nuotio.support.story import naming
from nuotio.support.views import entering

PAGE = 50


@require_safe
def suggestions(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show everybody who would suit a request, best first, and why the others could not."""
    found = entering.there(request_queries.request_at(pk, viewer=request.actor))
    rules.can_see_suggestions.require(request.actor, found)
    if found.state not in queries.SUGGESTED_FOR:
        return redirect("support:request", request.actor.organisation.slug, pk)
    told = queries.for_page(found, viewer=request.actor, at=timezone.now())
    page = Paginator(told.everybody, PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": found,
        "asked_title": naming.title(found),
        "suggested": told.suggested,
        "page_obj": page,
        "others": told.others,
    }
    return render(request, "support/suggestions/list.html", context)


@require_safe
def how(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Tell in plain words how suggestions come about, with what weighs here."""
    rules.can_ask.require(request.actor)
    row = fits.weights_of(request.actor.organisation_id)
    context = {
        "weights": [(name, suggesting.part_name(name), getattr(row, name)) for name in PARTS],
        "answer_days": row.answer_days,
        "may_set": matching_rules.can_set_weights(request.actor),
    }
    return render(request, "support/suggestions/how.html", context)
