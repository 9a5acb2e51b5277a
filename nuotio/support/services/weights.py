"""What weighs how much in an organisation's matching, and its promised clock."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import versions
from nuotio.people.models import Membership
from nuotio.support.models import MatchingWeights
from nuotio.support.rules import matching as rules


@dataclass(frozen=True)
class Setting:
    """Weights of 0 to 10, and within how many working days a request is answered."""

    kind: int
    community: int
    fairness: int
    continuity: int
    wish: int
    answer_days: int


@transaction.atomic
def set_weights(setting: Setting, *, by: Membership, at: datetime, version: int) -> MatchingWeights:
    """Save what weighs; versions.EditedMeanwhile where somebody saved after `version` was seen.

    The first time the row is made, with the weights as shipped, at version 1.
    """
    rules.can_set_weights.require(by)
    row: MatchingWeights
    MatchingWeights.objects.get_or_create(
        organisation_id=by.organisation_id, defaults={"changed_at": at}
    )
    row = MatchingWeights.objects.select_for_update().get(organisation_id=by.organisation_id)
    versions.claim(row, seen=version)
    for name, value in vars(setting).items():
        setattr(row, name, value)
    row.changed_at = at
    row.save()
    audit.record("support.set_weights", row, actor_id=by.user_id)
    return row
