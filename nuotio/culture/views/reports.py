from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuotio.culture.forms.reports import ReportForm, stored_report
from nuotio.culture.models import SurveyRound
from nuotio.culture.rules import results as rules
from nuotio.culture.services import reports as services
from nuotio.culture.views.results import open_result
from nuotio.foundation import versions
from nuotio.people import kept_forms
from nuotio.people.queries import editors
from nuotio.people.requests import OrganisationRequest


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Write what else may explain a result, and share it with everyone."""
    survey_round = open_result(request, pk)
    rules.can_share_report.require(request.actor, survey_round)
    form = ReportForm(kept_forms.filled(request), report=services.report_of(survey_round))
    if request.method == "POST" and form.is_valid() and _written(request, survey_round, form):
        return redirect("culture:results", request.actor.organisation.slug, survey_round.pk)
    context = {"round": survey_round, "form": form, "is_shared": rules.is_shared(survey_round)}
    return render(request, "culture/results/report.html", context)


def _written(request: OrganisationRequest, survey_round: SurveyRound, form: ReportForm) -> bool:
    try:
        _write(request, survey_round, form)
    except services.NothingWritten:
        form.add_error(
            "explanations",
            _("Write at least one other explanation, so that nobody reads the figures as causes."),
        )
        return False
    except versions.EditedMeanwhile as late:
        editor = editors.last_editor(late.theirs)
        by = "" if editor is None or editor == request.user else str(editor)
        form.put_beside(stored_report(late.theirs), version=late.theirs.version, by=by)
        return False
    return True


def _write(request: OrganisationRequest, survey_round: SurveyRound, form: ReportForm) -> None:
    told, by = form.cleaned_data, request.actor
    words, version = told["explanations"].strip(), told["version"]
    if request.POST.get("action") == "share":
        services.share_report(survey_round, words, by=by, version=version, at=timezone.now())
        messages.success(request, _("Everyone in the organisation can read the result now."))
    else:
        services.write_report(survey_round, words, by=by, version=version)
        messages.success(request, _("Your words were saved."))
