from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nuotio.evaluation import words
from nuotio.evaluation.forms import NarrowForm
from nuotio.evaluation.narrowing import Filters
from nuotio.evaluation.queries import choices, threads
from nuotio.evaluation.queries import counts as count_queries
from nuotio.evaluation.rules import can_see_counts, can_see_thread
from nuotio.evaluation.thread import Thread
from nuotio.people.requests import OrganisationRequest

NARROWING = {"narrow", "programme", "goal", "since", "until"}
PROGRAMMES = 20  # on a page of counts
LARGEST_KEY = 2**63 - 1  # SQLite reads no larger number


@require_safe
def thread(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Show the organisation's golden thread, a line a goal."""
    actor = request.actor
    can_see_thread.require(actor, actor.organisation_id)
    form = _narrowing(request)
    filters = form.filters() if form else Filters(only_gaps="gaps" in request.GET)
    page = _page(request)
    found = threads.thread_for(actor, filters=filters, page=page, at=timezone.now())
    context = {
        **_told(found, page, threads.PAGE),
        "form": form,
        "filters": filters,
        "is_list": request.GET.get("view") == "list",
        "asked": _asked(request),
    }
    return render(request, "evaluation/thread.html", context)


@require_safe
def goal_thread(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show the thread of a goal, a line a plan."""
    return _own(request, Filters(goal=pk, by="plan"))


@require_safe
def plan_thread(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show the thread of a plan, a line for each goal that it serves."""
    return _own(request, Filters(plan=pk, by="plan"))


@require_safe
def experiment_thread(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show the thread that an experiment lies on."""
    return _own(request, Filters(experiment=pk, by="experiment"))


@require_safe
def counts(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Show a programme's staff how far its organisations have come: counts, published titles."""
    can_see_counts.require(request.actor)
    page = Paginator(count_queries.programmes_for(request.actor), PROGRAMMES).get_page(
        request.GET.get("page")
    )
    context = {
        "page_obj": page,
        "programmes": count_queries.counts_for(request.actor, list(page.object_list)),
        "columns": [words.figure_name(code) for code in count_queries.FIGURES],
    }
    return render(request, "evaluation/counts.html", context)


def _narrowing(request: OrganisationRequest) -> NarrowForm | None:
    """Return the form where it is asked for or filled in: most readers look at the whole."""
    if not request.GET.keys() & NARROWING:
        return None
    form = NarrowForm(request.GET, choices=choices.choices_for(request.actor))
    form.is_valid()
    return form


def _own(request: OrganisationRequest, filters: Filters) -> HttpResponse:
    if max(filters.goal or 0, filters.plan or 0, filters.experiment or 0) > LARGEST_KEY:
        raise Http404
    page = _page(request)
    found = threads.thread_for(request.actor, filters=filters, page=page, at=timezone.now())
    if not found.lines:
        raise Http404
    context = {
        **_told(found, page, threads.PAGE_OF_PLANS),
        "title": _title(found, filters),
        "is_list": request.GET.get("view") == "list",
        "asked": _asked(request),
    }
    return render(request, "evaluation/own.html", context)


def _title(found: Thread, filters: Filters) -> str:
    line = found.lines[0]
    if filters.goal is None:
        return line.title
    return next(knot.items[0].words for knot in line.knots if knot.kind == "goal")


def _told(found: Thread, page: int, size: int) -> dict[str, Any]:
    return {
        "thread": found,
        "lede": words.lede(found.gap_count),
        "state_words": words.state_words,
        "page_obj": Paginator(range(found.total), size).get_page(page),
    }


def _page(request: OrganisationRequest) -> int:
    asked = request.GET.get("page", "1")
    return int(asked) if asked.isdecimal() and len(asked) < 6 else 1


def _asked(request: OrganisationRequest) -> dict[str, str]:
    """Return how the page's links begin: what is asked for, but for one part that they change."""
    told = {key: request.GET[key] for key in request.GET if key in NarrowForm.base_fields}
    return {
        "page": _query(told),
        "gaps": _query({key: value for key, value in told.items() if key != "gaps"}),
        "view": _query({key: value for key, value in told.items() if key != "view"}),
    }


def _query(told: dict[str, str]) -> str:
    kept = {key: value for key, value in told.items() if value}
    return f"{urlencode(kept)}&" if kept else ""
