from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nuotio.people.requests import OrganisationRequest
from nuotio.plans import comparing, plan_texts
from nuotio.plans.forms.plan_turns import VersionsForm
from nuotio.plans.models import PlanVersion
from nuotio.plans.naming import mentor_name
from nuotio.plans.queries import plan_versions as queries
from nuotio.plans.views.plans import plan_at
from nuotio.ui import filters


@require_safe
def plan_versions(request: OrganisationRequest, pk: int, **_kwargs: Any) -> HttpResponse:
    """Show two versions of a plan side by side, the last two unless others are chosen."""
    found = plan_at(request, pk)
    kept = queries.versions_of(found, viewer=request.actor)
    earlier, later = _chosen(request, kept)
    form = VersionsForm(
        {"earlier": earlier.number, "later": later.number} if earlier and later else None,
        versions=[(one.number, _called(one)) for one in kept],
    )
    context = {"plan": found, "versions": kept, "form": form, "earlier": earlier, "later": later}
    if earlier and later:
        texts = queries.texts_at(earlier), queries.texts_at(later)
        context["changes"] = comparing.changes(*texts, plan_texts.FIELDS)
        context["labels"] = {part.field: part.label for part in plan_texts.parts()}
    return render(request, "plans/plans/versions.html", context)


def _chosen(
    request: OrganisationRequest, kept: Sequence[PlanVersion]
) -> tuple[PlanVersion | None, PlanVersion | None]:
    """Return the two that the address names, in their order; the last two where it does not."""
    if len(kept) < 2:
        return None, None
    numbered = {str(one.number): one for one in kept}
    later = numbered.get(request.GET.get("later", ""), kept[0])
    earlier = numbered.get(request.GET.get("earlier", ""), kept[1])
    first, second = sorted((earlier, later), key=lambda one: one.number)
    return first, second


def _called(version: PlanVersion) -> str:
    told = {
        "number": version.number,
        "day": f"{filters.date(version.at)} {filters.time(version.at)}",
        "name": mentor_name(version.written_by),
    }
    return _("%(number)s: %(day)s, %(name)s") % told
