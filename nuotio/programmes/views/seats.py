from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from nuotio.people import kept_forms
from nuotio.people.queries import time_shares
from nuotio.programmes.forms.mentors import SeatForm
from nuotio.programmes.queries import mentors as queries
from nuotio.programmes.requests import ProgrammeRequest
from nuotio.programmes.rules import mentors as rules
from nuotio.programmes.services import seats as services
from nuotio.programmes.views.entering import in_programme

PAGE = 50


@require_safe
@in_programme
def my_place(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """Show the member's own place: her pair, her dates, and how to leave."""
    standing = request.standing
    if not rules.can_see_own_place(standing) or standing.seat is None:
        return redirect(
            "programmes:programme", request.actor.organisation.slug, standing.programme.pk
        )
    at = timezone.now()
    days = queries.days_of(standing)
    context = {
        "programme": standing.programme,
        "seat": standing.seat,
        "partners": queries.partners_of(standing.seat),
        "days": [(day, day.is_over(at)) for day in days],
        "next_day": next((day for day in days if not day.is_over(at)), None),
        "share": time_shares.agreed_hours([request.actor]).get(request.actor.pk),
        "may_leave": rules.can_leave_seat(standing),
    }
    return render(request, "programmes/mentors/my_place.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def seat_leave(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """Leave the programme oneself, without a reason."""
    standing = request.standing
    if request.method == "POST" and standing.seat is not None and not standing.has_seat:
        return redirect("programmes:programmes", request.actor.organisation.slug)  # pressed twice
    rules.can_leave_seat.require(standing)
    if request.method == "POST":
        services.leave_seat(standing, at=timezone.now())
        messages.success(request, _("You have left the programme. Thank you so far."))
        return redirect("programmes:programmes", request.actor.organisation.slug)
    context = {"programme": standing.programme}
    return render(request, "programmes/mentors/seat_leave.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def seat_add(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """Bring along those who are mentors of the organisation already."""
    standing = request.standing
    rules.can_seat_mentor.require(standing)
    words = request.GET.get("q", "")[:100]
    rows = queries.mentors_to_seat(standing, words=words)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    form = SeatForm(kept_forms.filled(request), members=list(page))
    if request.method == "POST" and form.is_valid():
        _seat(request, form)
        return redirect("programmes:pairs", request.actor.organisation.slug, standing.programme.pk)
    context = {"programme": standing.programme, "form": form, "page_obj": page, "words": words}
    return render(request, "programmes/mentors/seat_add.html", context)


def _seat(request: ProgrammeRequest, form: SeatForm) -> None:
    seated = 0
    for member in form.chosen():
        try:
            services.seat_mentor(request.standing, member, at=timezone.now())
            seated += 1
        except services.NotAMentor:
            words = _("%(name)s is no longer a learning mentor.")
            messages.info(request, words % {"name": member.name})
    words = ngettext(
        "%(num)d mentor has a place now, and hears of it.",
        "%(num)d mentors have a place now, and hear of it.",
        seated,
    )
    if seated:
        messages.success(request, words % {"num": seated})


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def seat_end(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """End a person's place in the programme, after asking."""
    standing = request.standing
    seat = queries.seat_at(pk, standing=standing)
    if seat is None:
        raise Http404
    rules.can_end_seat.require(standing, seat)
    if request.method == "POST":
        services.end_seat(standing, seat, at=timezone.now())
        messages.success(request, _("The place of %(name)s has ended.") % {"name": seat.name})
        return redirect("programmes:pairs", request.actor.organisation.slug, standing.programme.pk)
    context = {"programme": standing.programme, "seat": seat}
    return render(request, "programmes/mentors/seat_end.html", context)
