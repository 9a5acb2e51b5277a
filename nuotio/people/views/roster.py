from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from nuotio.people.forms.roster import RosterFileForm
from nuotio.people.queries import roster as queries
from nuotio.people.requests import OrganisationRequest
from nuotio.people.rules import roster as rules


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: OrganisationRequest, **_kwargs: Any) -> HttpResponse:
    """Take a file of people and read it."""
    rules.can_import.require(request.actor, request.actor.organisation_id)
    form = RosterFileForm(request.POST or None, request.FILES or None)
    return render(request, "people/roster/upload.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show what a file would do; correct rows, import."""
    rules.can_import.require(request.actor, request.actor.organisation_id)
    found = queries.roster_at(pk, viewer=request.actor)
    if found is None:
        raise Http404
    return render(request, "people/roster/upload.html", {"form": RosterFileForm()})
