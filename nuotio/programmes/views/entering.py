"""The door of a programme: who may enter, and what is open inside."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import Http404, HttpResponse

from nuotio.foundation import tenancy
from nuotio.people.requests import OrganisationRequest
from nuotio.programmes.queries import programmes as queries
from nuotio.programmes.requests import ProgrammeRequest

View = TypeVar("View", bound=Callable[..., HttpResponse])


def in_programme(view: View) -> Callable[..., HttpResponse]:
    """Open the programme in the address around the view; 404 where it concerns the member not."""

    @wraps(view)
    def entered(request: OrganisationRequest, programme: int, **kwargs: Any) -> HttpResponse:
        standing = queries.standing_at(programme, actor=request.actor)
        if standing is None:
            raise Http404
        request.standing = standing  # type: ignore[attr-defined]
        inside: ProgrammeRequest = request  # type: ignore[assignment]
        with tenancy.with_programmes(programme):
            return view(inside, **kwargs)

    return entered
