from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nuotio.foundation import addresses, versions
from nuotio.people import kept_forms
from nuotio.people.forms.units import UnitForm, stored_unit
from nuotio.people.models import Unit
from nuotio.people.queries import units as queries
from nuotio.people.requests import OrganisationRequest
from nuotio.people.rules import units as rules
from nuotio.people.services import units as services
from nuotio.people.views.organisations import editor_of


@require_safe
def units(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Show the tree of units with leads and numbers of people."""
    actor = request.actor
    rules.can_see_units.require(actor, actor.organisation_id)
    context = {
        "tree": queries.tree(viewer=actor),
        "can_edit": rules.can_edit_units(actor, actor.organisation_id),
    }
    return render(request, "people/units/tree.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_add(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Add a unit to the tree."""
    actor = request.actor
    rules.can_edit_units.require(actor, actor.organisation_id)
    tree = queries.tree(viewer=actor)
    unit = Unit(organisation=actor.organisation, parent_id=_parent_in(request, tree))
    form = _form(request, unit, tree)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_unit(actor.organisation, by=actor, details=form.details())
        except services.UnitNameTaken:
            form.add_error("name_fi", _("A unit with this name is already there."))
        else:
            messages.success(request, _("%(unit)s was added.") % {"unit": made.name})
            return redirect("people:units", actor.organisation.slug)
    return render(request, "people/units/add.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show one unit; who may changes it here."""
    actor = request.actor
    rules.can_see_units.require(actor, actor.organisation_id)
    tree = queries.tree(viewer=actor)
    path = queries.path_to(pk, tree)
    if not path:
        raise Http404
    may_edit = rules.can_edit_units(actor, actor.organisation_id)
    form = _form(request, path[-1].unit, tree) if may_edit else None
    if request.method == "POST":
        rules.can_edit_units.require(actor, actor.organisation_id)
        if form is not None and _change(request, path[-1].unit, form):
            return redirect("people:units", actor.organisation.slug)
    context = {"path": path, "branch": path[-1], "form": form}
    return render(request, "people/units/one.html", context)


def _parent_in(request: OrganisationRequest, tree: Any) -> int | None:
    wanted = addresses.key_in(request.GET.get("parent", ""))
    return wanted if wanted is not None and queries.path_to(wanted, tree) else None


def _form(request: OrganisationRequest, unit: Unit, tree: Any) -> UnitForm:
    leads = queries.possible_leads(viewer=request.actor)
    return UnitForm(kept_forms.filled(request), unit=unit, tree=tree, leads=leads)


def _change(request: OrganisationRequest, unit: Unit, form: UnitForm) -> bool:
    """Remove the unit, or save the form; say whether it is done."""
    if request.POST.get("action") == "remove":
        return _remove(request, unit)
    if not form.is_valid():
        return False
    seen = form.cleaned_data["version"]
    try:
        saved = services.edit_unit(unit, by=request.actor, details=form.details(), version=seen)
    except services.UnitNameTaken:
        form.add_error("name_fi", _("A unit with this name is already there."))
    except services.UnitUnderItself:
        form.add_error("parent", _("A unit cannot belong to itself. Choose another place."))
    except versions.EditedMeanwhile as late:
        theirs = stored_unit(late.theirs)
        form.put_beside(theirs, version=theirs["version"], by=editor_of(late.theirs, request))
    else:
        messages.success(request, _("%(unit)s was saved.") % {"unit": saved.name})
        return True
    return False


def _remove(request: OrganisationRequest, unit: Unit) -> bool:
    try:
        services.remove_unit(unit, by=request.actor)
    except services.UnitNotEmpty:
        messages.info(
            request, _("The unit still has people or units in it. Move them first, then remove it.")
        )
    else:
        messages.success(request, _("%(unit)s was removed.") % {"unit": unit.name})
    return True
