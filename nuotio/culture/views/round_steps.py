from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuotio.culture import nodes, preparing
from nuotio.culture.forms.rounds import (
    AskedForm,
    ChecklistForm,
    TimesForm,
    WhomForm,
    stored_asked,
    stored_checklist,
    stored_times,
    stored_whom,
)
from nuotio.culture.models import SurveyRound
from nuotio.culture.preparing import Step
from nuotio.culture.queries import instruments as instrument_queries
from nuotio.culture.queries import roster as queries
from nuotio.culture.queries import rounds as round_queries
from nuotio.culture.rules import rounds as rules
from nuotio.culture.services import round_drafts as services
from nuotio.culture.services.round_drafts import Asked
from nuotio.culture.views.preparing import (
    METHODS,
    TAKEN,
    context_of,
    is_saved,
    of_draft,
    onward,
)
from nuotio.people import kept_forms
from nuotio.people.queries import units as unit_queries
from nuotio.people.requests import OrganisationRequest


@require_http_methods(METHODS)
def round_new(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Begin to prepare a round: what is asked, and what it is called."""
    actor = request.actor
    rules.can_run_rounds.require(actor)
    choices = instrument_queries.choices_for(actor)
    form = AskedForm(kept_forms.filled(request), survey_round=None, choices=choices)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.make_round(_asked(request, form), by=actor, at=timezone.now())
        except services.NameTaken:
            form.add_error("name_fi", TAKEN)
        else:
            return onward(request, made, Step.WHOM)
    return render(request, "culture/rounds/what.html", context_of(None, Step.WHAT, form=form))


@of_draft
def round_what(request: OrganisationRequest, survey_round: SurveyRound) -> HttpResponse:
    """Change what is asked, and what the round is called."""
    choices = instrument_queries.choices_for(request.actor)
    form = AskedForm(kept_forms.filled(request), survey_round=survey_round, choices=choices)
    if request.method == "POST" and form.is_valid():
        asked = _asked(request, form)
        if is_saved(
            request,
            form,
            lambda seen: services.save_asked(survey_round, asked, by=request.actor, version=seen),
            lambda row: stored_asked(row, choices),
        ):
            return onward(request, survey_round, Step.WHOM)
    return render(
        request, "culture/rounds/what.html", context_of(survey_round, Step.WHAT, form=form)
    )


def _asked(request: OrganisationRequest, form: AskedForm) -> Asked:
    content = instrument_queries.content_of(form.cleaned_data["instrument"], actor=request.actor)
    return Asked(content, **vars(form.names()))


@of_draft
def round_whom(request: OrganisationRequest, survey_round: SurveyRound) -> HttpResponse:
    """Choose whom the round invites, and how many printed codes each unit gets."""
    branches = unit_queries.walk(unit_queries.tree(viewer=request.actor))
    units = [(branch.unit, branch.depth) for branch in branches]
    form = WhomForm(kept_forms.filled(request), survey_round=survey_round, units=units)
    if request.method == "POST" and form.is_valid():
        told = {"group": form.cleaned_data["group"], "units": form.chosen(), "paper": form.paper()}
        if is_saved(
            request,
            form,
            lambda seen: services.save_whom(survey_round, **told, by=request.actor, version=seen),
            lambda row: stored_whom(row, [unit for unit, _depth in units]),
        ):
            return onward(request, survey_round, Step.WHEN)
    listed = len(survey_round.whom.get("list", []))
    context = context_of(survey_round, Step.WHOM, form=form, units=units, listed=listed)
    return render(request, "culture/rounds/whom.html", context)


@of_draft
def round_when(request: OrganisationRequest, survey_round: SurveyRound) -> HttpResponse:
    """Choose when the round opens and closes."""
    at = timezone.now()
    form = TimesForm(kept_forms.filled(request), survey_round=survey_round, at=at)
    if request.method == "POST" and form.is_valid():
        opens_at, closes_at = form.times()
        if is_saved(
            request,
            form,
            lambda seen: services.save_times(
                survey_round,
                opens_at=opens_at,
                closes_at=closes_at,
                by=request.actor,
                version=seen,
            ),
            stored_times,
        ):
            return onward(request, survey_round, Step.BACKGROUND)
    is_short = preparing.is_short(survey_round, at=at)
    context = context_of(survey_round, Step.WHEN, form=form, is_short=is_short)
    return render(request, "culture/rounds/when.html", context)


@of_draft
def round_units(request: OrganisationRequest, survey_round: SurveyRound) -> HttpResponse:
    """Show which units would report on their own, which are folded upwards, and why."""
    roster = queries.roster_of(survey_round)
    if request.method == "POST":
        services.reach(survey_round, Step.CHECKLIST, by=request.actor)
        return onward(request, survey_round, Step.CHECKLIST)
    names = {unit.pk: unit.name for unit in roster.units}
    try:
        plan = roster.plan()
    except nodes.TooFew:
        plan = None
    folded = preparing.folded(plan, names) if plan else {}
    context = context_of(survey_round, Step.UNITS, plan=plan, names=names, folded=folded)
    return render(request, "culture/rounds/units.html", context)


@of_draft
def round_checklist(request: OrganisationRequest, survey_round: SurveyRound) -> HttpResponse:
    """Tick what is agreed with the personnel, with who and when."""
    form = ChecklistForm(kept_forms.filled(request), survey_round=survey_round)
    if request.method == "POST" and form.is_valid():
        ticked, at = form.ticked(), timezone.now()
        if is_saved(
            request,
            form,
            lambda seen: services.save_checklist(
                survey_round, ticked, by=request.actor, version=seen, at=at
            ),
            stored_checklist,
        ):
            missing = len(preparing.points()) - len(ticked)
            if missing:
                messages.info(request, _("Saved. Come back when the rest is agreed."))
            return onward(request, survey_round, Step.CHECKLIST if missing else Step.ANNOUNCE)
    who = round_queries.who_ticked(survey_round)
    context = context_of(
        survey_round, Step.CHECKLIST, form=form, points=preparing.points(), who=who
    )
    return render(request, "culture/rounds/checklist.html", context)
