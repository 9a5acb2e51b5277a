from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nuotio.people.queries import units
from nuotio.people.requests import OrganisationRequest
from nuotio.support.models import SupportKind
from nuotio.support.queries import requests as queries
from nuotio.support.rules import requests as rules
from nuotio.support.story import naming, request_facts, request_story
from nuotio.ui import filters

PAGE = 50


@require_safe
def waiting(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """List what waits for a mentor, the late first; what the address names narrows it."""
    actor, asked = request.actor, request.GET
    rules.can_see_waiting.require(actor)
    choices = units.unit_choices(viewer=actor)
    unit = next((pk for pk, _name in choices if str(pk) == asked.get("unit", "")), None)
    kind = asked.get("kind", "") if asked.get("kind") in SupportKind.values else ""
    rows = queries.waiting_requests(actor, unit=unit, kind=kind)
    page, day = Paginator(rows, PAGE).get_page(asked.get("page")), timezone.localdate()
    query = "".join(f"{name}={told}&" for name, told in (("unit", unit), ("kind", kind)) if told)
    context = {
        "page_obj": page,
        "rows": [(one, naming.title(one), request_story.is_late(one, day)) for one in page],
        "counts": queries.waiting_counts(actor, day=day),
        "units": choices,
        "unit": unit if unit is not None else "",
        "kinds": filters.capitals(SupportKind.choices),
        "kind": kind,
        "query": query,
        "circle": naming.circle,
        "kinds_of": request_facts.kinds_of,
    }
    return render(request, "support/requests/waiting.html", context)
