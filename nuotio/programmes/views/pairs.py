from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from nuotio.people import kept_forms
from nuotio.programmes import pairing
from nuotio.programmes.forms.mentors import PairForm, teams_in
from nuotio.programmes.queries import mentors as queries
from nuotio.programmes.requests import ProgrammeRequest
from nuotio.programmes.rules import mentors as rules
from nuotio.programmes.services import pairs as services
from nuotio.programmes.views.entering import in_programme

PAGE = 50


def _back(request: ProgrammeRequest) -> HttpResponse:
    slug, programme = request.actor.organisation.slug, request.standing.programme.pk
    return redirect("programmes:pairs", slug, programme)


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def pairs(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """Show the organisation's mentors and pairs, with suggestions; pair two by hand."""
    standing = request.standing
    rules.can_make_pairs.require(standing)
    seats = queries.mentors_here(standing)
    free = queries.without_pair(seats)
    form = PairForm(kept_forms.filled(request), free=free)
    if request.method == "POST" and form.is_valid():
        _make(request, [form.cleaned_data["seat"]])
        return _back(request)
    known = queries.profiles_of(free)
    context = {
        "programme": standing.programme,
        "seats": seats,
        "page_obj": Paginator(queries.pairs_among(seats), PAGE).get_page(request.GET.get("page")),
        "free": free,
        "form": form,
        "suggestions": pairing.suggest(known, apart=queries.apart(standing)),
        "may_seat": rules.can_seat_mentor(standing),
    }
    return render(request, "programmes/mentors/pairs.html", context)


@require_POST
@in_programme
def pairs_accept(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """Make pairs as suggested: one of them, or all that the page showed."""
    rules.can_make_pairs.require(request.standing)
    _make(request, teams_in(request.POST))
    return _back(request)


def _make(request: ProgrammeRequest, teams: list[list[int]]) -> None:
    try:
        made = services.make_pairs(request.standing, teams, at=timezone.now())
    except (services.NotHere, services.WrongSize):
        messages.error(request, _("Things have changed meanwhile. Look again and choose anew."))
        return
    if made.pairs:
        words = ngettext("%(num)d pair was made.", "%(num)d pairs were made.", len(made.pairs))
        messages.success(request, words % {"num": len(made.pairs)})
    if made.taken:
        words = _("Somebody was faster: %(names)s already in another pair.")
        messages.warning(request, words % {"names": ", ".join(made.taken)})


@require_POST
@in_programme
def pair_decline(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """Turn a suggestion down: it does not come back, and others take its place."""
    rules.can_make_pairs.require(request.standing)
    try:
        for team in teams_in(request.POST):
            services.turn_down(request.standing, team, at=timezone.now())
    except services.NotHere:
        messages.error(request, _("Things have changed meanwhile. Look again and choose anew."))
    else:
        messages.success(request, _("This pair will not be suggested again."))
    return _back(request)


@require_POST
@in_programme
def pair_dissolve(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Let a pair part; what it wrote stays."""
    rules.can_make_pairs.require(request.standing)
    pair = queries.pair_at(pk, standing=request.standing)
    if pair is None:
        raise Http404
    services.dissolve_pair(request.standing, pair, at=timezone.now())
    messages.success(request, _("The pair has parted. What it wrote is kept."))
    return _back(request)
