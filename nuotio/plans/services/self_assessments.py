from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import versions
from nuotio.people.models import Membership
from nuotio.plans.models import SelfAssessment
from nuotio.plans.rules import entries as rules


@transaction.atomic
def assess_oneself(
    moment: str,
    answers: Mapping[str, int],
    words: str,
    *,
    by: Membership,
    at: datetime,
    version: int,
) -> SelfAssessment:
    """Keep how a mentor sees herself at a moment, whole or half done; the same again is there.

    `version` is the one seen, 1 where nothing was there: versions.EditedMeanwhile where she saved
    something else since, in another window. The ledger knows that she began, not each answer.
    """
    Membership.objects.select_for_update(of=("self",)).get(pk=by.pk)
    rules.can_assess_oneself.require(by)
    whose = {"writer": by, "organisation_id": by.organisation_id, "moment": moment}
    view: SelfAssessment = SelfAssessment.objects.filter(
        writer=by, moment=moment
    ).first() or SelfAssessment(**whose)
    if (view.answers, view.words) == (answers, words):
        return view
    versions.claim(view, seen=version)
    is_new = view.pk is None
    view.answers, view.words, view.changed_at = dict(answers), words, at
    view.save()
    if is_new:
        audit.record("plans.begin_self_assessment", view, actor_id=by.user_id)
    return view
