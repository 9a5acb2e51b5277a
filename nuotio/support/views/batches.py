from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from nuotio.foundation import versions
from nuotio.people.requests import OrganisationRequest
from nuotio.support.forms.batches import SeenForm, StartForm
from nuotio.support.models import Batch
from nuotio.support.proposals import pages as proposal_pages
from nuotio.support.proposals import words as proposal_words
from nuotio.support.queries import batches as queries
from nuotio.support.rules import matching as rules
from nuotio.support.services import batch_sending
from nuotio.support.services import batches as services
from nuotio.support.story import naming
from nuotio.support.views import entering

PAGE = 50
State = Batch.State


@require_safe
def batches(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """List the joint proposals of the organisation; a new one begins here."""
    rules.can_make_batch.require(request.actor)
    rows = queries.batches(request.actor).exclude(state=State.DRAFT)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    draft = queries.draft_of(request.actor)
    context = {
        "page_obj": page,
        "rows": [(one, proposal_words.state(one), naming.person(one.made_by)) for one in page],
        "draft": draft,
        "maker": naming.person(draft.made_by) if draft else "",
        "lacking": queries.count_lacking(request.actor.organisation_id),
        "form": StartForm(),
    }
    return render(request, "support/batches/list.html", context)


@require_POST
def batch_add(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Make a joint proposal; where there is a draft, make it anew."""
    actor, form = request.actor, StartForm(request.POST)
    rules.can_make_batch.require(actor)
    if not form.is_valid():
        return redirect("support:batches", actor.organisation.slug)
    try:
        made = services.draft_batch(by=actor, at=timezone.now(), once=form.cleaned_data["once"])
    except services.NothingOpen:
        messages.info(request, _("Every open request has a mentor, or mentors who are asked."))
    except (versions.EditedMeanwhile, services.NotADraft):
        messages.info(request, _("A colleague has just changed the proposal. Look at it first."))
    else:
        return redirect("support:batch", actor.organisation.slug, made.pk)
    return redirect("support:batches", actor.organisation.slug)


@require_safe
def batch(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show a joint proposal: who would support whom, what is missing for the others."""
    found = batch_or_404(request, pk)
    told = proposal_pages.told(found, queries.rows_of(found), number=request.GET.get("page"))
    is_draft = found.state == State.DRAFT
    context = {
        "batch": found,
        "told": told,
        "later": queries.came_later(found) if is_draft else 0,
        "again": StartForm(),
        "seen": SeenForm(initial={"version": found.version}),
    }
    return render(request, "support/batches/one.html", context)


@require_POST
def batch_publish(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Ask every mentor of the proposal."""
    found, form, now = batch_or_404(request, pk), SeenForm(request.POST), timezone.now()
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        sent = batch_sending.publish_batch(found, by=request.actor, at=now, version=version)
    except versions.EditedMeanwhile:
        messages.info(request, _("The proposal has changed since you read it. Look once more."))
    except services.NotADraft:
        messages.info(request, _("This proposal was dropped meanwhile. Nobody was asked."))
    else:
        _say_sent(request, sent)
    return redirect("support:batch", request.actor.organisation.slug, pk)


@require_POST
def batch_drop(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Let a proposal go that was not sent."""
    found = batch_or_404(request, pk)
    try:
        services.drop_batch(found, by=request.actor)
    except services.NotADraft:
        messages.info(request, _("A colleague has sent the proposal meanwhile."))
        return redirect("support:batch", request.actor.organisation.slug, pk)
    messages.success(request, _("The proposal is dropped. Nobody was asked."))
    return redirect("support:batches", request.actor.organisation.slug)


def batch_or_404(request: OrganisationRequest, pk: int) -> Batch:
    """Return a joint proposal of the organisation for who may make them."""
    rules.can_make_batch.require(request.actor)
    return entering.there(queries.batch_at(pk, viewer=request.actor))


def _say_sent(request: OrganisationRequest, sent: Batch) -> None:
    asked = sent.lines.filter(mentor__isnull=False, missing=[]).count()
    told = ngettext("One question is on its way.", "%(num)d questions are on their way.", asked)
    messages.success(request, told % {"num": asked})
