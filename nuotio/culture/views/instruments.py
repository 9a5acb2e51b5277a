from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nuotio.culture import drafts
from nuotio.culture.forms.instruments import (
    NamesForm,
    PartForm,
    SwitchesForm,
    stored_part,
    stored_switches,
)
from nuotio.culture.instruments import CULTURE, Content, shipped, survey_of
from nuotio.culture.models import Instrument
from nuotio.culture.queries import instruments as queries
from nuotio.culture.rules import rounds as rules
from nuotio.culture.services import instruments as services
from nuotio.foundation import addresses, versions
from nuotio.people import kept_forms
from nuotio.people.queries import editors
from nuotio.people.requests import OrganisationRequest

METHODS = ["GET", "HEAD", "POST"]
TAKEN = gettext_lazy("You have a survey form with this name. Choose another name.")
NOTHING = gettext_lazy("Leave at least one statement switched on.")
FULL = gettext_lazy("There is no room for more of your own. A short survey gets more answers.")


@require_safe
def instruments(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """List the instruments that come with the product and the organisation's own."""
    rules.can_edit_instruments.require(request.actor)
    own = queries.instruments_of(request.actor)
    context = {
        "shipped": [survey_of(content) for content in shipped().values()],
        "own": [(one, survey_of(one.content)) for one in own if one.retired_at is None],
        "retired": [one for one in own if one.retired_at is not None],
    }
    return render(request, "culture/instruments/list.html", context)


@require_safe
def instrument_shipped(request: OrganisationRequest, code: str, **_kwargs: Any) -> HttpResponse:
    """Show what a shipped instrument asks."""
    rules.can_edit_instruments.require(request.actor)
    if code not in shipped():
        raise Http404
    context = {"survey": survey_of(shipped()[code])}
    return render(request, "culture/instruments/shipped.html", context)


@require_http_methods(METHODS)
def instrument_copy(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Copy an instrument under a name of one's own; the address says which."""
    rules.can_edit_instruments.require(request.actor)
    source = _source(request)
    form = NamesForm(kept_forms.filled(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.copy_instrument(
                source, form.names(), by=request.actor, at=timezone.now()
            )
        except services.NameTaken:
            form.add_error("name_fi", TAKEN)
        else:
            messages.success(request, _("The survey form is yours now. Adapt it as you like."))
            return _to(request, made)
    context = {"form": form, "source": source}
    return render(request, "culture/instruments/copy.html", context)


def _source(request: OrganisationRequest) -> Content:
    key = request.GET.get("source", CULTURE)
    if key in shipped():
        return shipped()[key]
    told = addresses.key_in(key)
    own = queries.instrument_at(told, actor=request.actor) if told is not None else None
    if own is None:
        raise Http404
    content: Content = own.content
    return content


@require_http_methods(METHODS)
def instrument(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show an own instrument: its name, and a tick for each thing that it asks."""
    one = _instrument_at(request, pk)
    form = SwitchesForm(kept_forms.filled(request), instrument=one)
    if request.method == "POST" and form.is_valid() and _switch(request, one, form):
        return redirect(request.path)
    context = {
        "instrument": one,
        "survey": survey_of(one.content),
        "form": form,
        "own_items": drafts.own_items(one.content),
        "own_questions": drafts.own_questions(one.content),
        "missing": drafts.missing_languages,
    }
    return render(request, "culture/instruments/one.html", context)


def _switch(request: OrganisationRequest, one: Instrument, form: SwitchesForm) -> bool:
    content = drafts.switched(one.content, form.on())
    seen, at = form.seen(), timezone.now()
    try:
        services.change_instrument(
            one, content, by=request.actor, version=seen, at=at, names=form.names()
        )
    except services.NameTaken:
        form.add_error("name_fi", TAKEN)
    except drafts.Unsound:
        form.add_error(None, NOTHING)
    except versions.EditedMeanwhile as late:
        theirs = stored_switches(late.theirs)
        form.put_beside(theirs, version=late.theirs.version, by=faster(late.theirs, request))
    else:
        messages.success(request, _("The survey form was saved."))
        return True
    return False


@require_http_methods(METHODS)
def instrument_part(
    request: OrganisationRequest, pk: int, kind: str, code: str = "", **_kwargs: Any
) -> HttpResponse:
    """Add an own statement or question, change it, or take it out."""
    one = _instrument_at(request, pk)
    if code and drafts.part_of(one.content, kind, code) is None:
        raise Http404
    form = PartForm(kept_forms.filled(request), instrument=one, kind=kind, code=code)
    if request.method == "POST" and form.is_valid() and _store_part(request, one, form, kind, code):
        return _to(request, one)
    context = {"instrument": one, "form": form, "kind": kind, "code": code}
    return render(request, "culture/instruments/part.html", context)


def _store_part(
    request: OrganisationRequest, one: Instrument, form: PartForm, kind: str, code: str
) -> bool:
    seen, at = form.seen(), timezone.now()
    try:
        if code and request.POST.get("action") == "remove":
            content = drafts.without_part(one.content, kind, code)
        else:
            key = code or drafts.new_code(kind)
            content = drafts.with_part(one.content, kind, key, form.words())
        services.change_instrument(one, content, by=request.actor, version=seen, at=at)
    except drafts.Unsound:
        form.add_error(None, FULL if not code else NOTHING)
    except versions.EditedMeanwhile as late:
        theirs = stored_part(late.theirs, kind, code)
        form.put_beside(theirs, version=late.theirs.version, by=faster(late.theirs, request))
    else:
        messages.success(request, _("The survey form was saved."))
        return True
    return False


@require_POST
def instrument_retire(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Take an own instrument out of use, or into use again."""
    one = _instrument_at(request, pk)
    if request.POST.get("action") == "restore":
        services.restore_instrument(one, by=request.actor)
        messages.success(request, _("The survey form is in use again."))
        return _to(request, one)
    services.retire_instrument(one, by=request.actor, at=timezone.now())
    messages.success(request, _("The survey form is out of use. Earlier surveys keep theirs."))
    return redirect("culture:instruments", request.actor.organisation.slug)


def _instrument_at(request: OrganisationRequest, pk: int) -> Instrument:
    rules.can_edit_instruments.require(request.actor)
    found = queries.instrument_at(pk, actor=request.actor)
    if found is None:
        raise Http404
    return found


def _to(request: OrganisationRequest, one: Instrument) -> HttpResponse:
    return redirect("culture:instrument", request.actor.organisation.slug, one.pk)


def faster(row: Any, request: OrganisationRequest) -> str:
    """Return the name of whoever saved first; empty where that was the same person."""
    editor = editors.last_editor(row)
    return "" if editor is None or editor == request.user else str(editor)
