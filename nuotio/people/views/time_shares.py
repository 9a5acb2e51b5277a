from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nuotio.people import kept_forms
from nuotio.people.forms.time_shares import AnswerForm, ProposalForm
from nuotio.people.models import TimeShare
from nuotio.people.queries import time_shares as queries
from nuotio.people.queries import units
from nuotio.people.requests import OrganisationRequest
from nuotio.people.rules import mentors as rules
from nuotio.people.services import time_shares as services

PAGE = 50
OVERLOAD = 20  # per cent of working time; more is asked about, never refused


@require_http_methods(["GET", "HEAD", "POST"])
def own_time_share(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Propose one's own hours to the supervisor, and see what is agreed."""
    actor = request.actor
    rules.can_propose_share.require(actor)
    supervisor = units.supervisor_of(actor)
    form = ProposalForm(kept_forms.filled(request), supervisor=supervisor, by=actor)
    if request.method == "POST" and form.is_valid() and _propose(request, form):
        return redirect("people:own_time_share", actor.organisation.slug)
    monthly = actor.organisation.monthly_hours
    context = {
        "shares": queries.shares_of(actor),
        "form": form,
        "supervisor": supervisor,
        "monthly": monthly,
        "suggested": monthly / 10,
    }
    return render(request, "people/time_shares/own.html", context)


def _propose(request: OrganisationRequest, form: ProposalForm) -> bool:
    at = timezone.now()
    try:
        share = services.propose_share(
            form.proposal(), supervisor=form.asked(), by=request.actor, at=at
        )
    except services.NoSupervisor:
        form.add_error(None, _("Choose who agrees on the hours with you."))
        return False
    messages.success(request, _("The proposal is with your supervisor."))
    if share.percent_of(request.actor.organisation.monthly_hours) > OVERLOAD:
        messages.warning(
            request, _("This is over a fifth of full working time. Make sure the rest gives way.")
        )
    return True


@require_safe
def time_shares(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Show a supervisor the hours of her mentors, what waits for an answer first."""
    actor = request.actor
    rows = Paginator(queries.for_supervisor(actor), PAGE)
    context = {
        "page_obj": rows.get_page(request.GET.get("page")),
        "monthly": actor.organisation.monthly_hours,
    }
    return render(request, "people/time_shares/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def time_share(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Read a proposal; its supervisor agrees or gives it back with words."""
    share = queries.share_at(pk, viewer=request.actor)
    if share is None:
        raise Http404
    form = AnswerForm(kept_forms.filled(request), share=share)
    if request.method == "POST":
        rules.can_answer_share.require(request.actor, share)
        if form.is_valid():
            return _answer(request, share, form)
    context = {
        "share": share,
        "form": form,
        "monthly": request.actor.organisation.monthly_hours,
        "may_answer": rules.can_answer_share(request.actor, share) and share.state == "proposed",
    }
    return render(request, "people/time_shares/one.html", context)


def _answer(request: OrganisationRequest, share: TimeShare, form: AnswerForm) -> HttpResponse:
    slug, at = request.actor.organisation.slug, timezone.now()
    words, seen = form.cleaned_data["answer"].strip(), form.cleaned_data["proposed_at"]
    try:
        if request.POST.get("action") == "return":
            services.return_share(share, by=request.actor, at=at, answer=words, seen=seen)
            messages.success(request, _("Your answer is on its way. Talk it over when you meet."))
        else:
            services.agree_share(share, by=request.actor, at=at, answer=words, seen=seen)
            messages.success(request, _("Agreed. The mentor hears of it at once."))
    except services.AlreadyAnswered:
        messages.info(request, _("The proposal has changed meanwhile. Look at it again."))
        return redirect("people:time_share", slug, share.pk)
    return redirect("people:time_shares", slug)
