"""Why a mentor cannot be asked, or cannot promise: each with words for whoever tried."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nuotio.support.models import SupportInvitation, SupportRequest
from nuotio.ui import filters

AN_HOUR = 60


class Refused(ABC, Exception):
    """Something stands in the way that is nobody's fault; another time may help, or not."""

    is_about_time = False

    @property
    @abstractmethod
    def said(self) -> str:
        """What it is, in words for whoever tried."""


class NotOpen(Refused):
    """The request does not wait for a mentor now; `request` is as it is."""

    def __init__(self, request: SupportRequest) -> None:
        super().__init__(request.pk)
        self.request = request

    @property
    def said(self) -> str:
        """What became of the request."""
        if self.request.is_over:
            return _("The request has ended meanwhile. Nothing more is needed from you.")
        if self.request.is_live:
            return _("The team has a learning mentor already. Nothing more is needed from you.")
        return _("The request has not been sent yet.")


class NotWaiting(Refused):
    """The invitation was answered or ended meanwhile; `invitation` is as it is."""

    def __init__(self, invitation: SupportInvitation) -> None:
        super().__init__(invitation.pk)
        self.invitation = invitation

    @property
    def said(self) -> str:
        """That nobody waits for it."""
        return _("This has been answered or taken back meanwhile. See below how it stands now.")


class ChangedMeanwhile(Refused):
    """The team has changed the request since the mentor read it."""

    @property
    def said(self) -> str:
        """What to do."""
        return _("The team has changed its request meanwhile. Read it once more, then answer.")


class OwnLine(Refused):
    """The mentor would support her own reporting line."""

    @property
    def said(self) -> str:
        """Whom to ask instead."""
        return _(
            "A learning mentor does not support people of the own reporting line: somebody from"
            " outside is freer to ask."
        )


class NotAskable(Refused):
    """The person is no active mentor here, rests, asked herself, or would rather not serve them."""

    @property
    def said(self) -> str:
        """Whom to ask instead; not why, which is hers."""
        return _("This mentor cannot be asked for this request. Choose another one.")


@dataclass
class OnPause(Refused):
    """The mentor's role is on pause or left; `name` is hers where somebody else is told."""

    name: str = ""

    @property
    def said(self) -> str:
        """What comes first."""
        if self.name:
            return _("%(name)s is not active as a learning mentor now.") % {"name": self.name}
        return _("You are on pause as a learning mentor. Take the role up again, then answer.")


@dataclass
class EnoughAsked(Refused):
    """As many mentors are asked already as may be at once."""

    most: int

    @property
    def said(self) -> str:
        """Why no more are asked at once."""
        return ngettext(
            "%(num)d mentor is asked already. Wait for the answer, or take one back first: so"
            " nobody prepares in vain.",
            "%(num)d mentors are asked already. Wait for an answer, or take one back first: so"
            " nobody prepares in vain.",
            self.most,
        ) % {"num": self.most}


@dataclass
class AlreadyFull(Refused):
    """The mentor has not so much time left in any month that would do.

    `left` are the most minutes that she has, in `month`; `later` is the next month with enough.
    `name` is the mentor's where somebody else is told.
    """

    minutes: int
    left: int
    month: date | None = None
    later: date | None = None
    name: str = ""
    is_about_time = True

    @property
    def said(self) -> str:
        """How much is left, in which month, and from when on there is enough."""
        told = {
            "name": self.name,
            "needed": told_hours(self.minutes),
            "left": told_hours(self.left),
            "month": filters.date(self.month, "month"),
            "later": filters.date(self.later, "month"),
        }
        if self.month is None:
            first = _("The time that the team named has passed, or is more than half a year away.")
        elif self.name:
            first = _("This needs %(needed)s. %(name)s has %(left)s left in %(month)s.")
        else:
            first = _("This needs %(needed)s. You have %(left)s left in %(month)s.")
        then = _("There is enough from %(later)s on.") if self.later else ""
        return f"{first % told} {then % told}".strip()


def most_asked(request: SupportRequest) -> int:
    """Return how many mentors may be asked at once, so that nobody prepares in vain."""
    return request.mentors_needed + 2


def told_hours(minutes: int) -> str:
    """Return minutes as hours: 7.5 h."""
    return filters.hours(minutes / AN_HOUR)
