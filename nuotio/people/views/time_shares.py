from collections.abc import Iterable
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
from nuotio.people.models import Membership, TimeShare
from nuotio.people.queries import time_bookings, units
from nuotio.people.queries import time_shares as queries
from nuotio.people.queries.time_bookings import UsedMonth
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
    monthly, shares = actor.organisation.monthly_hours, queries.shares_of(actor)
    agreed = shares.agreed.hours_a_month if shares.agreed else None
    context = {
        "shares": shares,
        "used": time_bookings.months_of(actor, day=timezone.localdate(), agreed=agreed),
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
    page = Paginator(queries.for_supervisor(actor), PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "monthly": actor.organisation.monthly_hours,
        "used": _used_by_mentor(actor, page.object_list),
    }
    return render(request, "people/time_shares/list.html", context)


def _used_by_mentor(actor: Membership, shares: Iterable[TimeShare]) -> dict[int, UsedMonth]:
    """Return what was used this month on shares that are agreed, by the mentor's key."""
    agreed = [one for one in shares if one.state == TimeShare.State.AGREED]
    seen = [one.mentor for one in agreed if rules.can_see_used_hours(actor, one.mentor, actor.pk)]
    told = time_bookings.hours_of(seen, day=timezone.localdate())
    return {one.mentor.pk: one.used for one in told}


@require_safe
def mentor_hours(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Show HR what each mentor has agreed on and used this month, by name."""
    actor, today = request.actor, timezone.localdate()
    rules.can_see_hours_list.require(actor)
    mentors = Paginator(time_bookings.mentors_by_name(actor), PAGE)
    page = mentors.get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": time_bookings.hours_of(list(page.object_list), day=today),
        "month": today,
    }
    return render(request, "people/time_shares/mentors.html", context)


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
    is_agreed = share.state == TimeShare.State.AGREED  # who agreed once sees no more
    supervisor_id = share.supervisor_id if is_agreed else None
    context = {
        "share": share,
        "form": form,
        "used": time_bookings.months_for(
            request.actor, share.mentor, supervisor_id=supervisor_id, day=timezone.localdate()
        ),
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
