from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Membership
from nuotio.people.rules.roles import is_same_organisation, steers
from nuotio.support.models import Engagement, EngagementNote, FollowUp, MeetingTime
from nuotio.support.rules import requests

Audience = Engagement.Audience


def gives_it(actor: Membership, engagement: Engagement) -> bool:
    """Say whether the member has promised this support. Prefetch `request__invitations`."""
    return actor.is_open and any(
        one.mentor_id == actor.pk and one.state == one.State.ACCEPTED
        for one in engagement.request.invitations.all()
    )


@rule(
    "support.see_engagement",
    says=_("An engagement is seen by its mentors, who asked, HR and the coordinators."),
    sees=_("An engagement: its meetings and what was agreed"),
)
def can_see_engagement(actor: Membership, engagement: Engagement) -> bool:
    if not is_same_organisation(actor, engagement.organisation_id):
        return False
    is_asker = requests.is_asker(actor, engagement.request)
    return is_asker or gives_it(actor, engagement) or steers(actor)


@rule("support.lead_engagement", says=_("Meetings, hours and the end are set by its mentors."))
def can_lead(actor: Membership, engagement: Engagement) -> bool:
    is_ours = is_same_organisation(actor, engagement.organisation_id)
    return is_ours and gives_it(actor, engagement)


@rule(
    "support.correct_outcome",
    says=_("What was agreed at the end is corrected by the mentor who ended the support."),
)
def can_correct_outcome(actor: Membership, engagement: Engagement) -> bool:
    is_ours = is_same_organisation(actor, engagement.organisation_id)
    return is_ours and engagement.closed_by_id == actor.pk and bool(engagement.outcome)


@rule("support.write_note", says=_("Notes are written by the mentors and by who asked."))
def can_write_note(actor: Membership, engagement: Engagement) -> bool:
    is_ours = is_same_organisation(actor, engagement.organisation_id)
    is_asker = requests.is_asker(actor, engagement.request)
    return is_ours and (is_asker or gives_it(actor, engagement))


@rule(
    "support.see_note",
    says=_("A note is read by the audience that its writer has chosen."),
    sees=_("A note on an engagement: whom its writer has chosen, nobody else"),
)
def can_see_note(actor: Membership, note: EngagementNote) -> bool:
    if not is_same_organisation(actor, note.organisation_id):
        return False
    is_giver = gives_it(actor, note.engagement)
    is_asker = requests.is_asker(actor, note.engagement.request)
    may_read = bool(requests.can_see_request(actor, note.engagement.request))
    reads = {
        Audience.MENTORS.value: is_giver,
        Audience.TEAM.value: is_giver or is_asker,
        Audience.READERS.value: is_giver or may_read,
    }
    return note.writer_id == actor.pk or reads[note.audience]


@rule("support.change_note", says=_("A note is changed and taken back by whoever wrote it."))
def can_change_note(actor: Membership, note: EngagementNote) -> bool:
    return is_same_organisation(actor, note.organisation_id) and note.writer_id == actor.pk


@rule("support.give_thanks", says=_("Thanks are given by who asked for the support."))
def can_thank(actor: Membership, engagement: Engagement) -> bool:
    is_ours = is_same_organisation(actor, engagement.organisation_id)
    return is_ours and requests.is_asker(actor, engagement.request)


@rule(
    "support.see_follow_up",
    says=_(
        "What a team answered afterwards is read by its mentors, who asked, HR and the"
        " coordinators; anonymous answers once closed and from five on."
    ),
    sees=_("What a team answered in the follow-up: from five answers on, or signed"),
)
def can_see_follow_up(actor: Membership, follow_up: FollowUp) -> bool:
    return bool(can_see_engagement(actor, follow_up.engagement))


@rule("support.sign_follow_up", says=_("In a small team who asked answers under the own name."))
def can_sign(actor: Membership, follow_up: FollowUp) -> bool:
    is_ours = is_same_organisation(actor, follow_up.organisation_id)
    is_asker = requests.is_asker(actor, follow_up.engagement.request)
    return is_ours and is_asker and not follow_up.is_anonymous


@rule(
    "support.pass_on_follow_up",
    says=_("The link of a follow-up is passed on to the team by who asked, HR or a coordinator."),
)
def can_pass_on(actor: Membership, follow_up: FollowUp) -> bool:
    is_ours = is_same_organisation(actor, follow_up.organisation_id)
    is_asker = requests.is_asker(actor, follow_up.engagement.request)
    return is_ours and follow_up.is_anonymous and (is_asker or steers(actor))


@rule(
    "support.change_time",
    says=_("Working time that was booked is changed and taken back by the mentor herself."),
)
def can_change_time(actor: Membership, time: MeetingTime) -> bool:
    return is_same_organisation(actor, time.organisation_id) and time.mentor_id == actor.pk
