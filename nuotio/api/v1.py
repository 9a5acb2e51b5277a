"""The first version of the API: who may see a page may read the same as JSON, nothing more."""

from typing import Annotated, Any, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Query
from ninja.security import django_auth

from nuotio.api.schemas import Problem, Reflections, Result
from nuotio.api.support import FiguresOut
from nuotio.api.threads import ThreadAsked, ThreadOut
from nuotio.culture.queries import readings
from nuotio.culture.queries import results as queries
from nuotio.culture.readings import Reading
from nuotio.culture.rules import results as rules
from nuotio.evaluation.queries import threads
from nuotio.evaluation.thread import Thread
from nuotio.people.requests import OrganisationRequest
from nuotio.plans.queries import entries
from nuotio.support.figures import Figures
from nuotio.support.queries import figures

PAGE = 50
PROBLEMS = dict.fromkeys((401, 403, 404), Problem)

api = NinjaAPI(
    title="Nuotio",
    version="1",
    description="What people read on Nuotio's pages, for programs. Sign in as on the pages.",
    docs_url=None,
    openapi_url=None,
    auth=django_auth,
    urls_namespace="api-v1",
)


@api.exception_handler(PermissionDenied)
def refuse(request: HttpRequest, reason: PermissionDenied) -> HttpResponse:
    """Answer 403 with the rule's own sentence."""
    return api.create_response(request, {"detail": str(reason)}, status=403)


@api.get(
    "organisations/{organisation}/culture/rounds/{pk}/results",
    response={200: Result, **PROBLEMS},
    summary="The result of a survey, as the caller reads it on the page",
)
def results(request: HttpRequest, organisation: str, pk: int) -> Reading:
    """Give the words and rounded figures of a closed round, in the language of the request.

    Groups of fewer people than `smallest_group` are never in it.
    """
    actor = cast(OrganisationRequest, request).actor
    survey_round = queries.result_at(pk, viewer=actor)
    if survey_round is None:
        raise Http404
    rules.can_see_results.require(actor, survey_round)
    return readings.reading_for(actor, survey_round)


@api.get(
    "organisations/{organisation}/reflections",
    response={200: Reflections, **PROBLEMS},
    summary="Notes and reflections that the caller may read: the own ones and those of others",
)
def reflections(request: HttpRequest, organisation: str, page: int = 1) -> dict[str, Any]:
    """Give the entries that the caller may read on the page, and no others, the newest first.

    A page beyond the last is the last.
    """
    actor = cast(OrganisationRequest, request).actor
    shown = Paginator(entries.visible_entries(actor), PAGE).get_page(page)
    return {
        "count": shown.paginator.count,
        "page": shown.number,
        "pages": shown.paginator.num_pages,
        "entries": list(shown),
    }


@api.get(
    "organisations/{organisation}/thread",
    response={200: ThreadOut, **PROBLEMS},
    summary="The golden thread of an organisation, as the caller reads it on the page",
)
def thread(
    request: HttpRequest, organisation: str, asked: Annotated[ThreadAsked, Query()]
) -> Thread:
    """Give a page of lines from finding to practice, each with its gaps: places for help, no marks.

    Words are in the language of the request; private reflections are never in it.
    """
    actor = cast(OrganisationRequest, request).actor
    filters = asked.filters()
    at = timezone.now()  # noqa: TID251 -- the edge, as a view is
    return threads.thread_for(actor, filters=filters, page=asked.page, at=at)


@api.get(
    "organisations/{organisation}/support/figures",
    response={200: FiguresOut, **PROBLEMS},
    summary="Figures of support for teams, as the caller reads them on the page",
)
def support_figures(request: HttpRequest, organisation: str) -> Figures:
    """Give how much support was asked for, given and missing, and the hours of the months ahead.

    Groups of fewer than five requests are null, and so is a larger one where the total would tell.
    """
    actor = cast(OrganisationRequest, request).actor
    return figures.figures_for(actor, at=timezone.now())  # noqa: TID251 -- the edge, as a view is
