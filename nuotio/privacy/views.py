from datetime import timedelta
from uuid import uuid4

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nuotio.audit import queries as audit_queries
from nuotio.foundation import limits
from nuotio.people import kept_forms
from nuotio.people.queries import members
from nuotio.people.requests import OrganisationRequest, SignedInRequest
from nuotio.privacy import queries, rules, services, wording
from nuotio.privacy.forms import AnswerForm, EraseForm, FeedbackForm
from nuotio.privacy.models import Feedback

PAGE = 50
AT_MOST, WITHIN = 500, timedelta(hours=1)  # feedback from one network


@require_safe
@login_not_required
def notice(request: HttpRequest) -> HttpResponse:
    """Tell what is kept of a person, why and how long: the record of processing."""
    return render(request, "privacy/notice.html", {"record": queries.record_of_processing()})


@require_safe
@login_not_required
def who_sees_what(request: HttpRequest) -> HttpResponse:
    """List, from the rules themselves, who sees what."""
    return render(request, "privacy/who_sees_what.html", {"topics": queries.who_sees_what()})


@require_safe
@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement."""
    return render(request, "privacy/accessibility.html")


@require_http_methods(["GET", "POST"])
@login_not_required
def feedback(request: HttpRequest) -> HttpResponse:
    """Take in feedback on accessibility, from anyone."""
    form = FeedbackForm(
        request.POST or None,
        initial={"page": request.GET.get("page", ""), "once": uuid4()},
    )
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        network = get_adapter().get_client_ip(request)
        if limits.count_up("feedback", network, at=at, within=WITHIN) > AT_MOST:
            form.add_error(None, _("Much feedback has come from your network. Try in an hour."))
            return render(request, "privacy/feedback.html", {"form": form}, status=429)
        services.send_feedback(**form.cleaned_data, language=get_language() or "fi", at=at)
        messages.success(request, _("Thank you. You will have an answer within two weeks."))
        return redirect("privacy:accessibility")
    return render(request, "privacy/feedback.html", {"form": form})


@require_safe
def feedback_list(request: OrganisationRequest, organisation: str) -> HttpResponse:
    """List feedback for those who answer it."""
    rules.can_answer_feedback.require(request.actor)
    rows = Paginator(queries.feedback_to_read(), PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": rows, "answer_due": queries.answer_due}
    return render(request, "privacy/feedback_list.html", context)


@require_http_methods(["GET", "POST"])
def feedback_one(request: OrganisationRequest, organisation: str, pk: int) -> HttpResponse:
    """Read one piece of feedback and answer it."""
    rules.can_answer_feedback.require(request.actor)
    one = get_object_or_404(Feedback, pk=pk)
    form = AnswerForm(kept_forms.filled(request))
    if request.method == "POST" and form.is_valid():
        services.answer_feedback(one, **form.cleaned_data, by=request.actor, at=timezone.now())
        messages.success(request, _("The answer is on its way."))
        return redirect("privacy:feedback_list", organisation)
    context = {"one": one, "form": form, "due": queries.answer_due(one)}
    return render(request, "privacy/feedback_one.html", context)


@require_safe
def me(request: SignedInRequest) -> HttpResponse:
    """Gather everything of one's own: roles, data, sign-in, what was done with it."""
    context = {
        "memberships": members.memberships_of(request.user.pk),
        "entries": [
            (wording.told(entry, reader_id=request.user.pk), entry.at)
            for entry in audit_queries.entries_about(request.user.pk)[:10]
        ],
        "record": queries.record_of_processing(),
    }
    return render(request, "privacy/me.html", context)


@require_POST
def own_data(request: SignedInRequest) -> HttpResponse:
    """Hand over one's own data as a file."""
    response = HttpResponse(services.export_person(request.user), content_type="application/zip")
    name = f"nuotio-{timezone.localdate():%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


@reauthentication_required  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "POST"])
def erase(request: SignedInRequest) -> HttpResponse:
    """Erase oneself from the service, after signing in again."""
    form = EraseForm(request.POST or None, own=request.user.email)
    if request.method == "POST" and form.is_valid():
        user = request.user
        logout(request)
        services.erase_person(user, at=timezone.now())
        messages.success(request, _("Your data is erased. Thank you for the time we had."))
        return redirect("home:start")
    return render(request, "privacy/erase.html", {"form": form})
