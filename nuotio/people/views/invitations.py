from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nuotio.foundation import tenancy
from nuotio.people import kept_forms
from nuotio.people.forms.invitations import InvitationForm, JoinForm, stored_invitation
from nuotio.people.models import Invitation, Role
from nuotio.people.queries import invitations as queries
from nuotio.people.queries import organisations
from nuotio.people.requests import OrganisationRequest
from nuotio.people.rules import invitations as rules
from nuotio.people.services import invitations as services

PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Invite one person."""
    actor, slug = request.actor, request.actor.organisation.slug
    rules.can_invite.require(actor, actor.organisation_id)
    form = InvitationForm(kept_forms.filled(request), by=actor)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = services.invite_at_once(form.invited(), by=actor, at=timezone.now())
        except services.AlreadyMember:
            form.add_error("email", _("This person is already in your organisation."))
        else:
            messages.success(
                request, _("The invitation is on its way to %(email)s.") % vars(invitation)
            )
            return redirect("people:invitations", slug)
    return render(request, "people/invitations/invite.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """List open invitations; send all that wait."""
    actor = request.actor
    rules.can_invite.require(actor, actor.organisation_id)
    if request.method == "POST":
        sent = services.send_waiting(by=actor, at=timezone.now())
        words = ngettext(
            "One invitation is on its way.", "%(count)s invitations are on their way.", sent
        )
        messages.success(request, words % {"count": sent} if sent else _("All had been sent."))
        return redirect("people:invitations", actor.organisation.slug)
    rows = Paginator(queries.open_invitations(viewer=actor), PAGE)
    context = {
        "page_obj": rows.get_page(request.GET.get("page")),
        "unsent": queries.unsent_count(viewer=actor),
        "has_run_out": queries.has_run_out,
        "at": timezone.now(),
    }
    return render(request, "people/invitations/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Correct, send again or withdraw one invitation."""
    actor, slug = request.actor, request.actor.organisation.slug
    rules.can_invite.require(actor, actor.organisation_id)
    found = queries.invitation_at(pk, viewer=actor)
    if found is None:
        raise Http404
    if not found.is_open:
        messages.info(request, _("This invitation has been used or withdrawn."))
        return redirect("people:invitations", slug)
    form = InvitationForm(kept_forms.filled(request), by=actor, initial=stored_invitation(found))
    if request.method == "POST" and _act(request, found, form):
        return redirect("people:invitations", slug)
    has_run_out = queries.has_run_out(found, at=timezone.now())
    context = {"invitation": found, "form": form, "has_run_out": has_run_out}
    return render(request, "people/invitations/one.html", context)


def _act(request: OrganisationRequest, found: Invitation, form: InvitationForm) -> bool:
    """Do what the button says; say whether it is done."""
    actor, at = request.actor, timezone.now()
    match request.POST.get("action"):
        case "send":
            services.send_invitation(found, by=actor, at=at)
            messages.success(request, _("The invitation is on its way to %(email)s.") % vars(found))
            return True
        case "withdraw":
            services.withdraw_invitation(found, by=actor, at=at)
            messages.success(request, _("The invitation was withdrawn. Its link no longer works."))
            return True
    return form.is_valid() and _corrected(request, found, form)


def _corrected(request: OrganisationRequest, found: Invitation, form: InvitationForm) -> bool:
    try:
        services.correct_invitation(found, form.invited(), by=request.actor)
    except services.AlreadyMember:
        form.add_error("email", _("This person is already in your organisation."))
    except services.AlreadyInvited:
        form.add_error("email", _("This address has an invitation already."))
    else:
        messages.success(request, _("The invitation was corrected."))
        return True
    return False


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Open an invitation: a new person makes an account, one with an account joins."""
    opened = queries.invitation_by_token(token, at=timezone.now())
    if opened is None:
        raise Http404
    context: dict[str, Any] = {"opened": opened, "invitation": opened.invitation}
    is_own = request.user.is_authenticated and request.user.email == opened.invitation.email
    if opened.is_used and is_own:
        return redirect("home:organisation", opened.invitation.organisation.slug)
    if not opened.is_usable:
        return render(request, "people/invitations/void.html", context, status=410)
    context["roles"] = _promised(opened.invitation)
    if request.user.is_authenticated:
        return _accept_as(request, opened.invitation, context, is_own=is_own)
    if opened.has_account:
        return render(request, "people/invitations/sign_in.html", context)
    return _accept_as_new(request, opened.invitation, context)


def _promised(invitation: Invitation) -> list[str]:
    """Return what the roles that begin by joining are called in the organisation."""
    organisations.prefetch_titles([invitation.organisation])
    roles = [role for role in invitation.roles if role != Role.EMPLOYEE]
    return [organisations.role_name(role, invitation.organisation) for role in roles]


def _accept_as(
    request: HttpRequest, invitation: Invitation, context: dict[str, Any], *, is_own: bool
) -> HttpResponse:
    if request.method == "POST" and is_own:
        try:
            with tenancy.inside(invitation.organisation_id):
                services.accept_as(invitation, user=request.user, at=timezone.now())  # type: ignore[arg-type]
        except services.NotUsable:  # withdrawn a moment ago: the same address says so
            return redirect(request.path)
        messages.success(request, _("Welcome."))
        return redirect("home:organisation", invitation.organisation.slug)
    return render(request, "people/invitations/join.html", {**context, "is_own": is_own})


def _accept_as_new(
    request: HttpRequest, invitation: Invitation, context: dict[str, Any]
) -> HttpResponse:
    start = {"name": invitation.name, "language": get_language() or invitation.language}
    form = JoinForm(request.POST or None, initial=start, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        try:
            with tenancy.inside(invitation.organisation_id):
                member = services.accept_as_new(invitation, **form.cleaned_data, at=timezone.now())
        except services.NotUsable:
            return redirect(request.path)
        with override(form.cleaned_data["language"]):
            home = reverse("home:organisation", args=[invitation.organisation.slug])
            passkey = f"{reverse('mfa_add_webauthn')}?next={home}"
        welcomed: HttpResponse = perform_login(
            request, member.user, email=member.user.email, redirect_url=passkey
        )
        return welcomed
    return render(request, "people/invitations/accept.html", {**context, "form": form})
