from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nuotio.programmes.queries import kept as queries
from nuotio.programmes.queries import programmes, submissions
from nuotio.programmes.requests import ProgrammeRequest
from nuotio.programmes.rules import mentors as mentor_rules
from nuotio.programmes.rules import programmes as rules
from nuotio.programmes.views.entering import in_programme

PAGE = 50


@require_safe
@in_programme
def kept(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """Show what is the organisation's own after it has left the programme, to be read."""
    standing = request.standing
    rules.can_see_kept.require(standing)
    rows = Paginator(queries.submissions_kept(standing), PAGE)
    page = rows.get_page(request.GET.get("page"))
    context = {
        "programme": standing.programme,
        "meetings": programmes.events_seen_by(standing),
        "at": timezone.now(),
        "page_obj": page,
        "given": submissions.named(list(page)),
        "drafts": queries.drafts_kept(standing),
        "may_steer": mentor_rules.can_see_applications(standing),
    }
    return render(request, "programmes/programmes/kept.html", context)
