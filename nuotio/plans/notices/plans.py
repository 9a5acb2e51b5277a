from django.utils.translation import gettext_lazy as _

from nuotio.notifications.kinds import STEERING, Kind, Params, Telling, add
from nuotio.notifications.models import Channel
from nuotio.people.models import Role

MENTORS = frozenset({Role.MENTOR.value})


def _plan_shown(params: Params) -> Telling:
    return Telling(
        _("%(name)s shows you a plan: %(plan)s") % params,
        str(_("Read it, answer what it needs, and agree when you have talked it over.")),
    )


def _plan_answered(params: Params) -> Telling:
    agreed, wrote = _("HR has agreed to your plan: %(plan)s"), _("HR has written on: %(plan)s")
    is_agreed = bool(params.get("is_agreed"))
    return Telling(
        (agreed if is_agreed else wrote) % params,
        str(_("Now you can start.") if is_agreed else _("Read it on the page of the plan.")),
    )


def _plan_remarked(params: Params) -> Telling:
    return Telling(
        _("%(name)s has written to HR about a plan: %(plan)s") % params,
        str(_("You can answer on the page of the plan.")),
    )


def _plan_joined(params: Params) -> Telling:
    return Telling(
        _("%(name)s makes a plan with you: %(plan)s") % params,
        str(_("Read it and write in it. If it is not for you, you can leave it on its page.")),
    )


PLAN_JOINED = add(
    Kind(
        code="plan_joined",
        name=_("Plans that somebody makes with you"),
        when=_("Another mentor begins a plan with you, or brings you into one."),
        subject=_("A colleague makes a plan with you"),
        action=_("Read the plan"),
        tell=_plan_joined,
        default=Channel.AT_ONCE,
        roles=MENTORS,
    )
)
PLAN_SHOWN = add(
    Kind(
        code="plan_shown",
        name=_("Plans that are shown to you"),
        when=_("Learning mentors show their plan to HR."),
        subject=_("A plan of learning mentors is shown to you"),
        action=_("Read the plan"),
        tell=_plan_shown,
        default=Channel.AT_ONCE,
        roles=STEERING,
    )
)
PLAN_ANSWERED = add(
    Kind(
        code="plan_answered",
        name=_("HR's words on your plan"),
        when=_("HR agrees to your plan, answers what it needs or comments on it."),
        subject=_("HR has answered to your plan"),
        action=_("Read the answer"),
        tell=_plan_answered,
        default=Channel.AT_ONCE,
        roles=MENTORS,
    )
)
PLAN_REMARKED = add(
    Kind(
        code="plan_remarked",
        name=_("What mentors write to HR about their plans"),
        when=_("A mentor writes to HR on the page of a plan."),
        subject=_("A learning mentor has written to HR about a plan"),
        action=_("Read it"),
        tell=_plan_remarked,
        roles=STEERING,
    )
)
