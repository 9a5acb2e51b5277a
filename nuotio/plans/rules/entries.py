from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Membership, Role
from nuotio.people.rules.roles import is_same_organisation
from nuotio.plans.models import Audience, Entry, SelfAssessment, SupportGiven

MENTORS_AND_HR = (Role.MENTOR, Role.HR, Role.COORDINATOR)


def is_in(actor: Membership, audience: str, *, writer_id: int, pair: Collection[int]) -> bool:
    """Say whether a member belongs to the audience of a text of her own organisation.

    `pair` are the memberships that write a plan with the writer now (`queries.pairs`). Programme
    and network read copies: of the row itself the first is the pair's, the second everybody's here.
    """
    if actor.pk == writer_id:
        return True
    reads = {
        Audience.PAIR: actor.pk in pair,
        Audience.COHORT: actor.pk in pair,
        Audience.MENTORS_HR: actor.has_role(*MENTORS_AND_HR),
        Audience.ORGANISATION: True,
        Audience.NETWORK: True,
    }
    return reads.get(Audience(audience), False)


@rule(
    "plans.see_entry",
    says=_("A note or a reflection is read by the audience that its writer has chosen."),
    sees=_("A note or a reflection: whom its writer has chosen, nobody else"),
)
def can_see_entry(actor: Membership, entry: Entry, pair: Collection[int]) -> bool:
    is_ours = is_same_organisation(actor, entry.organisation_id)
    return is_ours and is_in(actor, entry.audience, writer_id=entry.writer_id, pair=pair)


@rule("plans.write_entry", says=_("A note is changed and taken back by whoever wrote it."))
def can_write_entry(actor: Membership, entry: Entry) -> bool:
    return is_same_organisation(actor, entry.organisation_id) and entry.writer_id == actor.pk


@rule(
    "plans.see_self_assessment",
    says=_("How a mentor sees her own competences is read by herself alone."),
    sees=_("A mentor's own view of her competences"),
)
def can_see_self_assessment(actor: Membership, view: SelfAssessment) -> bool:
    return is_same_organisation(actor, view.organisation_id) and view.writer_id == actor.pk


@rule("plans.assess_oneself", says=_("A mentor judges her own competences."))
def can_assess_oneself(actor: Membership) -> bool:
    return actor.has_role(Role.MENTOR)


@rule("plans.log_support", says=_("Support given to colleagues is written down by the mentor."))
def can_log_support(actor: Membership) -> bool:
    return actor.has_role(Role.MENTOR)


@rule(
    "plans.see_support",
    says=_("What a mentor wrote of support she gave is read by the audience that she has chosen."),
    sees=_("What a mentor wrote of support given: whom she has chosen, nobody else"),
)
def can_see_support(actor: Membership, given: SupportGiven, pair: Collection[int]) -> bool:
    is_ours = is_same_organisation(actor, given.organisation_id)
    return is_ours and is_in(actor, given.audience, writer_id=given.mentor_id, pair=pair)


@rule("plans.change_support", says=_("Support given is changed by the mentor who gave it."))
def can_change_support(actor: Membership, given: SupportGiven) -> bool:
    return is_same_organisation(actor, given.organisation_id) and given.mentor_id == actor.pk
