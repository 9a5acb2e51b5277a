"""The follow-up of support: who asked is told that it is open, and reminded once."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import Words
from nuotio.notifications.kinds import Kind, Params, Telling, add
from nuotio.notifications.models import Channel
from nuotio.ui import filters


def _opened(params: Params) -> Telling:
    return _told(params, _("What came of the support? %(what)s"))


def _waits(params: Params) -> Telling:
    return _told(params, _("You can still say what came of the support: %(what)s"))


def _told(params: Params, title: Words) -> Telling:
    until = {"day": filters.date(date.fromisoformat(params["until"]), "day")}
    text = _("Answer three statements by %(day)s. It takes a minute.")
    if params["is_anonymous"]:
        text = _("Pass the link on to your team. Everybody answers by %(day)s without signing in.")
    return Telling(str(title) % params, text % until)


FOLLOW_UP_OPENED = add(
    Kind(
        code="support_follow_up",
        name=_("What came of support"),
        when=_("Some weeks after support has ended your team is asked what came of it."),
        subject=_("What came of the support?"),
        action=_("See the three statements"),
        tell=_opened,
        default=Channel.AT_ONCE,
    )
)
FOLLOW_UP_WAITS = add(
    Kind(
        code="support_follow_up_waits",
        name=_("What came of support: a reminder"),
        when=_("A week after that, once."),
        subject=_("You can still say what came of the support"),
        action=_("See the three statements"),
        tell=_waits,
        default=Channel.AT_ONCE,
    )
)
