from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nuotio.foundation import versions
from nuotio.people import kept_forms
from nuotio.programmes.forms.house_rules import AddLineForm, LineForm, beginnings, stored_line
from nuotio.programmes.models import HouseRule
from nuotio.programmes.queries import house_rules as queries
from nuotio.programmes.requests import ProgrammeRequest
from nuotio.programmes.rules import together as rules
from nuotio.programmes.services import house_rules as services
from nuotio.programmes.views.entering import in_programme


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def house_rules(request: ProgrammeRequest, **_kwargs: Any) -> HttpResponse:
    """Show the huoneentaulu; who has a place in the programme adds a line."""
    standing = request.standing
    rules.can_see_house_rules.require(standing)
    form = AddLineForm(kept_forms.filled(request))
    if request.method == "POST":
        rules.can_write_house_rules.require(standing)
        if form.is_valid() and _added(request, form):
            return redirect(request.path)
    lines = queries.lines_of(standing.programme)
    context = {
        "programme": standing.programme,
        "lines": lines,
        "form": form if rules.can_write_house_rules(standing) else None,
        "is_full": len(lines) >= services.MOST,
        "beginnings": beginnings(lines),
        "once": uuid4(),
        "is_arranging": "arrange" in request.GET,
    }
    return render(request, "programmes/together/house_rules.html", context)


def _added(request: ProgrammeRequest, form: AddLineForm) -> bool:
    told = form.cleaned_data
    try:
        services.add_line(request.standing, told["text"], once=told["once"], at=timezone.now())
    except services.BoardFull:
        form.add_error(
            "text",
            _("There are twelve lines, and more are hard to remember. Does this replace one?"),
        )
        return False
    messages.success(request, _("The line is on the board."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@in_programme
def house_rule(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Correct a line, or take it off the board."""
    rules.can_write_house_rules.require(request.standing)
    line = _line(request, pk)
    if request.POST.get("action") == "remove":
        services.remove_line(line, standing=request.standing)
        messages.success(request, _("The line was removed."))
        return redirect(_board(request))
    form = LineForm(kept_forms.filled(request), line=line)
    if request.method == "POST" and form.is_valid() and _changed(request, line, form):
        return redirect(_board(request))
    context = {"programme": request.standing.programme, "line": line, "form": form}
    return render(request, "programmes/together/house_rule.html", context)


def _changed(request: ProgrammeRequest, line: HouseRule, form: LineForm) -> bool:
    told = form.cleaned_data
    try:
        services.change_line(
            line,
            told["text"],
            standing=request.standing,
            version=told["version"],
            at=timezone.now(),
        )
    except versions.EditedMeanwhile as late:
        theirs = late.theirs
        somebody = _("Somebody in the programme")  # the board belongs to all: no names on it
        form.put_beside(stored_line(theirs), version=theirs.version, by=somebody)
        return False
    messages.success(request, _("The line was saved."))
    return True


@require_POST
@in_programme
def house_rule_move(request: ProgrammeRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Move a line one up or down."""
    rules.can_write_house_rules.require(request.standing)
    line, seen = _line(request, pk), request.POST.get("place", "")
    services.move_line(
        line,
        standing=request.standing,
        seen=int(seen) if seen.isdecimal() and len(seen) < 3 else -1,
        up=request.POST.get("to") == "up",
    )
    return redirect(f"{_board(request)}?arrange#line-{line.pk}")


def _line(request: ProgrammeRequest, pk: int) -> HouseRule:
    found = queries.line_at(pk, programme=request.standing.programme)
    if found is None:
        raise Http404
    return found


def _board(request: ProgrammeRequest) -> str:
    standing = request.standing
    slug = standing.actor.organisation.slug
    return reverse("programmes:house_rules", args=[slug, standing.programme.pk])
