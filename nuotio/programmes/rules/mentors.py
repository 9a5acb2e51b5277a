from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule
from nuotio.people.models import Role
from nuotio.programmes.models import Application, Pair, Seat
from nuotio.programmes.standing import Standing


@rule(
    "programmes.see_call",
    says=_("The call for mentors is for everybody in an organisation that takes part."),
    sees=_("The call for mentors: what a mentor does, and the days of the coaching sessions"),
)
def can_see_call(standing: Standing) -> bool:
    return standing.takes_part


@rule(
    "programmes.apply",
    says=_("Anybody in an organisation that takes part may apply to be a learning mentor."),
)
def can_apply(standing: Standing) -> bool:
    goes_on = standing.programme.ended_at is None
    return standing.takes_part and goes_on and not standing.has_seat


@rule(
    "programmes.see_applications",
    says=_("Applications are read by HR and the coordinators of the applicant's organisation."),
    sees=_("Applications to be a learning mentor: name, unit, motivation and hopes"),
)
def can_see_applications(standing: Standing) -> bool:
    return standing.steers_own


@rule(
    "programmes.see_own_application",
    says=_("An application is read by the person who wrote it, and by HR."),
    sees=_("Your own application and the answer to it"),
)
def can_see_application(standing: Standing, application: Application) -> bool:
    is_own = application.membership_id == standing.actor.pk
    return is_own or can_see_applications(standing)


@rule(
    "programmes.withdraw_application",
    says=_("An application is taken back by the person who wrote it."),
)
def can_withdraw_application(standing: Standing, application: Application) -> bool:
    return application.membership_id == standing.actor.pk


@rule(
    "programmes.answer_application",
    says=_("An application is answered by HR or a coordinator of the organisation."),
)
def can_answer_application(standing: Standing, application: Application) -> bool:
    is_ours = application.organisation_id == standing.actor.organisation_id
    is_others = application.membership_id != standing.actor.pk
    return standing.steers_here and is_ours and is_others


@rule(
    "programmes.make_pairs",
    says=_("Mentors are paired by HR or a coordinator of their organisation."),
)
def can_make_pairs(standing: Standing) -> bool:
    return standing.takes_part and standing.actor.has_role(Role.HR, Role.COORDINATOR)


@rule(
    "programmes.end_pair",
    says=_("A pair is ended by HR or a coordinator of its organisation."),
)
def can_end_pair(standing: Standing, pair: Pair) -> bool:
    is_ours = pair.organisation_id == standing.actor.organisation_id
    return can_make_pairs(standing) and is_ours


@rule(
    "programmes.see_own_place",
    says=_("Your own place, your pair and your dates are gathered for you alone."),
    sees=_("The page of your own place in a programme: your pair and the dates that concern you"),
)
def can_see_own_place(standing: Standing) -> bool:
    return standing.has_seat


@rule(
    "programmes.seat_mentor",
    says=_("A learning mentor of the organisation is brought along by its HR or a coordinator."),
)
def can_seat_mentor(standing: Standing) -> bool:
    return standing.steers_here and standing.programme.ended_at is None


@rule(
    "programmes.leave_seat",
    says=_("Everybody may leave a programme at any time, without giving a reason."),
)
def can_leave_seat(standing: Standing) -> bool:
    return standing.sits_as(Seat.Role.MENTOR, Seat.Role.HR, Seat.Role.SPONSOR)


@rule(
    "programmes.end_seat",
    says=_("A place is ended by HR or a coordinator of the person's organisation."),
)
def can_end_seat(standing: Standing, seat: Seat) -> bool:
    return standing.steers_here and seat.organisation_id == standing.actor.organisation_id
