from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from nuotio.evaluation import documents
from nuotio.evaluation.forms import NarrowForm
from nuotio.evaluation.queries import choices, threads
from nuotio.evaluation.rules import can_see_thread
from nuotio.evaluation.thread import Thread
from nuotio.people.requests import OrganisationRequest

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def thread_pdf(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Give the thread that was chosen on the page as a report that a screen reader reads."""
    at = timezone.now()
    return _file(request, documents.report_of(_chosen(request, at), at=at), PDF, "pdf")


@require_safe
def thread_xlsx(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Give the thread that was chosen on the page as tables."""
    at = timezone.now()
    return _file(request, documents.workbook_of(_chosen(request, at), at=at), XLSX, "xlsx")


def _chosen(request: OrganisationRequest, at: datetime) -> Thread:
    """Return every line of what the reader has narrowed the page to."""
    actor = request.actor
    can_see_thread.require(actor, actor.organisation_id)
    form = NarrowForm(request.GET, choices=choices.choices_for(actor))
    form.is_valid()
    return threads.thread_for(actor, filters=form.filters(), at=at)


def _file(request: OrganisationRequest, content: bytes, kind: str, ending: str) -> HttpResponse:
    name = f"thread-{request.actor.organisation.slug}.{ending}"
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, kind, headers={"Content-Disposition": disposition})
