"""Support under way: meetings, its end, and thanks, in the words in which people are told."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from nuotio.notifications.kinds import Kind, Params, Telling, add
from nuotio.notifications.models import Channel
from nuotio.people.models import Role
from nuotio.ui import filters

MAIL_OR_NOTHING = (Channel.AT_ONCE, Channel.NEVER)


def _when(params: Params) -> str:
    at = datetime.fromisoformat(params["at"])
    day = filters.date(at, "weekday")
    return _("%(day)s at %(time)s") % {"day": day, "time": filters.time(at)}


def _meeting(params: Params) -> Telling:
    told = {**params, "when": _when(params)}
    calendar = str(_("Your calendar follows, if you take the dates from here."))
    if params["change"] == "off":
        return Telling(_("%(what)s is called off") % told, calendar)
    if params["change"] == "moved":
        return Telling(_("%(what)s has changed: %(when)s") % told, calendar)
    return Telling(_("%(what)s: %(when)s") % told, calendar)


def _meeting_for_calendar(params: Params) -> Telling:
    return Telling(_("%(what)s: %(when)s") % {**params, "when": _when(params)})


def _closed(params: Params) -> Telling:
    text = _("Read what was agreed. A word of thanks is welcome.")
    if params.get("is_mentor"):
        text = _("Read what was agreed, and book the hours that you gave.")
    return Telling(_("The support has ended: %(what)s") % params, str(text))


def _thanks(params: Params) -> Telling:
    return Telling(_("You are thanked: %(what)s") % params, str(_("Read it, you have earned it.")))


MEETING = add(
    Kind(
        code="support_meeting",
        name=_("Meetings of support"),
        when=_("A meeting of support that you give or get is set, moved or called off."),
        subject=_("There is news of a meeting"),
        action=_("See the meeting"),
        tell=_meeting,
        default=Channel.AT_ONCE,
    )
)
MEETING_FOR_CALENDAR = add(
    Kind(
        code="support_meeting_for_calendar",
        name=_("Meetings of support for your calendar"),
        when=_("A meeting comes or changes. Not sent when your calendar follows by itself."),
        subject=_("A meeting for your calendar"),
        action=_("See the meeting"),
        tell=_meeting_for_calendar,
        default=Channel.AT_ONCE,
        channels=MAIL_OR_NOTHING,
    )
)
CLOSED = add(
    Kind(
        code="support_closed",
        name=_("Support that has ended"),
        when=_("Support that you asked for, or give with a fellow mentor, is ended by a mentor."),
        subject=_("The support has ended"),
        action=_("See what was agreed"),
        tell=_closed,
    )
)
THANKS = add(
    Kind(
        code="support_thanks",
        name=_("Thanks for your support"),
        when=_("A team thanks you for your support."),
        subject=_("A team thanks you"),
        action=_("Read the thanks"),
        tell=_thanks,
        roles=frozenset({Role.MENTOR.value}),
    )
)
