from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nuotio.people import kept_forms
from nuotio.people.requests import OrganisationRequest
from nuotio.programmes import blueprints
from nuotio.programmes.forms.programmes import AnswerForm, InviteForm, LeaveForm, ProgrammeForm
from nuotio.programmes.models import Programme
from nuotio.programmes.queries import live_records
from nuotio.programmes.queries import programmes as queries
from nuotio.programmes.requests import ProgrammeRequest
from nuotio.programmes.rules import events as event_rules
from nuotio.programmes.rules import mentors as mentor_rules
from nuotio.programmes.rules import programmes as rules
from nuotio.programmes.services import programmes as services
from nuotio.programmes.standing import Standing
from nuotio.programmes.views.entering import in_programme


@require_safe
def programmes(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """List the programmes that concern the member."""
    standings = queries.programmes_of(request.actor)
    context = {
        "standings": standings,
        "has_records": bool(live_records.records_read_from(standings)),
        "may_make": rules.can_make_programme(request.actor),
    }
    return render(request, "programmes/programmes/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_new(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Make a programme from a template: name, day, organisations, trainers."""
    rules.can_make_programme.require(request.actor)
    form = ProgrammeForm(kept_forms.filled(request), by=request.actor)
    if request.method == "POST" and form.is_valid():
        made = _made(request, form)
        if made is not None:
            return redirect("programmes:programme", request.actor.organisation.slug, made.pk)
    return render(request, "programmes/programmes/new.html", {"form": form})


def _made(request: OrganisationRequest, form: ProgrammeForm) -> Programme | None:
    proposal = form.proposal()
    try:
        made = services.make_programme(proposal, by=request.actor, at=timezone.now())
    except services.NameTaken:
        form.add_error("name", _("You have a programme with this name. Choose another name."))
        return None
    messages.success(request, _("The programme is ready, and the organisations have been invited."))
    return made


@require_safe
@in_programme
def programme(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """Show a programme: its way from phase to phase, what is next, and who takes part."""
    standing, at = request.standing, timezone.now()
    events = queries.events_seen_by(standing)
    ahead = [one for one in events if not one.is_over(at)]
    context = {
        "standing": standing,
        "programme": standing.programme,
        "at": at,
        "ahead": ahead,
        "held": [one for one in events if one.is_over(at)][::-1],
        "next_event": next((one for one in ahead if one.cancelled_at is None), None),
        "phases": blueprints.phases_on(
            standing.programme.phases,
            starts_on=standing.programme.starts_on,
            on=timezone.localdate(at),
        ),
        "assignments": queries.assignments_seen_by(standing),
        "takings": queries.participations(standing.programme),
        "may": _may(standing),
    }
    return render(request, "programmes/programmes/one.html", context)


def _may(standing: Standing) -> dict[str, bool]:
    return {
        "add": event_rules.can_add_event(standing),
        "due": standing.trains,
        "answer": rules.can_answer_programme(standing),
        "apply": mentor_rules.can_apply(standing),
        "see": rules.can_see_programme(standing),
        "supports": event_rules.can_see_supports(standing),
        "leave": rules.can_leave_programme(standing),
        "kept": rules.can_see_kept(standing),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def programme_answer(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """Let the organisation take part, or say no with words."""
    standing = request.standing
    if request.method == "POST" and standing.steers_here:  # pressed twice, or late
        return redirect(
            "programmes:programme", request.actor.organisation.slug, standing.programme.pk
        )
    rules.can_answer_programme.require(standing)
    form = AnswerForm(kept_forms.filled(request), by=request.actor)
    if request.method == "POST" and form.is_valid():
        _answer(request, form)
        return redirect("programmes:programmes", request.actor.organisation.slug)
    context = {
        "form": form,
        "programme": standing.programme,
        "events": queries.events_ahead_of(standing),
        "takings": queries.participations(standing.programme),
    }
    return render(request, "programmes/programmes/answer.html", context)


def _answer(request: ProgrammeRequest, form: AnswerForm) -> None:
    standing, at = request.standing, timezone.now()
    try:
        if form.is_accepted():
            services.accept_programme(standing, form.acceptance(), at=at)
            messages.success(request, _("You take part. The dates are in the programme."))
        else:
            services.decline_programme(standing, message=form.cleaned_data["message"], at=at)
            messages.success(request, _("Your answer is on its way to the organisers."))
    except services.NotWaiting:
        messages.info(request, _("A colleague has just answered for your organisation."))


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def programme_leave(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """Take the organisation out of a programme, half-way too."""
    standing = request.standing
    if request.method == "POST" and standing.has_left and standing.steers_own:  # pressed twice
        return redirect("programmes:programmes", request.actor.organisation.slug)
    rules.can_leave_programme.require(standing)
    form = LeaveForm(kept_forms.filled(request))
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["message"]
        services.leave_programme(standing, message=words, at=timezone.now())
        messages.success(request, _("Your organisation has left the programme."))
        return redirect("programmes:programmes", request.actor.organisation.slug)
    context = {"programme": standing.programme, "form": form}
    return render(request, "programmes/programmes/leave.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def programme_organisations(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """Show who takes part; coordinators invite one more organisation."""
    standing = request.standing
    rules.can_see_programme.require(standing)
    may_invite = rules.can_run_programme(standing)
    takings = queries.participations(standing.programme)
    asked = {one.organisation.pk for one in takings if one.participation.state != "declined"}
    form = InviteForm(kept_forms.filled(request), taking_part=asked)
    if request.method == "POST":
        rules.can_run_programme.require(standing)
        if form.is_valid():
            invited = form.cleaned_data["organisation"]
            services.invite_organisation(standing, invited, at=timezone.now())
            messages.success(request, _("%(name)s has been invited.") % {"name": invited.name})
            return redirect(request.path)
    context = {
        "programme": standing.programme,
        "takings": takings,
        "seats": queries.seats_of(standing.programme),
        "form": form if may_invite else None,
    }
    return render(request, "programmes/programmes/organisations.html", context)
