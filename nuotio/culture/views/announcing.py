from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from nuotio.culture import asking, nodes, preparing
from nuotio.culture.forms.rounds import AnnounceForm, stored_keeper
from nuotio.culture.instruments import LANGUAGES
from nuotio.culture.models import SurveyRound
from nuotio.culture.preparing import Step
from nuotio.culture.queries import roster as queries
from nuotio.culture.queries.roster import Roster
from nuotio.culture.services import keys, round_drafts
from nuotio.culture.services import rounds as services
from nuotio.culture.views.preparing import PAGES, context_of, is_saved, of_draft
from nuotio.people.requests import OrganisationRequest


@of_draft
def round_announce(request: OrganisationRequest, survey_round: SurveyRound) -> HttpResponse:
    """Look over everything once more, choose who keeps the key, and announce."""
    form = AnnounceForm(
        request.POST if request.method == "POST" else None, survey_round=survey_round
    )
    if request.method == "POST" and form.is_valid() and _announce(request, survey_round, form):
        return redirect("culture:round", request.actor.organisation.slug, survey_round.pk)
    roster, at = queries.roster_of(survey_round), timezone.now()
    lacks = [(one.words, PAGES[one.step]) for one in preparing.lacks(survey_round, roster, at=at)]
    context = context_of(
        survey_round,
        Step.ANNOUNCE,
        form=form,
        roster=roster,
        parts=_parts(roster),
        lacks=lacks,
        is_short=preparing.is_short(survey_round, at=at),
        can_keep_keys=keys.can_keep_keys(),
    )
    return render(request, "culture/rounds/announce.html", context)


def _parts(roster: Roster) -> int:
    """Return how many parts of the organisation report on their own."""
    try:
        return len(roster.plan().nodes) - 1
    except nodes.TooFew:
        return 0


def _announce(
    request: OrganisationRequest, survey_round: SurveyRound, form: AnnounceForm
) -> bool:
    trustee, actor = form.name_of_trustee(), request.actor
    if trustee != survey_round.trustee and not is_saved(
        request,
        form,
        lambda seen: round_drafts.save_trustee(survey_round, trustee, by=actor, version=seen),
        stored_keeper,
    ):
        return False
    try:
        services.announce_round(
            survey_round, by=actor, at=timezone.now(), passphrase=form.passphrase()
        )
    except (services.NotReady, services.NeedsPassphrase):
        messages.info(request, _("Something has changed since you looked. Look once more."))
    except keys.KeysCannotBeKept:
        form.add_error(None, _("The service cannot keep the keys now. Tell those who run it."))
    else:
        messages.success(request, _("The survey is announced. The invitations are on their way."))
        return True
    return False


@of_draft
def round_preview(request: OrganisationRequest, survey_round: SurveyRound) -> HttpResponse:
    """Show the survey in one language, exactly as respondents see it."""
    told = request.GET.get("language", "")
    language = told if told in LANGUAGES else (translation.get_language() or "fi")[:2]
    context = context_of(
        survey_round, Step.ANNOUNCE, asked=asking.asked_in(survey_round), shown=language
    )
    with translation.override(language):
        return render(request, "culture/rounds/preview.html", context)
