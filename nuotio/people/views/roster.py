from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from nuotio.people import kept_forms
from nuotio.people.forms.roster import RosterFileForm, RowForm, corrected_rows
from nuotio.people.models import RosterImport
from nuotio.people.queries import roster as queries
from nuotio.people.requests import OrganisationRequest
from nuotio.people.rosters import blank, telling
from nuotio.people.rosters.deciding import ADD, CHANGE, LEAVE, REFUSE, Decided, Decision
from nuotio.people.rules import roster as rules
from nuotio.people.services import roster as services

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Take a file of people, read it and lead to what it would do."""
    actor = request.actor
    rules.can_import.require(actor, actor.organisation_id)
    form = RosterFileForm(request.POST, request.FILES) if request.method == "POST" else None
    if form is not None and form.is_valid():
        name = form.cleaned_data["file"].name
        roster = services.take_in(name, form.rows, by=actor, at=timezone.now())
        return redirect("people:roster_preview", actor.organisation.slug, roster.pk)
    return render(request, "people/roster/upload.html", {"form": form or RosterFileForm()})


@require_safe
def template(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Give an empty workbook to fill in."""
    actor = request.actor
    rules.can_import.require(actor, actor.organisation_id)
    names = queries.role_names(actor.organisation)
    response = HttpResponse(blank.workbook(list(names.values())), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="nuotio.xlsx"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show what a file would do; correct rows, import."""
    actor = request.actor
    rules.can_import.require(actor, actor.organisation_id)
    roster = queries.roster_at(pk, viewer=actor)
    if roster is None:
        raise Http404
    if roster.state == RosterImport.State.IMPORTED:
        return render(request, "people/roster/imported.html", {"roster": roster})
    decision = queries.decision_on(roster, actor.organisation)
    if request.method == "POST":
        is_done = _act(request, roster, decision)
        name, more = ("people:invitations", []) if is_done else ("people:roster_preview", [pk])
        return redirect(name, actor.organisation.slug, *more)
    return render(request, "people/roster/preview.html", _shown(request, roster, decision))


def _act(request: OrganisationRequest, roster: RosterImport, decision: Decision) -> bool:
    """Save corrections, or import; say whether it is imported."""
    rows = [decided.row for decided in decision.rows]
    corrected = corrected_rows(request.POST, rows, decision.new_units)
    wants_import = request.POST.get("action") == "import"
    try:
        if corrected:
            services.correct_rows(roster, corrected, by=request.actor)
            if wants_import:
                messages.info(
                    request, _("Your corrections are saved. Look once more, then import.")
                )
        elif wants_import:
            return _import(request, roster)
    except services.AlreadyImported:
        messages.info(request, _("This list has been imported already."))
    return False


def _import(request: OrganisationRequest, roster: RosterImport) -> bool:
    seen = request.POST.get("seen", "")
    try:
        done = services.import_roster(roster, by=request.actor, seen=seen, at=timezone.now())
    except services.ChangedMeanwhile:
        messages.info(
            request, _("Something has changed since you looked. Look once more, then import.")
        )
    except services.NotReady:
        messages.info(request, _("Correct the rows or leave them out first. Nothing was imported."))
    else:
        added = done.outcome.get(ADD, 0)
        words = ngettext(
            "The list is in. One invitation waits to be sent.",
            "The list is in. %(count)s invitations wait to be sent.",
            added,
        )
        told = words % {"count": added} if added else _("The list is in. The changes are done.")
        messages.success(request, told)
        return True
    return False


def _shown(
    request: OrganisationRequest, roster: RosterImport, decision: Decision
) -> dict[str, Any]:
    """Return what the page shows: rows to correct on top, the rest 50 a page."""
    names = queries.role_names(request.actor.organisation)
    kept = kept_forms.filled(request)
    refused = decision.of(REFUSE)
    left_out = [decided for decided in decision.of(LEAVE) if decided.row.is_left_out]
    others = [*decision.of(CHANGE), *decision.of(ADD), *decision.of(LEAVE)]
    page = Paginator([d for d in others if not d.row.is_left_out], PAGE)
    return {
        "roster": roster,
        "decision": decision,
        "summary": telling.summary(decision),
        "refused": [RowForm(decided, kept) for decided in refused[:PAGE]],
        "refused_later": max(0, len(refused) - PAGE),
        "left_out": [RowForm(decided, kept) for decided in left_out[:PAGE]],
        "page_obj": page.get_page(request.GET.get("page")),
        "line": lambda decided: telling.details(decided, names),
        "title": telling.title,
        "importing": len(decision.of(ADD, CHANGE)),
        "has_mentors": any(map(_invites_mentor, decision.of(ADD))),
    }


def _invites_mentor(decided: Decided) -> bool:
    return "mentor" in decided.meant.roles
