from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nuotio.foundation.versions import EditedMeanwhile
from nuotio.people import kept_forms
from nuotio.programmes.forms.assignments import DraftForm, GiveForm
from nuotio.programmes.models import Assignment, Submission
from nuotio.programmes.queries import assignments as queries
from nuotio.programmes.queries import submissions
from nuotio.programmes.requests import ProgrammeRequest
from nuotio.programmes.rules import assignments as rules
from nuotio.programmes.rules import programmes as programme_rules
from nuotio.programmes.services import assignments as services
from nuotio.programmes.views.entering import in_programme
from nuotio.ui.joint_writing import saves_itself

PAGE = 50


@require_safe
@in_programme
def assignments(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """List the programme's assignments as they stand for the member."""
    standing = request.standing
    programme_rules.can_see_programme.require(standing)
    context = {
        "programme": standing.programme,
        "tasks": queries.tasks_of(standing),
        "at": timezone.now(),
    }
    return render(request, "programmes/assignments/list.html", context)


@require_safe
@in_programme
def assignment(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show what is asked, how the member's answer stands, and the one next step."""
    standing = request.standing
    found = _assignment_at(request, pk)
    rules.can_see_assignment.require(standing, found)
    task = queries.task_of(standing, found)
    context = {
        "programme": standing.programme,
        "assignment": found,
        "task": task,
        "writers": queries.writers_of(standing, found) if task.may_answer else None,
        "may_gather": rules.can_gather_answers(standing),
        "at": timezone.now(),
    }
    return render(request, "programmes/assignments/one.html", context)


def _assignment_at(request: ProgrammeRequest, pk: int) -> Assignment:
    found = queries.assignment_at(pk, request.standing)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def assignment_answer(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Write the answer; what is typed is saved by itself, alone or as a pair."""
    standing = request.standing
    found = _assignment_at(request, pk)
    rules.can_answer_assignment.require(standing, found)
    answer = queries.draft_of(standing, found)
    form = DraftForm(kept_forms.filled(request), assignment=found, answer=answer)
    if request.method == "POST":
        saved = _save(request, found, form)
        if saves_itself(request):
            return _told(saved, form)
        if saved is not None and not saved.merged.clashes:
            return _onward(request, found)
    elif "check" in request.GET and not form.is_bound:
        form.check(queries.missing_in(found, answer.content if answer else {}))
    context = {
        "programme": standing.programme,
        "assignment": found,
        "form": form,
        "writers": queries.writers_of(standing, found),
        "earlier": queries.earlier_texts(standing, found),
    }
    return render(request, "programmes/assignments/answer.html", context)


def _save(request: ProgrammeRequest, found: Assignment, form: DraftForm) -> services.Saved | None:
    """Save the draft and show what came of it; None where the form cannot be read."""
    if not form.is_valid():
        return None
    saved = services.save_draft(request.standing, found, form.draft(), at=timezone.now())
    if saved.merged.clashes:
        form.show_both(saved.merged, version=saved.answer.version, by=saved.before_by)
    return saved


def _told(saved: services.Saved | None, form: DraftForm) -> HttpResponse:
    if saved is None:
        return form.refused()
    return form.told(saved.merged, version=saved.answer.version, by=saved.before_by)


def _onward(request: ProgrammeRequest, found: Assignment) -> HttpResponse:
    at = (request.actor.organisation.slug, request.standing.programme.pk, found.pk)
    if request.POST.get("action") == "give":
        return redirect("programmes:assignment_give", *at)
    messages.success(request, _("The draft is saved."))
    return redirect("programmes:assignment_answer", *at)


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def assignment_give(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Read the answer once more, choose who may read it, and give it in."""
    standing = request.standing
    found = _assignment_at(request, pk)
    rules.can_answer_assignment.require(standing, found)
    answer = queries.draft_of(standing, found)
    if answer is None or queries.missing_in(found, answer.content):
        return _back_to_writing(request, found)
    copies = queries.copies_of(answer)
    audience = copies[0].audience if copies else ""
    form = GiveForm(kept_forms.filled(request), version=answer.version, audience=audience)
    if request.method == "POST" and form.is_valid():
        given = _give(request, found, form)
        return given or redirect(request.path)
    context = {
        "programme": standing.programme,
        "assignment": found,
        "answer": answer,
        "form": form,
        "writers": queries.writers_of(standing, found),
    }
    return render(request, "programmes/assignments/give.html", context)


def _back_to_writing(request: ProgrammeRequest, found: Assignment) -> HttpResponse:
    slug, programme = request.actor.organisation.slug, request.standing.programme.pk
    page = redirect("programmes:assignment_answer", slug, programme, found.pk)
    page["Location"] += "?check"
    return page


def _give(request: ProgrammeRequest, found: Assignment, form: GiveForm) -> HttpResponse | None:
    """Give the answer in; None where it has changed meanwhile and is to be read again."""
    audience, seen = form.cleaned_data["audience"], form.cleaned_data["version"]
    try:
        given = services.give_in(
            request.standing, found, audience=audience, seen=seen, at=timezone.now()
        )
    except EditedMeanwhile:
        messages.warning(request, _("The answer has changed meanwhile. Read it once more."))
        return None
    except services.Incomplete:
        return _back_to_writing(request, found)
    messages.success(request, _("The answer is given in. You will hear when there is feedback."))
    slug = request.actor.organisation.slug
    return redirect("programmes:submission", slug, given.programme_id, given.pk)


@require_safe
@in_programme
def assignment_submissions(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show trainers and HR what was given in, what waits for feedback first."""
    standing = request.standing
    rules.can_gather_answers.require(standing)
    found = _assignment_at(request, pk)
    places = submissions.places_in(standing, found)
    context = {
        "programme": standing.programme,
        "assignment": found,
        "page_obj": Paginator(places, PAGE).get_page(request.GET.get("page")),
        "given": sum(one.last is not None for one in places),
        "waiting": sum(one.waits for one in places),
        "is_late": found.due_at <= timezone.now(),
        "Audience": Submission.Audience,
    }
    return render(request, "programmes/assignments/submissions.html", context)
