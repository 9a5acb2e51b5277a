from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nuotio.people import kept_forms
from nuotio.people.queries import time_shares
from nuotio.programmes.forms.mentors import ApplyForm, WordsForm
from nuotio.programmes.models import Application
from nuotio.programmes.queries import mentors as queries
from nuotio.programmes.requests import ProgrammeRequest
from nuotio.programmes.rules import mentors as rules
from nuotio.programmes.services import applications as services
from nuotio.programmes.views.entering import in_programme

PAGE = 50


def _to(request: ProgrammeRequest, name: str, *more: int) -> HttpResponse:
    slug, programme = request.actor.organisation.slug, request.standing.programme.pk
    return redirect(f"programmes:{name}", slug, programme, *more)


@require_safe
@in_programme
def call(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """Call for mentors: what it is, when the sessions are, and how the own application stands."""
    standing = request.standing
    rules.can_see_call.require(standing)
    context = {
        "programme": standing.programme,
        "sessions": queries.coaching_sessions(standing),
        "own": queries.own_application(standing),
        "has_seat": standing.has_seat,
        "may_apply": rules.can_apply(standing),
        "may_answer": rules.can_see_applications(standing),
    }
    return render(request, "programmes/mentors/call.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def apply(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """Apply in the own words, or correct what still waits."""
    standing = request.standing
    rules.can_see_call.require(standing)
    own = queries.own_application(standing)
    if not rules.can_apply(standing) or (own is not None and own.state == "declined"):
        return _to(request, "call")
    form = ApplyForm(kept_forms.filled(request), own=own)
    if request.method == "POST" and form.is_valid():
        _apply(request, form)
        return _to(request, "call")
    context = {"programme": standing.programme, "form": form, "own": own}
    return render(request, "programmes/mentors/apply.html", context)


def _apply(request: ProgrammeRequest, form: ApplyForm) -> None:
    try:
        services.apply(request.standing, form.words(), at=timezone.now())
    except services.AlreadyAnswered:
        messages.info(request, _("HR has just answered your application. Read the answer here."))
    else:
        messages.success(request, _("Your application is on its way to HR."))


@require_POST
@in_programme
def apply_withdraw(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """Take the own application back."""
    own = queries.own_application(request.standing)
    if own is None:
        return _to(request, "call")
    try:
        services.withdraw_application(request.standing, own)
    except services.AlreadyAnswered:
        messages.info(request, _("HR has just answered your application. Read the answer here."))
    else:
        messages.success(request, _("Your application has been taken back. You can apply again."))
    return _to(request, "call")


@require_safe
@in_programme
def applications(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """List who would like to be a mentor, the waiting first."""
    standing = request.standing
    rules.can_see_applications.require(standing)
    rows = Paginator(queries.applications(standing), PAGE)
    context = {
        "programme": standing.programme,
        "page_obj": rows.get_page(request.GET.get("page")),
        "may_seat": rules.can_seat_mentor(standing),
    }
    return render(request, "programmes/mentors/applications.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def application(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Read one application and answer it: accept, ask to talk, or say "not this time"."""
    standing = request.standing
    rules.can_see_applications.require(standing)
    found = queries.application_at(pk, standing=standing)
    if found is None:
        raise Http404
    sent = kept_forms.filled(request)
    forms = _forms(sent)
    if request.method == "POST" and _answered(request, found, forms):
        return _to(request, "application", pk)
    context = {
        "programme": standing.programme,
        "application": found,
        "share": time_shares.agreed_hours([found.membership]).get(found.membership_id),
        "may_answer": rules.can_answer_application(standing, found),
        **forms,
    }
    return render(request, "programmes/mentors/application.html", context)


def _forms(sent: QueryDict | None) -> dict[str, WordsForm]:
    """Return the form of each answer in words, the one that was taken filled with what was sent."""
    answer = "" if sent is None else sent.get("answer", "")
    return {
        name: WordsForm(sent if answer == name else None, prefix=None, auto_id=f"id_{name}_%s")
        for name in ("talk", "decline")
    }


def _answered(request: ProgrammeRequest, found: Application, forms: dict[str, WordsForm]) -> bool:
    """Answer as the pressed button says; False where words are missing."""
    chosen = request.POST.get("answer", "")
    form = forms.get(chosen)
    if chosen != "accept" and (form is None or not form.is_valid()):
        rules.can_answer_application.require(request.standing, found)
        return False
    words = form.cleaned_data["words"] if form is not None else ""
    try:
        said = _ANSWERS[chosen](request, found, words)
    except services.AlreadyAnswered:
        messages.info(request, _("This application has been answered, or taken back, meanwhile."))
    else:
        messages.success(request, said % {"name": found.membership.name})
    return True


def _accept(request: ProgrammeRequest, found: Application, _words: str) -> str:
    services.accept_application(request.standing, found, at=timezone.now())
    return _("%(name)s is along, and hears of it.")


def _talk(request: ProgrammeRequest, found: Application, words: str) -> str:
    services.ask_to_talk(request.standing, found, words, at=timezone.now())
    return _("Your words are on their way to %(name)s. The application goes on waiting.")


def _decline(request: ProgrammeRequest, found: Application, words: str) -> str:
    services.decline_application(request.standing, found, words, at=timezone.now())
    return _("Your answer is on its way to %(name)s.")


_ANSWERS: dict[str, Callable[[ProgrammeRequest, Application, str], str]] = {
    "accept": _accept,
    "talk": _talk,
    "decline": _decline,
}
