"""How an invitation stands, in words: to the mentor herself, and to those who asked. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from nuotio.support import clock, weeks
from nuotio.support.models import SupportInvitation
from nuotio.ui import filters

State = SupportInvitation.State
TO_FRIDAY = timedelta(days=4)


@dataclass(frozen=True)
class HowItStands:
    """A heading and a sentence."""

    title: str
    text: str = ""


def to_mentor(invitation: SupportInvitation) -> HowItStands:
    """Return how it stands, to the mentor who was asked and need not answer now."""
    if invitation.is_promise:
        return _promised(invitation)
    if is_passed_over(invitation):
        return HowItStands(
            _("The team did not answer the time that you suggested"),
            _("Nothing is asked of you now, and your working time is free again."),
        )
    told = {
        State.DECLINED.value: (
            _("You answered: not this time"),
            _("Thank you for answering. Somebody else is asked."),
        ),
        State.LAPSED.value: (
            _("The day to answer has passed"),
            _("That happens. Nobody waits for your answer now."),
        ),
        State.LEFT.value: (
            _("You have stepped back"),
            _("Your working time is free again. Thank you so far."),
        ),
        State.ACCEPTED.value: (_("This support has ended"), _("Thank you for being there.")),
    }
    settled = (
        _("You need not answer any more"),
        _("The team has its mentors, or asks for nothing now. Thank you for being there."),
    )
    return HowItStands(*told.get(invitation.state, settled))


def _promised(invitation: SupportInvitation) -> HowItStands:
    if invitation.request.is_live:
        text = _("Next comes a first meeting that suits you both.")
        return HowItStands(_("You support this team"), text)
    text = _("One more mentor is looked for. You hear when there are two of you.")
    return HowItStands(_("You have promised your support"), text)


def to_team(invitation: SupportInvitation) -> str:
    """Return since when a mentor is asked, by whom, and by when she answers."""
    told = {
        "day": filters.date(invitation.invited_at),
        "how": filters.capital(str(invitation.get_way_display())),
        "by": filters.date(invitation.answer_by, "weekday"),
    }
    first = _("%(how)s, %(day)s.") % told
    if suggests(invitation):
        told["by"] = open_until(invitation)
    elif not invitation.waits:
        return first
    until = _("Answers by %(by)s.") if invitation.waits else _("Agree to the time by %(by)s.")
    return f"{first} {until % told}"


def suggests(invitation: SupportInvitation) -> bool:
    """Say whether the time that a mentor suggested waits for the team's answer."""
    return invitation.state == State.SUGGESTED and invitation.ended_at is None


def is_passed_over(invitation: SupportInvitation) -> bool:
    """Say whether the team let the time that a mentor suggested pass; not so where she left."""
    ended_at = invitation.ended_at
    if invitation.state != State.LAPSED or ended_at is None or invitation.suggested_from is None:
        return False
    return timezone.localdate(ended_at) > clock.open_until(invitation.answer_by)


def open_until(invitation: SupportInvitation) -> str:
    """Return the last day on which an answer is taken, as a sentence names it."""
    return filters.date(clock.open_until(invitation.answer_by), "weekday")


def suggested(invitation: SupportInvitation) -> str:
    """Return the week that a mentor suggested; empty where she has not."""
    monday = invitation.suggested_from
    return "" if monday is None else week_said(monday)


def week_said(monday: date) -> str:
    """Return a week as people say it: week 3, 12 Jan to 16 Jan."""
    told = {
        "number": weeks.number_of(monday),
        "first": filters.date(monday, "day"),
        "last": filters.date(monday + TO_FRIDAY, "day"),
    }
    return _("week %(number)s, %(first)s to %(last)s") % told
