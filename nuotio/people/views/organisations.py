from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuotio.foundation import addresses, versions
from nuotio.people import kept_forms
from nuotio.people.forms.organisations import (
    RoleTitleForm,
    SettingsForm,
    stored_settings,
    stored_title,
)
from nuotio.people.models import Role, RoleTitle
from nuotio.people.queries import editors
from nuotio.people.queries import role_titles as title_queries
from nuotio.people.requests import OrganisationRequest
from nuotio.people.rules import organisations as rules
from nuotio.people.services import organisations as services
from nuotio.people.services import role_titles as title_services


@require_http_methods(["GET", "HEAD", "POST"])
def organisation_settings(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Keep what the organisation tells of itself."""
    organisation = request.actor.organisation
    rules.can_edit_organisation.require(request.actor, organisation.pk)
    form = SettingsForm(kept_forms.filled(request), organisation=organisation)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            services.edit_organisation(
                organisation, by=request.actor, settings=form.settings(), version=seen
            )
        except versions.EditedMeanwhile as late:
            theirs = stored_settings(late.theirs)
            form.put_beside(theirs, version=theirs["version"], by=editor_of(late.theirs, request))
        else:
            messages.success(request, _("The settings were saved."))
            return redirect("people:organisation_settings", organisation.slug)
    return render(request, "people/organisations/settings.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def role_titles(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Give roles the organisation's own names."""
    rules.can_name_roles.require(request.actor, request.actor.organisation_id)
    title = _title(request)
    form = RoleTitleForm(kept_forms.filled(request), title=title)
    if request.method == "POST" and _change(request, title, form):
        return redirect("people:role_titles", request.actor.organisation.slug)
    named = title_queries.named_roles(viewer=request.actor)
    is_open = form.is_bound or not request.GET.keys().isdisjoint({"title", "role"})
    context = {"named_roles": named, "title": title, "form": form, "is_open": is_open}
    return render(request, "people/organisations/titles.html", context)


def _title(request: OrganisationRequest) -> RoleTitle:
    """Return the title that the address names, or a new one of the role that it names."""
    chosen = request.GET.get("title", "")
    if chosen:
        found = title_queries.title_at(addresses.key_in(chosen) or 0, viewer=request.actor)
        if found is None:
            raise Http404
        return found
    role = request.GET.get("role", Role.MENTOR)
    if role not in Role.values:
        raise Http404
    return RoleTitle(organisation=request.actor.organisation, role=role, is_default=False)


def _change(request: OrganisationRequest, title: RoleTitle, form: RoleTitleForm) -> bool:
    """Add, rename or remove; say whether it is done."""
    if request.POST.get("action") == "remove":
        return _remove(request, title)
    if not form.is_valid():
        return False
    organisation, by = request.actor.organisation, request.actor
    try:
        if title.pk is None:
            title_services.add_role_title(
                organisation, by=by, role=title.role, naming=form.naming()
            )
        else:
            seen = form.cleaned_data["version"]
            title_services.rename_role_title(title, by=by, naming=form.naming(), version=seen)
    except title_services.TitleTaken:
        form.add_error("name_fi", _("This role already has a title with this name."))
        return False
    except versions.EditedMeanwhile as late:
        theirs = stored_title(late.theirs)
        form.put_beside(theirs, version=theirs["version"], by=editor_of(late.theirs, request))
        return False
    messages.success(request, _("The title was saved."))
    return True


def _remove(request: OrganisationRequest, title: RoleTitle) -> bool:
    if title.pk is None:
        raise Http404
    try:
        title_services.remove_role_title(title, by=request.actor)
    except title_services.TitleInUse:
        messages.info(request, _("Somebody carries this title, so it was not removed."))
    else:
        messages.success(request, _("The title was removed."))
    return True


def editor_of(row: models.Model, request: OrganisationRequest) -> str:
    """Return the name of whoever was faster; empty where that was the same person."""
    editor = editors.last_editor(row)
    return "" if editor is None or editor == request.user else str(editor)
