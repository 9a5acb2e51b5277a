"""Who sees mentors, their profiles and their hours, and who agrees on working time."""

from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Membership, Role, TimeShare
from nuotio.people.rules.roles import holds_role, is_same_organisation, steers


@rule(
    "people.see_mentors",
    says=_("Everybody in the organisation sees its learning mentors."),
    sees=_("A learning mentor's profile: job, strengths, interests, languages and training"),
)
def can_see_mentors(actor: Membership, organisation_id: int) -> bool:
    return is_same_organisation(actor, organisation_id)


@rule(
    "people.edit_profile",
    says=_("A profile is written by the person herself."),
)
def can_edit_profile(actor: Membership, member: Membership) -> bool:
    return actor.is_open and actor.pk == member.pk


@rule(
    "people.see_own_profile",
    says=_("Only the person herself sees her profile while she is not a learning mentor."),
    sees=_("The profile of somebody who is not a learning mentor"),
)
def can_see_profile(actor: Membership, member: Membership) -> bool:
    is_ours = is_same_organisation(actor, member.organisation_id)
    return is_ours and (actor.pk == member.pk or holds_role(member, Role.MENTOR))


@rule(
    "people.see_hours",
    says=_("The mentor, the supervisor, HR and the coordinators see the agreed hours."),
    sees=_("How many hours a month a learning mentor has agreed on"),
)
def can_see_hours(actor: Membership, share: TimeShare) -> bool:
    is_ours = is_same_organisation(actor, share.organisation_id)
    is_party = actor.pk in (share.mentor_id, share.supervisor_id)
    return is_ours and (is_party or steers(actor))


@rule(
    "people.see_share_words",
    says=_("Only the mentor and the supervisor read what they write about working time."),
    sees=_("Messages between mentor and supervisor about working time"),
)
def can_read_share(actor: Membership, share: TimeShare) -> bool:
    is_ours = is_same_organisation(actor, share.organisation_id)
    return is_ours and actor.pk in (share.mentor_id, share.supervisor_id)


@rule(
    "people.propose_share",
    says=_("A learning mentor proposes her own hours."),
)
def can_propose_share(actor: Membership) -> bool:
    return actor.has_role(Role.MENTOR)


@rule(
    "people.answer_share",
    says=_("The supervisor who was asked agrees to the hours; nobody agrees to her own."),
)
def can_answer_share(actor: Membership, share: TimeShare) -> bool:
    is_ours = is_same_organisation(actor, share.organisation_id)
    return is_ours and actor.pk == share.supervisor_id and actor.pk != share.mentor_id


@rule(
    "people.see_used_hours",
    says=_(
        "How many hours a mentor has used is seen by herself, her supervisor, HR and the"
        " coordinators; never what for."
    ),
    sees=_("How many hours a learning mentor has used in a month, never what for"),
)
def can_see_used_hours(actor: Membership, mentor: Membership, supervisor_id: int | None) -> bool:
    is_ours = is_same_organisation(actor, mentor.organisation_id)
    return is_ours and (actor.pk in (mentor.pk, supervisor_id) or steers(actor))


@rule(
    "people.see_hours_list",
    says=_("The list of mentors' hours is for HR and the coordinators of the organisation."),
    sees=_("The list of learning mentors with agreed hours and hours used this month"),
)
def can_see_hours_list(actor: Membership) -> bool:
    return steers(actor)
