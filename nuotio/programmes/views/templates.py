from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from nuotio.foundation import versions
from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.programmes import blueprints, drafts
from nuotio.programmes.forms.agendas import arranged, focused
from nuotio.programmes.forms.templates import (
    CopyForm,
    RenameForm,
    TemplateAssignmentForm,
    TemplateEventForm,
    stored_assignment,
    stored_event,
    stored_names,
)
from nuotio.programmes.models import ProgrammeTemplate
from nuotio.programmes.queries import templates as queries
from nuotio.programmes.rules import templates as rules
from nuotio.programmes.services import templates as services
from nuotio.programmes.views.dates import faster

TAKEN = gettext_lazy("You have a template with this name. Choose another name.")
SAVED = gettext_lazy("The template was saved. Programmes that were made before stay as they are.")
METHODS = ["GET", "HEAD", "POST"]
Told = dict[str, Any]


@require_safe
def templates(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """List the templates that come with the product and the provider's own."""
    rules.can_edit_templates.require(request.actor)
    context = {"shipped": blueprints.shipped(), "own": queries.templates_of(request.actor)}
    return render(request, "programmes/templates/list.html", context)


@require_http_methods(METHODS)
def template_copy(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Copy a template under a name of one's own; the address says which."""
    rules.can_edit_templates.require(request.actor)
    choices = {key: data for key, _name, data in queries.choices_for(request.actor)}
    source = choices.get(request.GET.get("source", blueprints.SHIPPED))
    if source is None:
        raise Http404
    form = CopyForm(kept_forms.filled(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.copy_template(source, form.names(), by=request.actor, at=timezone.now())
        except services.NameTaken:
            form.add_error("name_fi", TAKEN)
        else:
            messages.success(request, _("The template is yours now. Adapt it as you like."))
            return redirect("programmes:template", request.actor.organisation.slug, made.pk)
    return render(request, "programmes/templates/copy.html", {"form": form, "source": source})


@require_http_methods(METHODS)
def template(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show an own template: its events and assignments week by week, and what it is called."""
    one = _template_at(request, pk)
    form = RenameForm(kept_forms.filled(request), template=one)
    if request.method == "POST" and form.is_valid() and _rename(request, one, form):
        return redirect(request.path)
    content = one.content
    context = {
        "template": one,
        "form": form,
        "events": sorted(content["events"], key=lambda told: (told["week"], told["id"])),
        "assignments": sorted(content["assignments"], key=lambda told: told["due_week"]),
        "cautions": drafts.cautions_in(content),
    }
    return render(request, "programmes/templates/one.html", context)


def _rename(request: OrganisationRequest, one: ProgrammeTemplate, form: RenameForm) -> bool:
    seen, at = form.cleaned_data["version"], timezone.now()
    try:
        services.rename_template(one, form.names(), by=request.actor, version=seen, at=at)
    except services.NameTaken:
        form.add_error("name_fi", TAKEN)
        return False
    except versions.EditedMeanwhile as late:
        theirs = stored_names(late.theirs)
        form.put_beside(theirs, version=theirs["version"], by=faster(late.theirs, request))
        return False
    messages.success(request, SAVED)
    return True


@require_http_methods(METHODS)
def template_event(
    request: OrganisationRequest, pk: int, code: str, **_kwargs: Any
) -> HttpResponse:
    """Adapt an event of a template, or take it out."""
    one = _template_at(request, pk)
    told = drafts.part_of(one.content, "events", code)
    if told is None:
        raise Http404
    sent = kept_forms.filled(request)
    form = TemplateEventForm(arranged(sent), template=one, event=told)
    if request.method == "POST" and request.POST.get("action") == "remove":
        if _store(request, one, drafts.without_event(one.content, code), one.version):
            return _back(request, one)
    elif request.method == "POST" and form.is_valid():
        content = drafts.with_part(one.content, "events", form.event())
        if _store(request, one, content, _seen(one, told, form), form=form, code=code):
            return _back(request, one)
    context = {"template": one, "form": form, "told": told, **_rows(form, sent)}
    return render(request, "programmes/templates/event.html", context)


@require_http_methods(METHODS)
def template_event_add(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Add an event to a template."""
    one = _template_at(request, pk)
    sent = kept_forms.filled(request)
    form = TemplateEventForm(arranged(sent), template=one)
    if request.method == "POST" and form.is_valid():
        content = drafts.with_part(one.content, "events", form.event())
        if _store(request, one, content, form.cleaned_data["version"], form=form):
            return _back(request, one)
    context = {"template": one, "form": form, "told": None, **_rows(form, sent)}
    return render(request, "programmes/templates/event.html", context)


@require_http_methods(METHODS)
def template_assignment(
    request: OrganisationRequest, pk: int, code: str, **_kwargs: Any
) -> HttpResponse:
    """Adapt an assignment of a template."""
    one = _template_at(request, pk)
    told = drafts.part_of(one.content, "assignments", code)
    if told is None:
        raise Http404
    form = TemplateAssignmentForm(kept_forms.filled(request), template=one, assignment=told)
    if request.method == "POST" and form.is_valid():
        content = drafts.with_part(one.content, "assignments", form.assignment())
        if _store(request, one, content, _seen(one, told, form), form=form, code=code):
            return _back(request, one)
    context = {"template": one, "form": form, "told": told}
    return render(request, "programmes/templates/assignment.html", context)


def _rows(form: TemplateEventForm, sent: QueryDict | None) -> Told:
    """Return when the rows of the agenda begin, and where the person goes on."""
    minutes = str(form["duration"].value())
    is_long = minutes.isdecimal() and int(minutes) > blueprints.LONG
    clock = blueprints.MORNING if is_long else blueprints.AFTERNOON
    starts_at = blueprints.local(drafts.SOME_DAY, clock)
    return {"focus": focused(sent), "clocks": form.clocks(starts_at)}


def _seen(one: ProgrammeTemplate, told: Told, form: Any) -> int:
    """Return the version that the person saw of this part: others may have changed other parts."""
    is_same = form.cleaned_data["was"] == drafts.mark_of(told)
    seen: int = one.version if is_same else form.cleaned_data["version"]
    return seen


def _store(
    request: OrganisationRequest,
    one: ProgrammeTemplate,
    content: Told,
    version: int,
    *,
    form: TemplateEventForm | TemplateAssignmentForm | None = None,
    code: str = "",
) -> bool:
    """Store the template; where somebody was faster both texts are shown."""
    at = timezone.now()
    try:
        services.change_template(one, content, by=request.actor, version=version, at=at)
    except versions.EditedMeanwhile as late:
        if form is not None:
            theirs = _theirs(late.theirs, form, code)
            form.put_beside(theirs, version=late.theirs.version, by=faster(late.theirs, request))
        return False
    messages.success(request, SAVED)
    return True


def _theirs(
    stored: ProgrammeTemplate, form: TemplateEventForm | TemplateAssignmentForm, code: str
) -> Told:
    """Return the part as it is stored now, in the shape of its form."""
    if isinstance(form, TemplateAssignmentForm):
        told = drafts.part_of(stored.content, "assignments", code)
        return {} if told is None else stored_assignment(stored, told)
    told = drafts.part_of(stored.content, "events", code)
    return {} if told is None else stored_event(stored, told)


def _template_at(request: OrganisationRequest, pk: int) -> ProgrammeTemplate:
    rules.can_edit_templates.require(request.actor)
    found = queries.template_at(pk, actor=request.actor)
    if found is None:
        raise Http404
    return found


def _back(request: OrganisationRequest, one: ProgrammeTemplate) -> HttpResponse:
    return redirect("programmes:template", request.actor.organisation.slug, one.pk)
