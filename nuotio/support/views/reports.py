from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nuotio.people.requests import OrganisationRequest
from nuotio.support import documents
from nuotio.support.figures import Figures
from nuotio.support.queries import figures as queries
from nuotio.support.words import figure_words

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def figures(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Show how much support was asked for and given, and what the months ahead hold."""
    told = _told(request, timezone.now())
    context = {
        "told": told,
        "lede": figure_words.lede(told),
        "period": figure_words.period(told),
        "decision": list(figure_words.decision(told)),
        "waiting": figure_words.waiting(told),
        "tables": figure_words.tables(told),
        "answered": list(figure_words.answered(told)),
        "about": figure_words.about(),
        "count_of": figure_words.count_of,
        "hours_of": figure_words.hours_of,
        "hours": figure_words.hours,
    }
    return render(request, "support/reports/figures.html", context)


@require_safe
def figures_pdf(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Give the figures as a report that a screen reader reads."""
    at = timezone.now()
    return _file(request, documents.report_of(_told(request, at), at=at), PDF, "pdf")


@require_safe
def figures_xlsx(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Give the figures as tables."""
    at = timezone.now()
    return _file(request, documents.workbook_of(_told(request, at), at=at), XLSX, "xlsx")


def _told(request: OrganisationRequest, at: datetime) -> Figures:
    return queries.figures_for(request.actor, at=at)


def _file(request: OrganisationRequest, content: bytes, kind: str, ending: str) -> HttpResponse:
    name = f"support-{request.actor.organisation.slug}.{ending}"
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, kind, headers={"Content-Disposition": disposition})
