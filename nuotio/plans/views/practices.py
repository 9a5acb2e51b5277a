from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nuotio.foundation import versions
from nuotio.goals import themes
from nuotio.people import kept_forms
from nuotio.people.queries import editors
from nuotio.people.requests import OrganisationRequest
from nuotio.plans import cards
from nuotio.plans.forms.practices import PracticeForm, WantedForm, stored_card
from nuotio.plans.models import Experiment, Practice
from nuotio.plans.queries import network
from nuotio.plans.queries import practices as queries
from nuotio.plans.rules import practices as rules
from nuotio.plans.services import practices as services
from nuotio.plans.views.choosing import choice_of, seen_in

PAGE = 50
METHODS = ["GET", "HEAD", "POST"]
READ_AGAIN = gettext_lazy("The card was changed just now. Read it again first.")


@require_safe
def practices(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """List the organisation's practices; cards on their way stand apart."""
    actor = request.actor
    rules.can_see_practices.require(actor, actor.organisation_id)
    wanted = WantedForm(request.GET).wanted()
    drafts = queries.under_way(actor)
    is_writing = request.GET.get("stage") == "writing"
    rows = drafts if is_writing else queries.released(actor, wanted)
    context = {
        **choice_of(request, wanted),
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "is_writing": is_writing,
        "has_drafts": is_writing or drafts.exists(),
        "theme_of": themes.find,
    }
    return render(request, "plans/practices/list.html", context)


@require_safe
def practice(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show a practice to be read in peace, with the next step of whoever looks."""
    found, actor = card_at(request, pk), request.actor
    copy = network.copy_of(found) if found.state == Practice.State.NETWORK else None
    context = {
        "practice": found,
        "parts": cards.parts_of(found),
        "theme": themes.find(found.experiment.goal.theme),
        "moments": cards.moments_of(found),
        "readers": cards.readers_of(found),
        "copy": copy,
        "is_earlier": copy is not None and cards.differs(found, copy),
        "may_write": rules.can_write_practice(actor, found),
        "may_review": rules.can_review_practice(actor, found),
        "may_release": rules.can_release_practice(actor, found),
        "may_publish": rules.can_publish_practice(actor, found),
    }
    return render(request, "plans/practices/one.html", context)


@require_http_methods(METHODS)
def practice_add(request: OrganisationRequest, experiment: int, **_kwargs: Any) -> HttpResponse:
    """Write a decided experiment up as a practice; the second time the first card opens."""
    found = queries.experiment_to_write_up(experiment, viewer=request.actor)
    if found is None:
        raise Http404
    rules.can_write_practice.require(request.actor, Practice(experiment=found))
    slug, data = request.actor.organisation.slug, kept_forms.filled(request)
    there = queries.practice_of(found)
    if there is not None and data is None:
        return redirect("plans:practice", slug, there.pk)
    if found.state != Experiment.State.DECIDED:
        messages.info(request, _("An experiment becomes a practice once it is decided on."))
        return redirect("plans:practices", slug)
    form = PracticeForm(data, initial=cards.begun_from(found))
    if request.method == "POST" and form.is_valid():
        try:
            made = _drafted(request, found, form)
        except services.AlreadyWritten as faster:
            return _beside(request, faster.practice, form)
        messages.success(request, _("The card is saved. A second person reads it through next."))
        return redirect("plans:practice", slug, made.pk)
    return render(request, "plans/practices/add.html", {"experiment": found, "form": form})


def _drafted(request: OrganisationRequest, found: Experiment, form: PracticeForm) -> Practice:
    once = form.cleaned_data["once"] or uuid4()
    return services.draft_practice(
        found, form.draft(), by=request.actor, at=timezone.now(), once=once
    )


def _beside(request: OrganisationRequest, theirs: Practice, form: PracticeForm) -> HttpResponse:
    """The pair was faster: both texts side by side, sent on as a change of the card."""
    form.put_beside(stored_card(theirs), version=theirs.version, by=_faster(request, theirs))
    return render(request, "plans/practices/change.html", {"practice": theirs, "form": form})


@require_http_methods(METHODS)
def practice_change(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Change a card; whoever changes what was read through is told beforehand what that means."""
    found = card_at(request, pk)
    rules.can_write_practice.require(request.actor, found)
    is_read = found.state == Practice.State.REVIEWED and found.reviewed_by_id != request.actor.pk
    form = PracticeForm(kept_forms.filled(request), initial=stored_card(found), may_reopen=is_read)
    if request.method == "POST" and form.is_valid() and _changed(request, found, form):
        return redirect("plans:practice", request.actor.organisation.slug, found.pk)
    return render(request, "plans/practices/change.html", {"practice": found, "form": form})


def _changed(request: OrganisationRequest, found: Practice, form: PracticeForm) -> bool:
    told = form.cleaned_data
    try:
        saved = services.change_practice(
            found,
            form.draft(),
            by=request.actor,
            at=timezone.now(),
            version=told["version"],
            may_reopen=told["may_reopen"],
        )
    except versions.EditedMeanwhile as late:
        theirs = late.theirs
        form.put_beside(stored_card(theirs), version=theirs.version, by=_faster(request, theirs))
    except services.ReviewWouldGo:
        form.warn_of_review()
    else:
        is_reopened = found.state == Practice.State.REVIEWED and saved.state != found.state
        kept, anew = _("The card is saved."), _("The card is saved. It is read through anew.")
        messages.success(request, anew if is_reopened else kept)
        return True
    return False


@require_POST
def practice_review(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Say as a second person that a card is ready."""
    found = card_at(request, pk)
    try:
        services.review_practice(found, by=request.actor, at=timezone.now(), seen=seen_in(request))
    except versions.EditedMeanwhile:
        messages.warning(request, str(READ_AGAIN))
    else:
        messages.success(request, _("Thank you for reading. Its mentors can open it now."))
    return redirect("plans:practice", request.actor.organisation.slug, found.pk)


@require_POST
def practice_release(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Open a card to the whole organisation."""
    found = card_at(request, pk)
    try:
        services.release_practice(found, by=request.actor, at=timezone.now(), seen=seen_in(request))
    except versions.EditedMeanwhile:
        messages.warning(request, str(READ_AGAIN))
    except services.NotReadThrough:
        messages.warning(request, _("The card was changed, so a second person reads it first."))
    else:
        messages.success(request, _("The practice is open. Your whole organisation reads it."))
    return redirect("plans:practice", request.actor.organisation.slug, found.pk)


def card_at(request: OrganisationRequest, pk: int) -> Practice:
    """Return the practice in the address; 404 where the viewer may not read it."""
    found = queries.practice_at(pk, viewer=request.actor)
    if found is None:
        raise Http404
    return found


def _faster(request: OrganisationRequest, row: Practice) -> str:
    """Return the name of whoever saved first; empty where that was the same person."""
    editor = editors.last_editor(row)
    return "" if editor is None or editor == request.user else str(editor)
