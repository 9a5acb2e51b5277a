from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nuotio.people import kept_forms
from nuotio.programmes.forms.feedback import FeedbackForm
from nuotio.programmes.models import Submission
from nuotio.programmes.queries import submissions as queries
from nuotio.programmes.requests import ProgrammeRequest
from nuotio.programmes.rules import assignments as rules
from nuotio.programmes.rules import programmes as programme_rules
from nuotio.programmes.services import feedback as services
from nuotio.programmes.views.entering import in_programme

PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def submission(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Read what was given in and the feedback on it; trainers and HR add theirs."""
    standing = request.standing
    found = queries.submission_at(pk, standing)
    if found is None:
        raise Http404
    form = FeedbackForm(kept_forms.filled(request))
    if request.method == "POST":
        rules.can_give_feedback.require(standing, found)
        if form.is_valid():
            return _say(request, found, form)
    copies = queries.copies_beside(found, standing)
    context = {
        "programme": standing.programme,
        "submission": found,
        "names": queries.names_of(found),
        "feedback": queries.feedback_of(found),
        "copies": copies,
        "newest": copies[0],
        "may_answer": rules.can_give_feedback(standing, found) and copies[0].pk == found.pk,
        "is_own": rules.is_writer(standing, found),
        "form": form,
    }
    return render(request, "programmes/assignments/submission.html", context)


def _say(request: ProgrammeRequest, found: Submission, form: FeedbackForm) -> HttpResponse:
    at = (request.actor.organisation.slug, found.programme_id)
    try:
        services.give_feedback(request.standing, found, form.words(), at=timezone.now())
    except services.NewerGiven as late:
        newer = reverse("programmes:submission", args=[*at, late.newer.pk])
        kept_forms.keep(request, path=newer)
        messages.info(request, _("There is a newer version. Read it first."))
        return redirect(newer)
    messages.success(request, _("Your feedback is on its way to the writers."))
    return redirect("programmes:submission", *at, found.pk)


@require_safe
@in_programme
def shared_answers(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """Show what has been shared with everybody in the programme, the newest first."""
    standing = request.standing
    programme_rules.can_see_programme.require(standing)
    rows = Paginator(queries.shared_in(standing.programme), PAGE)
    page = rows.get_page(request.GET.get("page"))
    context = {
        "programme": standing.programme,
        "page_obj": page,
        "given": queries.named(list(page)),
    }
    return render(request, "programmes/assignments/shared.html", context)
