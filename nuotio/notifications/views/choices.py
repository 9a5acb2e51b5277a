from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from nuotio.notifications import kinds, links, queries
from nuotio.notifications.forms import ChoicesForm
from nuotio.notifications.kinds import WEEKLY_SUMMARY
from nuotio.notifications.services import choices
from nuotio.people import kept_forms
from nuotio.people.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: SignedInRequest) -> HttpResponse:
    """Show what mails the person gets, kind by kind, and keep another choice."""
    user_id = request.user.pk
    is_sent = request.method == "POST"
    kept = None if is_sent else kept_forms.take(request)
    form = ChoicesForm(
        queries.kinds_for(user_id),
        queries.choices_of(user_id),
        request.POST if is_sent else kept,
    )
    if is_sent and form.is_valid():
        choices.choose(user_id, form.channels)
        messages.success(request, _("Your choices are saved."))
        return redirect("notifications:preferences")
    was_kept = kept is not None
    return render(request, "notifications/preferences.html", {"form": form, "was_kept": was_kept})


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop mails of one kind, from a mail: a form for people, one POST for mail programs.

    As RFC 8058 asks: nothing changes by GET, the POST needs no cookie and answers without a
    redirect.
    """
    made_for = links.read_stop_token(token)
    if made_for is None:
        raise Http404
    user_id, code = made_for
    is_done = request.method == "POST"
    if is_done:
        choices.stop(user_id, code)
    kind = kinds.find(code)
    page = {
        "is_done": is_done,
        "is_summary": code == WEEKLY_SUMMARY,
        "what": kind.name if kind else "",
    }
    return render(request, "notifications/stop.html", page)
