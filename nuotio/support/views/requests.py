from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from nuotio.foundation import addresses, versions
from nuotio.goals.queries import goals
from nuotio.people import kept_forms
from nuotio.people.queries import units
from nuotio.people.requests import OrganisationRequest
from nuotio.support.forms.requests import GONE, Offer, RequestForm, stored_request
from nuotio.support.models import SupportRequest
from nuotio.support.queries import engagements, invitations, suggestions
from nuotio.support.queries import requests as queries
from nuotio.support.rules import requests as rules
from nuotio.support.services import requests as services
from nuotio.support.story import naming, readers, request_facts, request_steps, request_story
from nuotio.support.views import entering, ways
from nuotio.support.words import refusals
from nuotio.ui import filters

PAGE = 50
METHODS = ["GET", "HEAD", "POST"]
State = SupportRequest.State
LANGUAGES = ("fi", "sv", "en")
TOO_LATE = gettext_lazy(
    "The request has its mentor already, or has ended, so it is not changed. Your words still stand"
    " here: you can tell them to the mentor."
)


@require_safe
def requests(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """The room's home: what the viewer asked for, what waits for her answer, and her unit's."""
    actor = request.actor
    is_own = request.GET.get("whose") != "unit"
    rows = queries.own_requests(actor) if is_own else queries.unit_requests(actor)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    day = timezone.localdate()
    context = {
        "page_obj": page,
        "rows": [(one, naming.title(one), request_story.is_late(one, day)) for one in page],
        "is_own": is_own,
        "asked": [(one, naming.title(one)) for one in queries.asked_of(actor)],
        "counts": queries.waiting_counts(actor, day=day) if rules.can_see_waiting(actor) else None,
        "ways": ways.ways_for(actor),
        "may_ask": rules.can_ask(actor),
        "circle": naming.circle,
    }
    return render(request, "support/requests/list.html", context)


@require_safe
def request(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show a request: where it stands, what is next, what happened, and who could help."""
    found, actor, now = entering.support_request(request, pk), request.actor, timezone.now()
    step = request_steps.step_for(found, viewer=actor, day=timezone.localdate(now))
    context = {
        "asked": found,
        "title": naming.title(found),
        "is_late": request_story.is_late(found, timezone.localdate(now)),
        "step": step,
        "href": ways.address_of(step.door, actor, step.key or found.pk),
        "facts": request_facts.facts_of(found),
        "moments": _moments(found, actor, now),
        "reads": readers.told_to_reader(found),
        "person": naming.person,
        "is_asker": rules.is_asker(actor, found),
        "may_change": rules.can_change_request(actor, found),
        "may_withdraw": rules.can_withdraw_request(actor, found),
        "may_handle": rules.can_handle_request(actor, found),
        "reads_end": rules.can_read_end(actor, found),
    }
    for part in (suggestions, invitations, engagements):
        context |= part.part(found, viewer=actor, at=now)
    return render(request, "support/requests/one.html", context)


def _moments(found: SupportRequest, actor: Any, now: datetime) -> Sequence[tuple[str, str, str]]:
    meetings = queries.meetings_of(found, viewer=actor)
    return request_story.moments_of(found, viewer=actor, meetings=meetings, at=now)


@require_http_methods(METHODS)
def request_add(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Ask for support in own words, or keep it as a draft; `again` fills in an earlier request."""
    rules.can_ask.require(request.actor)
    blank = _blank(request)
    form = RequestForm(kept_forms.filled(request), row=blank, offer=_offer(request, blank))
    if request.method == "POST" and form.is_valid():
        made = _asked(request, form)
        if made is not None:
            return redirect("support:request", request.actor.organisation.slug, made.pk)
    return render(request, "support/requests/add.html", _form_context(request, form))


def _asked(request: OrganisationRequest, form: RequestForm) -> SupportRequest | None:
    keep = services.save_draft if form.is_kept else services.ask
    once = form.cleaned_data["once"] or uuid4()
    try:
        made = keep(form.draft(), by=request.actor, at=timezone.now(), once=once)
    except services.NotThere as gone:
        form.add_error(gone.field, GONE)
        return None
    tell_sent(request, made)
    return made


@require_http_methods(METHODS)
def request_edit(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Change a request until it has its mentors; a draft can be sent from here."""
    found, is_sent = entering.support_request(request, pk), request.method == "POST"
    is_late = rules.is_asker(request.actor, found) and (found.is_over or found.is_live)
    if is_late and not is_sent:
        return not_waiting(request, pk)
    if not is_late:
        rules.can_change_request.require(request.actor, found)
    form = RequestForm(kept_forms.filled(request), row=found, offer=_offer(request, found))
    if is_sent and form.is_valid() and _changed(request, found, form):
        return redirect("support:request", request.actor.organisation.slug, pk)
    context = {"asked": found, "title": naming.title(found)} | _form_context(request, form)
    return render(request, "support/requests/edit.html", context)


def _changed(request: OrganisationRequest, found: SupportRequest, form: RequestForm) -> bool:
    seen, now = form.cleaned_data["version"], timezone.now()
    try:
        saved = services.change_request(found, form.draft(), by=request.actor, at=now, version=seen)
        if form.data.get("do") == "send":
            saved = services.send_request(saved, by=request.actor, at=now)
    except versions.EditedMeanwhile as late:
        stored = stored_request(late.theirs, form.offer.today)
        form.put_beside(stored, version=late.theirs.version)
    except services.NotThere as gone:
        form.add_error(gone.field, GONE)
    except services.NotWaiting:
        form.add_error(None, TOO_LATE)
    except refusals.AlreadyFull as full:
        form.add_error(None, full.said)
    except services.MentorPromised:
        form.add_error("mentors_needed", _("A mentor has promised already, so this number stays."))
    else:
        tell_sent(request, saved)
        return True
    return False


def tell_sent(request: OrganisationRequest, made: SupportRequest) -> None:
    """Say what has happened to the words, and by when there is an answer."""
    if made.state == State.DRAFT:
        words = _("The draft is kept. Only you see it.")
    else:
        words = _("Your request is on its way. You will have an answer by %(day)s.") % {
            "day": filters.date(made.answer_by, "weekday")
        }
    messages.success(request, words)


def not_waiting(request: OrganisationRequest, pk: int) -> HttpResponse:
    """Lead back to a request that got a mentor or ended while somebody was writing."""
    messages.info(request, _("Something has happened to the request meanwhile. See below."))
    return redirect("support:request", request.actor.organisation.slug, pk)


def _blank(request: OrganisationRequest) -> SupportRequest:
    """Return an empty request with what is likely, or a copy of an own one to ask again."""
    actor, told = request.actor, addresses.key_in(request.GET.get("again", ""))
    old = queries.own_request(told, viewer=actor) if told is not None else None
    if old is not None:
        old.pk, old.version, old.state = None, 1, State.DRAFT
        return old
    spoken = actor.organisation.languages or LANGUAGES
    own = actor.user.language
    unit = actor.unit
    return SupportRequest(
        unit=unit,
        team=unit.name if unit else "",
        language=own if own in spoken else spoken[0],
    )


def _offer(request: OrganisationRequest, row: SupportRequest) -> Offer:
    """Return what there is to choose, with what the request has already."""
    organisation = request.actor.organisation
    spoken = dict.fromkeys([*organisation.languages, *LANGUAGES, row.language])
    decided = [(one.pk, one.title) for one in goals.decided_goals(organisation)]
    if row.goal is not None and row.goal_id not in dict(decided):
        decided.append((row.goal.pk, row.goal.title))
    return Offer(
        units=units.unit_choices(viewer=request.actor),
        goals=decided,
        languages=[
            (one, filters.capital(filters.language_name(one))) for one in spoken if len(one) == 2
        ],
        today=timezone.localdate(),
    )


def _form_context(request: OrganisationRequest, form: RequestForm) -> dict[str, Any]:
    days = queries.promised_days(request.actor.organisation_id)
    return {"form": form, "days": days, "reads": readers.told_to_writer()}
