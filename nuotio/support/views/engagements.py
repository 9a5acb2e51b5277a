from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nuotio.foundation import versions
from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.people.rules.roles import steers
from nuotio.support.forms.engagements import CloseForm, OutcomeForm, stored_outcome
from nuotio.support.forms.notes import ThanksForm
from nuotio.support.queries import engagements as queries
from nuotio.support.queries import notes
from nuotio.support.rules import engagements as rules
from nuotio.support.services import engagements as services
from nuotio.support.services import notes as note_services
from nuotio.support.views import entering, showing

PAGE = 50
METHODS = ["GET", "HEAD", "POST"]


@require_safe
def engagements(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """List the support that the viewer gives or gets; HR and coordinators see all of it."""
    actor, at = request.actor, timezone.now()
    may_see_all = steers(actor)
    is_all = may_see_all and request.GET.get("whose") != "mine"
    listed = queries.all_engagements if is_all else queries.own_engagements
    context = {
        "page_obj": Paginator(listed(actor, at=at), PAGE).get_page(request.GET.get("page")),
        "is_all": is_all,
        "may_see_all": may_see_all,
    }
    return render(request, "support/engagements/list.html", context)


@never_cache
@require_safe
def engagement(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show a support: its next step, meetings, hours, notes, its end and what came of it."""
    found, actor = entering.engagement(request, pk), request.actor
    rows = notes.notes_of(found, viewer=actor)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = showing.context_of(found, list(page), viewer=actor, at=timezone.now())
    return render(request, "support/engagements/one.html", {**context, "page_obj": page})


@require_http_methods(METHODS)
def engagement_close(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """End a support: what was agreed, and when the team is asked what came of it."""
    found, actor, at = entering.engagement(request, pk), request.actor, timezone.now()
    rules.can_lead.require(actor, found)
    if found.is_closed:
        return _ended(request, pk)
    today = timezone.localdate(at)
    form = CloseForm(kept_forms.filled(request), engagement=found, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            services.close_engagement(found, form.closing(), by=actor, at=at)
        except services.AlreadyEnded:
            return _ended(request, pk)
        messages.success(request, _("The support has ended. Thank you for all you gave."))
        return redirect("support:engagement", actor.organisation.slug, pk)
    context = {"engagement": found, "form": form, "coming": showing.coming(found, at=at)}
    return render(request, "support/engagements/close.html", context)


@require_http_methods(METHODS)
def outcome_edit(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Correct what was agreed at the end."""
    found, actor, at = entering.engagement(request, pk), request.actor, timezone.now()
    rules.can_correct_outcome.require(actor, found)
    form = OutcomeForm(kept_forms.filled(request), engagement=found)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            services.correct_outcome(
                found, told["outcome"], by=actor, at=at, version=told["version"]
            )
        except versions.EditedMeanwhile as late:
            form.put_beside(stored_outcome(late.theirs), version=late.theirs.version)
        except services.TooLate:
            form.add_error(None, _("Two weeks have passed, so it stays as it is."))
        else:
            messages.success(request, _("Saved."))
            return redirect("support:engagement", actor.organisation.slug, pk)
    context = {"engagement": found, "form": form}
    return render(request, "support/engagements/outcome.html", context)


@require_http_methods(METHODS)
def thanks(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Thank the mentors, or change the words of it."""
    found, actor = entering.engagement(request, pk), request.actor
    rules.can_thank.require(actor, found)
    given = queries.thanks_of(found)
    form = ThanksForm(kept_forms.filled(request), initial={"words": given})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        note_services.give_thanks(found, words, by=actor, at=timezone.now())
        messages.success(request, _("Your thanks have reached the mentors."))
        return redirect("support:engagement", actor.organisation.slug, pk)
    context = {"engagement": found, "form": form, "is_given": bool(given)}
    return render(request, "support/engagements/thanks.html", context)


def _ended(request: OrganisationRequest, pk: int) -> HttpResponse:
    messages.info(request, _("The support has ended already. See below what was agreed."))
    return redirect("support:engagement", request.actor.organisation.slug, pk)
