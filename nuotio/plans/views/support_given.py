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
from nuotio.people import kept_forms
from nuotio.people.queries import units
from nuotio.people.requests import OrganisationRequest
from nuotio.plans.forms.support_given import Offer, SupportForm, stored_support
from nuotio.plans.models import SupportGiven
from nuotio.plans.queries import support_given as queries
from nuotio.plans.rules import entries as rules
from nuotio.plans.services import support_given as services

PAGE = 50
METHODS = ["GET", "HEAD", "POST"]
GONE = gettext_lazy("This is not there any more. Choose again.")
TO_COME = gettext_lazy("This day is still to come. Write down what has been.")


@require_safe
def support_given(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Show a mentor her time and what she wrote down, or what others let the viewer read."""
    actor = request.actor
    may_log = bool(rules.can_log_support(actor))
    is_own = may_log and request.GET.get("whose") != "others"
    rows = queries.own_support(actor) if is_own else queries.words_of_others(actor)
    context = {
        "is_own": is_own,
        "may_log": may_log,
        "time": queries.own_time(actor, day=timezone.localdate()) if is_own else None,
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "plans/support_given/list.html", context)


@require_http_methods(METHODS)
def support_add(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Write support down."""
    rules.can_log_support.require(request.actor)
    form = SupportForm(kept_forms.filled(request), offer=_offer(request))
    if request.method == "POST" and form.is_valid() and _logged(request, form):
        return redirect("plans:support_given", request.actor.organisation.slug)
    return render(request, "plans/support_given/add.html", {"form": form})


def _logged(request: OrganisationRequest, form: SupportForm) -> bool:
    once = form.cleaned_data["once"] or uuid4()
    try:
        services.log_support(form.draft(), by=request.actor, at=timezone.now(), once=once)
    except services.NotYet:
        form.add_error("given_on", TO_COME)
    except services.NotThere as missing:
        form.add_error(missing.field, GONE)
    else:
        messages.success(request, _("Written down, and the time is booked."))
        return True
    return False


@require_http_methods(METHODS)
def support_change(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Change what was written down."""
    given = _given(request, pk)
    form = SupportForm(kept_forms.filled(request), offer=_offer(request, given), given=given)
    if request.method == "POST" and form.is_valid() and _changed(request, given, form):
        return redirect("plans:support_given", request.actor.organisation.slug)
    return render(request, "plans/support_given/change.html", {"form": form, "given": given})


def _changed(request: OrganisationRequest, given: SupportGiven, form: SupportForm) -> bool:
    told = {"by": request.actor, "at": timezone.now(), "version": form.cleaned_data["version"]}
    try:
        services.change_support(given, form.draft(), **told)
    except versions.EditedMeanwhile as late:
        form.put_beside(stored_support(late.theirs), version=late.theirs.version)
    except services.NotYet:
        form.add_error("given_on", TO_COME)
    except services.NotThere as missing:
        form.add_error(missing.field, GONE)
    else:
        messages.success(request, _("Saved, and the time is booked anew."))
        return True
    return False


@require_POST
def support_delete(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Delete what was written down; its time is no longer booked."""
    services.delete_support(_given(request, pk), by=request.actor)
    messages.success(request, _("Deleted. Its time is no longer booked."))
    return redirect("plans:support_given", request.actor.organisation.slug)


def _given(request: OrganisationRequest, pk: int) -> SupportGiven:
    found = queries.support_at(pk, viewer=request.actor)
    if found is None:
        raise Http404
    return found


def _offer(request: OrganisationRequest, given: SupportGiven | None = None) -> Offer:
    actor = request.actor
    return Offer(
        units.unit_choices(viewer=actor),
        queries.plan_choices(actor, also=given.plan_id if given else None),
        timezone.localdate(),
        "" if given else queries.last_kind(actor),
    )
