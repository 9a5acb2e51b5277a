from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nuotio.people.models.user import Language
from nuotio.people.requests import OrganisationRequest
from nuotio.support.budget.hours_left import months_left
from nuotio.support.forms.board import BoardForm, kind_choices, mode_choices
from nuotio.support.queries import board as queries
from nuotio.support.rules import mentors as rules
from nuotio.support.story import naming, request_facts
from nuotio.support.words import own_reasons, reasons

PAGE = 50


@require_safe
def board(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Show open requests that a mentor could take, with what makes each fit her or not."""
    actor = request.actor
    rules.can_see_board.require(actor)
    found = queries.board(actor, day=timezone.localdate())
    wanted = BoardForm(request.GET, units=found.units).wanted()
    page = Paginator(queries.narrowed(found.cards, wanted), PAGE).get_page(request.GET.get("page"))
    kept = {key: value for key, value in request.GET.items() if key != "page" and value}
    context = {
        "page_obj": page,
        "budget": found.budget,
        "months": months_left(found.budget) if found.budget else (),
        "wanted": wanted,
        "choices": {"unit": found.units, "kind": kind_choices(), "mode": mode_choices()},
        "languages": list(Language.choices),
        "query": f"{urlencode(kept)}&" if kept else "",
        "hours_left": reasons.hours_left,
        "words": own_reasons,
        "told": request_facts,
        "naming": naming,
    }
    return render(request, "support/board/board.html", context)
