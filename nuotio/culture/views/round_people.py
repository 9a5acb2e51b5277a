from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nuotio.culture import lists, preparing
from nuotio.culture.forms.background import VariableForm, stored_variable
from nuotio.culture.forms.marked import mark_of
from nuotio.culture.forms.people import ListForm
from nuotio.culture.models import SurveyRound
from nuotio.culture.preparing import Step
from nuotio.culture.queries import roster as queries
from nuotio.culture.services import round_drafts as services
from nuotio.culture.views.preparing import context_of, is_saved, of_draft, onward
from nuotio.foundation import versions
from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.people.rosters.rows import Row

SHOWN = 50
Variable = dict[str, Any]


@of_draft
def round_people(request: OrganisationRequest, survey_round: SurveyRound) -> HttpResponse:
    """Take a list of people without an account, show how it is read, and correct it."""
    action = request.POST.get("action")
    is_new = request.method == "POST" and action not in ("correct", "clear")
    form = ListForm(request.POST, request.FILES) if is_new else ListForm()
    if request.method == "POST" and (not is_new or form.is_valid()):
        kept = lists.from_kept(survey_round.whom.get("list", []))
        rows = (
            form.rows
            if is_new
            else []
            if action == "clear"
            else lists.corrected(kept, request.POST)
        )
        _keep(request, survey_round, rows)
        return redirect(request.path)
    roster = queries.roster_of(survey_round)
    good = [one for one in roster.listed if one.counts]
    context = context_of(
        survey_round,
        Step.WHOM,
        form=form,
        roster=roster,
        good=good[:SHOWN],
        more=max(0, len(good) - SHOWN),
        good_count=len(good),
        again=sum(one.is_again for one in roster.listed),
        out=[one for one in roster.listed if one.row.is_left_out],
        mark=mark_of({"list": survey_round.whom.get("list", [])}),
    )
    return render(request, "culture/rounds/people.html", context)


def _keep(request: OrganisationRequest, survey_round: SurveyRound, rows: list[Row]) -> None:
    """Store the list, unless somebody else has changed it since the page was opened."""
    is_same = request.POST.get("was") == mark_of({"list": survey_round.whom.get("list", [])})
    seen = survey_round.version if is_same else 0
    try:
        services.save_list(survey_round, rows, by=request.actor, version=seen)
    except versions.EditedMeanwhile:
        messages.info(request, _("Somebody has just changed the list. Look at it again."))
    else:
        words = ngettext("The list has %(num)d row.", "The list has %(num)d rows.", len(rows))
        messages.success(request, words % {"num": len(rows)})


@of_draft
def round_background(request: OrganisationRequest, survey_round: SurveyRound) -> HttpResponse:
    """Choose the background questions, or none."""
    if request.method == "POST":
        services.reach(survey_round, Step.UNITS, by=request.actor)
        return onward(request, survey_round, Step.UNITS)
    chosen = {one["code"] for one in survey_round.background}
    context = context_of(
        survey_round,
        Step.BACKGROUND,
        variables=[(one, preparing.smallest_class(one)) for one in survey_round.background],
        offered=[one for one in preparing.offered_variables() if one["code"] not in chosen],
        is_full=len(survey_round.background) >= preparing.MOST_VARIABLES,
    )
    return render(request, "culture/rounds/background.html", context)


@of_draft
def round_variable(
    request: OrganisationRequest, survey_round: SurveyRound, code: str = ""
) -> HttpResponse:
    """Add a background question or change it; from an offer, or from nothing."""
    if not code and len(survey_round.background) >= preparing.MOST_VARIABLES:
        messages.info(request, _("Three background questions are enough. Take one out first."))
        return onward(request, survey_round, Step.BACKGROUND)
    variable = _variable(survey_round, code, request.GET.get("offer", ""))
    form = VariableForm(kept_forms.filled(request), survey_round=survey_round, variable=variable)
    is_removed = bool(code) and request.POST.get("action") == "remove"
    if request.method == "POST" and (is_removed or form.is_valid()):
        rest = [one for one in survey_round.background if one["code"] != code]
        if is_removed:
            return _removed(request, survey_round, rest)
        variables = _with(survey_round.background, form.told())
        if is_saved(
            request,
            form,
            lambda seen: services.save_background(
                survey_round, variables, by=request.actor, version=seen
            ),
            lambda row: stored_variable(_variable(row, code, "") or {"words": {}, "classes": []}),
        ):
            return _after(request, survey_round, form)
    context = context_of(survey_round, Step.BACKGROUND, form=form, code=code)
    return render(request, "culture/rounds/variable.html", context)


def _removed(
    request: OrganisationRequest, survey_round: SurveyRound, rest: list[Variable]
) -> HttpResponse:
    version = survey_round.version
    services.save_background(survey_round, rest, by=request.actor, version=version)
    return onward(request, survey_round, Step.BACKGROUND)


def _after(
    request: OrganisationRequest, survey_round: SurveyRound, form: VariableForm
) -> HttpResponse:
    """Lead back to the questions, or to one more class."""
    if request.POST.get("action") != "more":
        return onward(request, survey_round, Step.BACKGROUND)
    slug, code = request.actor.organisation.slug, form.told()["code"]
    return redirect("culture:round_variable", slug, survey_round.pk, code)


def _variable(survey_round: SurveyRound, code: str, offer: str) -> Variable | None:
    """Return the question to change, or the offer to begin with; 404 where it is not there."""
    if not code:
        offers = preparing.offered_variables()
        return next((dict(one) for one in offers if one["code"] == offer), None)
    found = next((one for one in survey_round.background if one["code"] == code), None)
    if found is None:
        raise Http404
    return dict(found)


def _with(variables: list[Variable], told: Variable) -> list[Variable]:
    """Return the questions with one put in its place, or added."""
    codes = [one["code"] for one in variables]
    if told["code"] in codes:
        place = codes.index(told["code"])
        return [*variables[:place], told, *variables[place + 1 :]]
    return [*variables, told]
