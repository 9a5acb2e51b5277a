from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nuotio.foundation import versions
from nuotio.goals import themes
from nuotio.people import kept_forms
from nuotio.people.queries import members
from nuotio.people.requests import OrganisationRequest, SignedInRequest
from nuotio.plans import cards
from nuotio.plans.forms.practices import PublishForm, WantedForm
from nuotio.plans.models import Practice
from nuotio.plans.queries import network as queries
from nuotio.plans.rules import practices as rules
from nuotio.plans.services import network as services
from nuotio.plans.services import practices as at_home
from nuotio.plans.views.choosing import choice_of
from nuotio.plans.views.practices import METHODS, PAGE, READ_AGAIN, card_at


@require_http_methods(METHODS)
def practice_publish(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Give a released practice to the network, as it is read here, with its names agreed."""
    found = card_at(request, pk)
    rules.can_publish_practice.require(request.actor, found)
    form = PublishForm(kept_forms.filled(request), initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            services.publish_practice(found, by=request.actor, at=timezone.now(), seen=seen)
        except versions.EditedMeanwhile:
            messages.warning(request, str(READ_AGAIN))
            return redirect("plans:practice_publish", request.actor.organisation.slug, pk)
        messages.success(request, _("The network reads the practice now. Thank you for sharing."))
        return redirect("plans:practice", request.actor.organisation.slug, pk)
    context = {
        "practice": found,
        "parts": cards.parts_of(found),
        "sharer": cards.sharer_of(found),
        "form": form,
        "is_again": found.state == Practice.State.NETWORK,
    }
    return render(request, "plans/practices/publish.html", context)


@require_POST
def practice_withdraw(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Take a practice back: from the network, or from the organisation and the network."""
    found = card_at(request, pk)
    if request.POST.get("whence") == "organisation":
        at_home.take_back_practice(found, by=request.actor)
        words = _(
            "The practice is taken back. Learning mentors, HR and the coordinators read it still."
        )
    else:
        services.withdraw_practice(found, by=request.actor)
        words = _("The network no longer reads the practice. Your organisation does.")
    messages.success(request, words)
    return redirect("plans:practice", request.actor.organisation.slug, pk)


@require_safe
def network_practices(request: SignedInRequest) -> HttpResponse:
    """List what organisations have given to the network; found by word, theme and outcome."""
    memberships = members.memberships_of(request.user.pk)
    rules.can_see_network.require(memberships)
    wanted = WantedForm(request.GET).wanted()
    page = Paginator(queries.published(wanted), PAGE).get_page(request.GET.get("page"))
    context = {
        **choice_of(request, wanted),
        "page_obj": page,
        "own": queries.own_cards(list(page.object_list), memberships=memberships),
        "theme_of": themes.find,
    }
    return render(request, "plans/practices/network_list.html", context)


@require_safe
def network_practice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one practice of the network."""
    memberships = members.memberships_of(request.user.pk)
    rules.can_see_network.require(memberships)
    found = queries.published_at(pk)
    if found is None:
        raise Http404
    context = {
        "practice": found,
        "parts": cards.parts_of(found),
        "theme": themes.find(found.theme),
        "own": queries.own_cards([found], memberships=memberships).get(found.origin),
    }
    return render(request, "plans/practices/network_one.html", context)
