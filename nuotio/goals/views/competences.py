from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from nuotio.foundation import versions
from nuotio.goals.forms.competences import (
    CompetenceForm,
    MeaningForm,
    stored_competence,
    stored_meaning,
)
from nuotio.goals.models import StrategicCompetence
from nuotio.goals.queries import competences as queries
from nuotio.goals.queries.competences import UnitMeaning
from nuotio.goals.rules import competences as rules
from nuotio.goals.services import competences as services
from nuotio.goals.views.editing import faster
from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest

METHODS = ["GET", "HEAD", "POST"]
TAKEN = gettext_lazy("You have a competence with this name already.")


@require_safe
def competences(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """List what the strategy asks, and how many units have said what it means to them."""
    actor = request.actor
    rules.can_see_competences.require(actor, actor.organisation_id)
    found = queries.competences_of(actor)
    context = {
        "in_use": [one for one in found if one.retired_at is None],
        "aside": [one for one in found if one.retired_at is not None],
        "units": queries.count_units(actor),
        "may_name": rules.can_name_competences(actor),
    }
    return render(request, "goals/competences/list.html", context)


@require_safe
def competence(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show a competence by units: what each would do differently, and who has not said yet."""
    found = _competence(request, pk)
    told = queries.meanings_of(found, viewer=request.actor)
    missing = [one for one in told if one.meaning is None]
    context = {
        "competence": found,
        "told": [one for one in told if one.meaning is not None],
        "missing": missing,
        "mine": next((one for one in missing if one.is_mine), None),
        "may_change": rules.can_change_competence(request.actor, found),
    }
    return render(request, "goals/competences/one.html", context)


@require_http_methods(METHODS)
def competence_add(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Name what the strategy asks."""
    rules.can_name_competences.require(request.actor)
    form = CompetenceForm(kept_forms.filled(request), competence=StrategicCompetence())
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = services.name_competence(
                told["name"], told["about"], by=request.actor, at=timezone.now()
            )
        except services.NameTaken:
            form.add_error("name", TAKEN)
        else:
            messages.success(
                request, _("The competence is named. Now teams can say what it means.")
            )
            return redirect("goals:competence", request.actor.organisation.slug, made.pk)
    return render(request, "goals/competences/add.html", {"form": form})


@require_http_methods(METHODS)
def competence_change(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Say a competence in other words, lay it aside or take it into use again."""
    found = _competence(request, pk)
    rules.can_change_competence.require(request.actor, found)
    form = CompetenceForm(kept_forms.filled(request), competence=found)
    if request.method == "POST" and (
        _marked(request, found) or (form.is_valid() and _changed(request, found, form))
    ):
        return redirect("goals:competence", request.actor.organisation.slug, found.pk)
    return render(request, "goals/competences/change.html", {"competence": found, "form": form})


def _marked(request: OrganisationRequest, found: StrategicCompetence) -> bool:
    """Lay aside, or take into use; say whether one of them was asked."""
    action = request.POST.get("action")
    if action == "retire":
        services.retire_competence(found, by=request.actor, at=timezone.now())
        messages.success(request, _("The competence is laid aside. What teams wrote stays."))
    elif action == "restore":
        services.restore_competence(found, by=request.actor)
        messages.success(request, _("The competence is in use again."))
    return action in ("retire", "restore")


def _changed(
    request: OrganisationRequest, found: StrategicCompetence, form: CompetenceForm
) -> bool:
    told = form.cleaned_data
    try:
        services.change_competence(
            found, told["name"], told["about"], by=request.actor, version=told["version"]
        )
    except services.NameTaken:
        form.add_error("name", TAKEN)
    except versions.EditedMeanwhile as late:
        by = faster(late.theirs, request)
        form.put_beside(stored_competence(late.theirs), version=late.theirs.version, by=by)
    else:
        messages.success(request, _("The competence is saved."))
        return True
    return False


@require_http_methods(METHODS)
def meaning(request: OrganisationRequest, pk: int, unit: int, **_kwargs: Any) -> HttpResponse:
    """Write down what a team would do differently."""
    found = _competence(request, pk)
    here = queries.meaning_in(unit, competence=found, viewer=request.actor)
    if here is None:
        raise Http404
    rules.can_write_meaning.require(request.actor, here.unit)
    form = MeaningForm(kept_forms.filled(request), meaning=here.meaning)
    if request.method == "POST" and form.is_valid() and _written(request, found, here, form):
        return redirect("goals:competence", request.actor.organisation.slug, found.pk)
    context = {"competence": found, "unit": here.unit, "form": form}
    return render(request, "goals/competences/meaning.html", context)


def _written(
    request: OrganisationRequest, found: StrategicCompetence, here: UnitMeaning, form: MeaningForm
) -> bool:
    words, version = form.cleaned_data["words"], form.cleaned_data["version"]
    try:
        services.write_meaning(
            found, here.unit, words, by=request.actor, at=timezone.now(), version=version
        )
    except versions.EditedMeanwhile as late:
        by = faster(late.theirs, request)
        form.put_beside(stored_meaning(late.theirs), version=late.theirs.version, by=by)
        return False
    kept, taken = (
        _("Written down. The whole organisation can read it."),
        _("The text is taken back."),
    )
    messages.success(request, kept if words else taken)
    return True


def _competence(request: OrganisationRequest, pk: int) -> StrategicCompetence:
    rules.can_see_competences.require(request.actor, request.actor.organisation_id)
    found = queries.competence_at(pk, viewer=request.actor)
    if found is None:
        raise Http404
    return found
