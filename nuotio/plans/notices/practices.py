"""Notices about practice cards: a second reader, the way to HR, and the network."""

from django.utils.translation import gettext_lazy as _

from nuotio.notifications.kinds import STEERING, Kind, Params, Telling, add
from nuotio.people.models import Role


def _waits(params: Params) -> Telling:
    if params["is_read"]:
        return Telling(
            _("A practice was read through: %(practice)s") % params,
            str(_("You can open it to your organisation when you like.")),
        )
    return Telling(
        _("A practice waits to be read through: %(practice)s") % params,
        str(_("Could another team try it by this card? Say that it is ready, or what is unclear.")),
    )


def _released(params: Params) -> Telling:
    return Telling(
        _("A practice was opened to your organisation: %(practice)s") % params,
        str(_("Read it. You can also give it to the network.")),
    )


def _published(params: Params) -> Telling:
    return Telling(
        _("Your practice was given to the network: %(practice)s") % params,
        str(_("Other organisations can try it now.")),
    )


PRACTICE_WAITS = add(
    Kind(
        code="practice_waits",
        name=_("Practices that wait for you"),
        when=_("A practice card waits to be read through, or was read and can be opened."),
        subject=_("A practice card waits for you"),
        action=_("Read the practice"),
        tell=_waits,
        roles=frozenset({Role.MENTOR.value, *STEERING}),
    )
)
PRACTICE_RELEASED = add(
    Kind(
        code="practice_released",
        name=_("Practices that could be given to the network"),
        when=_("Mentors open a practice to your organisation."),
        subject=_("A practice was opened to your organisation"),
        action=_("Read the practice"),
        tell=_released,
        roles=STEERING,
    )
)
PRACTICE_PUBLISHED = add(
    Kind(
        code="practice_published",
        name=_("Your practices in the network"),
        when=_("HR gives a practice of yours to the network."),
        subject=_("Your practice was given to the network"),
        action=_("See the practice"),
        tell=_published,
        roles=frozenset({Role.MENTOR.value}),
    )
)
