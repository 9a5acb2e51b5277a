"""What the steps of preparing a round share: entering with a draft, saving, going on."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from nuotio.culture.forms.marked import MarkedForm
from nuotio.culture.models import SurveyRound
from nuotio.culture.preparing import NAMES, Step
from nuotio.culture.queries import rounds as queries
from nuotio.culture.rules import rounds as rules
from nuotio.culture.services import round_drafts as services
from nuotio.culture.views.instruments import faster
from nuotio.foundation import versions
from nuotio.people.requests import OrganisationRequest

METHODS = ["GET", "HEAD", "POST"]
TAKEN = gettext_lazy("You have a survey with this name. Choose another name.")
PAGES = {
    Step.WHAT: "culture:round_what",
    Step.WHOM: "culture:round_whom",
    Step.WHEN: "culture:round_when",
    Step.BACKGROUND: "culture:round_background",
    Step.UNITS: "culture:round_units",
    Step.CHECKLIST: "culture:round_checklist",
    Step.ANNOUNCE: "culture:round_announce",
}
View = Callable[..., HttpResponse]


def of_draft(view: View) -> View:
    """Give the view a round that is being prepared; one that was announced leads to its page."""

    @require_http_methods(METHODS)
    @wraps(view)
    def entered(request: OrganisationRequest, pk: int, **kwargs: Any) -> HttpResponse:
        survey_round = round_to_run(request, pk)
        if survey_round.state != SurveyRound.State.DRAFT:
            return redirect("culture:round", request.actor.organisation.slug, pk)
        del kwargs["organisation"]
        try:
            return view(request, survey_round, **kwargs)
        except services.NoDraft:
            messages.info(request, _("Somebody has just announced this survey, or discarded it."))
            return redirect("culture:home", request.actor.organisation.slug)

    return entered


def round_to_run(request: OrganisationRequest, pk: int) -> SurveyRound:
    """Return the round in the address; 403 for those who do not run rounds, 404 where none is."""
    rules.can_run_rounds.require(request.actor)
    found = queries.round_at(pk, actor=request.actor)
    if found is None:
        raise Http404
    return found


def is_saved(
    request: OrganisationRequest,
    form: MarkedForm,
    save: Callable[[int], SurveyRound],
    stored: Callable[[SurveyRound], dict[str, Any]],
) -> bool:
    """Save one step; where somebody was faster both texts are shown."""
    try:
        save(form.seen())
    except services.NameTaken:
        form.add_error("name_fi", TAKEN)
    except versions.EditedMeanwhile as late:
        theirs, by = stored(late.theirs), faster(late.theirs, request)
        form.put_beside(theirs, version=late.theirs.version, by=by)
    else:
        return True
    return False


def onward(request: OrganisationRequest, survey_round: SurveyRound, step: Step) -> HttpResponse:
    """Lead on to a step, or to the start of the room where the person leaves for now."""
    slug = request.actor.organisation.slug
    if request.POST.get("action") == "leave":
        messages.success(request, _("The draft is saved. Go on when you like."))
        return redirect("culture:home", slug)
    return redirect(PAGES[step], slug, survey_round.pk)


def context_of(survey_round: SurveyRound | None, step: Step, **more: Any) -> dict[str, Any]:
    """Return what every step shows: the round, and the way through the steps."""
    reached = survey_round.reached if survey_round else Step.WHAT
    steps = [(one, str(NAMES[one]), PAGES[one], one <= reached) for one in Step]
    return {"round": survey_round, "step": step, "steps": steps, **more}
