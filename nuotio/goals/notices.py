"""The kinds of notices of this room: who chooses about them, and in which words they are told."""

from django.utils.translation import gettext_lazy as _

from nuotio.notifications.kinds import STEERING, Kind, Params, Telling, add
from nuotio.notifications.models import Channel
from nuotio.people.models import Role


def _goal_waits(params: Params) -> Telling:
    return Telling(
        _("A goal waits for your signature: %(goal)s") % params,
        str(_("Read it through, and sign it or say what you would change.")),
    )


def _goal_decided(params: Params) -> Telling:
    return Telling(
        _("A goal is decided: %(goal)s") % params,
        str(_("Its page says why, by which sign you will see it and what is promised.")),
    )


GOAL_WAITS = add(
    Kind(
        code="goal_waits",
        name=_("Goals that wait for your signature"),
        when=_("A goal of learning mentoring is proposed, or changed after signing."),
        subject=_("A goal waits for your signature"),
        action=_("Read the goal"),
        tell=_goal_waits,
        default=Channel.AT_ONCE,
        roles=frozenset({Role.MANAGEMENT.value, *STEERING}),
    )
)
GOAL_DECIDED = add(
    Kind(
        code="goal_decided",
        name=_("Goals that were decided"),
        when=_("HR and management have both signed a goal of learning mentoring."),
        subject=_("A goal of learning mentoring was decided"),
        action=_("Read the goal"),
        tell=_goal_decided,
    )
)
