from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Membership, Role
from nuotio.people.rules.roles import is_same_organisation
from nuotio.plans.models import Audience, Entry, SelfAssessment, SupportGiven
from nuotio.programmes.standing import Standing

MENTORS_AND_HR = (Role.MENTOR, Role.HR, Role.COORDINATOR)


def is_in(actor: Membership, audience: str, *, writer_id: int, pair: Collection[int]) -> bool:
    """Say whether a member belongs to the audience of a text of her own organisation.

    `pair` are those who were the writer's pair when she chose her readers, and still are
    (`queries.pairs`). A text for a programme is read by those who take part in it: `can_see_entry`
    knows who they are.
    """
    if actor.pk == writer_id:
        return True
    reads = {
        Audience.PAIR: actor.pk in pair,
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
def can_see_entry(
    actor: Membership, entry: Entry, pair: Collection[int], programmes: Collection[int] = ()
) -> bool:
    # `programmes` are those whose shared texts the actor reads (`queries.circles`).
    if not is_same_organisation(actor, entry.organisation_id):
        return False
    is_shared = entry.audience == Audience.COHORT and entry.programme_id in programmes
    return is_shared or is_in(actor, entry.audience, writer_id=entry.writer_id, pair=pair)


@rule(
    "plans.see_cohort_entries",
    says=_("What was shared with a programme is read by those who take part in it or run it."),
    sees=_("Notes and reflections shared with a programme: name, organisation and words"),
)
def can_see_cohort_entries(standing: Standing) -> bool:
    return standing.is_in


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
