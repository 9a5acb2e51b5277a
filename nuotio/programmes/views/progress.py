from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nuotio.programmes import progress as pure
from nuotio.programmes.queries import progress as queries
from nuotio.programmes.requests import ProgrammeRequest
from nuotio.programmes.rules import programmes as rules
from nuotio.programmes.views.entering import in_programme


@require_safe
@in_programme
def progress(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """Show how each organisation gets on, and where support may be needed."""
    rules.can_see_progress.require(request.standing)
    at = timezone.now()
    found = list(queries.progress_of(request.standing.programme, at=at))
    helped = [(one, pure.needs_of(one, at=at)) for one in found]
    context = {
        "standing": request.standing,
        "programme": request.standing.programme,
        "headline": pure.headline(found, at=at),
        "helped": [(one, needs) for one, needs in helped if needs],
        "found": found,
    }
    return render(request, "programmes/progress/all.html", context)
