from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nuotio.foundation import versions
from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.support.forms.notes import NoteForm, ReadersForm, stored_note
from nuotio.support.models import EngagementNote
from nuotio.support.queries import notes as queries
from nuotio.support.rules import engagements as rules
from nuotio.support.services import notes as services
from nuotio.support.views import entering

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def note_add(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Write a note for the audience that was agreed on, or another."""
    found, actor = entering.engagement(request, pk), request.actor
    rules.can_write_note.require(actor, found)
    is_mentor = rules.gives_it(actor, found)
    data = kept_forms.filled(request)
    form = NoteForm(data, engagement=found, may_keep_to_mentors=is_mentor)
    if request.method == "POST" and form.is_valid():
        told, once = form.cleaned_data, form.cleaned_data["once"] or uuid4()
        at = timezone.now()
        services.write_note(found, told["words"], told["audience"], by=actor, at=at, once=once)
        messages.success(request, _("Written down."))
        return redirect("support:engagement", actor.organisation.slug, pk)
    return render(request, "support/engagements/note_add.html", {"engagement": found, "form": form})


@require_http_methods(METHODS)
def note_edit(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Change an own note or its readers, or take it back."""
    note, actor = _note(request, pk), request.actor
    is_mentor = rules.gives_it(actor, note.engagement)
    data = kept_forms.filled(request)
    form = NoteForm(data, engagement=note.engagement, note=note, may_keep_to_mentors=is_mentor)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            services.change_note(
                note, told["words"], told["audience"], by=actor, version=told["version"]
            )
        except versions.EditedMeanwhile as late:
            form.put_beside(stored_note(late.theirs), version=late.theirs.version)
        else:
            messages.success(request, _("Saved."))
            return redirect("support:engagement", actor.organisation.slug, note.engagement_id)
    context = {"note": note, "engagement": note.engagement, "form": form}
    return render(request, "support/engagements/note_edit.html", context)


@require_POST
def note_remove(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Take an own note back for good."""
    note = _note(request, pk)
    services.remove_note(note, by=request.actor)
    messages.success(request, _("The note is gone."))
    slug = request.actor.organisation.slug
    return redirect("support:engagement", slug, note.engagement_id)


@require_http_methods(METHODS)
def note_readers(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Agree on who reads the notes of this support, unless a writer chooses otherwise."""
    found, actor = entering.engagement(request, pk), request.actor
    rules.can_lead.require(actor, found)
    form = ReadersForm(kept_forms.filled(request), engagement=found)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            services.agree_on_readers(found, told["audience"], by=actor, version=told["version"])
        except versions.EditedMeanwhile as late:
            stored = {"audience": late.theirs.audience}
            form.put_beside(stored, version=late.theirs.version)
        else:
            messages.success(request, _("Saved. Notes that are there keep their readers."))
            return redirect("support:engagement", actor.organisation.slug, pk)
    context = {"engagement": found, "form": form}
    return render(request, "support/engagements/readers.html", context)


def _note(request: OrganisationRequest, pk: int) -> EngagementNote:
    return entering.there(queries.note_at(pk, viewer=request.actor))
