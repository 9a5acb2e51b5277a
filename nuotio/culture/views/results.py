from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from nuotio.culture import instruments
from nuotio.culture.models import SurveyRound
from nuotio.culture.queries import readings
from nuotio.culture.queries import results as queries
from nuotio.culture.results import from_json
from nuotio.culture.rules import results as rules
from nuotio.people.requests import OrganisationRequest


@require_safe
def results(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show what a survey found: the sentence first, then the picture, then the table."""
    survey_round = open_result(request, pk)
    reading = readings.reading_for(request.actor, survey_round)
    chosen = request.GET.get("background", "")
    tables = {table.code: table for table in reading.variables}
    context = {
        "round": survey_round,
        "reading": reading,
        "href": _address_of_dimension(request, survey_round),
        "table": tables.get(chosen) or next(iter(tables.values()), None),
        "is_chosen": chosen in tables,
        "shows_table": request.GET.get("show") == "table",
        "may_share": rules.can_share_report(request.actor, survey_round),
        "is_shared": rules.is_shared(survey_round),
        "leads": rules.can_read_words(request.actor, survey_round),
    }
    return render(request, "culture/results/all.html", context)


@require_safe
def dimension(request: OrganisationRequest, pk: int, code: str, **_kwargs: Any) -> HttpResponse:
    """Show one dimension, statement by statement."""
    survey_round = open_result(request, pk)
    reading = readings.reading_for(request.actor, survey_round)
    lines = {line.code: line for line in reading.lines}
    if code not in lines:
        raise Http404
    context = {
        "round": survey_round,
        "reading": reading,
        "line": lines[code],
        "change": next((one for one in reading.changes if one.scale.code == code), None),
        "trend": next((one for one in reading.trends if one.scale.code == code), None),
        "points": instruments.points(),
    }
    return render(request, "culture/results/dimension.html", context)


@require_safe
def methods(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Open the numbers behind a result for the curious: how we know."""
    survey_round = open_result(request, pk)
    found = from_json(survey_round.result.content)
    context = {
        "round": survey_round,
        "results": found,
        "effects": readings.effects_for(request.actor, survey_round),
        "scales": instruments.survey_of(survey_round.instrument).scales,
    }
    return render(request, "culture/results/methods.html", context)


def open_result(request: OrganisationRequest, pk: int) -> SurveyRound:
    """Return the round whose result is read; 404 where there is none, refused by its rule."""
    survey_round = queries.result_at(pk, viewer=request.actor)
    if survey_round is None:
        raise Http404
    rules.can_see_results.require(request.actor, survey_round)
    return survey_round


def _address_of_dimension(
    request: OrganisationRequest, survey_round: SurveyRound
) -> Callable[[str], str]:
    slug = request.actor.organisation.slug

    def address(code: str) -> str:
        return reverse("culture:dimension", args=[slug, survey_round.pk, code])

    return address
