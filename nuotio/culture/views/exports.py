from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from nuotio.culture import documents
from nuotio.culture.models import SurveyRound
from nuotio.culture.queries import readings
from nuotio.culture.views.results import open_result
from nuotio.people.requests import OrganisationRequest

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def pdf(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Give what the reader sees of a result as a report that a screen reader reads."""
    survey_round = open_result(request, pk)
    reading = readings.reading_for(request.actor, survey_round)
    return _file(documents.report_of(reading), survey_round, PDF, "pdf")


@require_safe
def spreadsheet(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Give what the reader sees of a result as tables."""
    survey_round = open_result(request, pk)
    reading = readings.reading_for(request.actor, survey_round)
    return _file(documents.workbook_of(reading), survey_round, XLSX, "xlsx")


def _file(content: bytes, survey_round: SurveyRound, kind: str, ending: str) -> HttpResponse:
    name = slugify(survey_round.name) or f"survey-{survey_round.pk}"
    disposition = f'attachment; filename="{name}.{ending}"'
    return HttpResponse(content, kind, headers={"Content-Disposition": disposition})
