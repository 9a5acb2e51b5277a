"""The kinds of notices of this room: the survey to members, and what they are told about it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from nuotio.culture import telling
from nuotio.notifications.kinds import Kind, Params, Telling, add
from nuotio.notifications.models import Channel
from nuotio.ui import filters

MAIL_OR_NOTHING = (Channel.AT_ONCE, Channel.NEVER)
NOBODY_KNOWS = _(
    "Nobody can see who has answered, so this goes to everybody. If you have answered: thank you."
)
BY_TICKET = _("Answer on the device where your ticket is. It takes about %(minutes)s minutes.")
BY_CODE = _("Answer with the printed code that you have. It takes about %(minutes)s minutes.")
COLLECT = _("First collect your ticket with one tap. Answering takes about %(minutes)s minutes.")


def _day(moment: str) -> str:
    at = datetime.fromisoformat(moment)
    return f"{filters.date(at, 'weekday')} {filters.time(at)}"


def _invited(params: Params) -> Telling:
    told = {**params, "opens": _day(params["opens"]), "closes": _day(params["closes"])}
    if params["letter"] == telling.ANNOUNCED:
        return Telling(
            _("Collect your ticket to the survey “%(round)s”") % told,
            _(
                "One tap is enough. The survey opens %(opens)s, and you answer then or later. When"
                " you collect it beforehand, not even the time tells which answers are yours."
            )
            % told,
        )
    return Telling(_("The survey “%(round)s” is open until %(closes)s") % told, _how(told))


def _reminded(params: Params) -> Telling:
    told = {**params, "closes": _day(params["closes"])}
    title = _("The survey “%(round)s” closes %(closes)s") % told
    return Telling(title, f"{NOBODY_KNOWS} {_how(told)}")


def _how(params: Params) -> str:
    ways = {"ticket": BY_TICKET, "code": BY_CODE}
    return str(ways.get(params["given"], COLLECT)) % params


SURVEY_INVITED = add(
    Kind(
        code="survey_invited",
        name=_("A survey for you"),
        when=_("Your organisation announces or opens a survey about learning."),
        subject=_("A survey about learning at work"),
        action=_("Go to the survey"),
        tell=_invited,
        default=Channel.AT_ONCE,
        channels=MAIL_OR_NOTHING,
    )
)
SURVEY_REMINDER = add(
    Kind(
        code="survey_reminder",
        name=_("Reminders of a survey"),
        when=_("A survey is half-way, and two days before it closes. Two at most."),
        subject=_("The survey about learning at work is still open"),
        action=_("Go to the survey"),
        tell=_reminded,
        default=Channel.AT_ONCE,
        channels=MAIL_OR_NOTHING,
    )
)


def _result_shared(params: Params) -> Telling:
    return Telling(
        _("The result of the survey %(round)s is here") % params,
        str(_("Read what was found, and talk about it together. Thank you for answering.")),
    )


RESULT_SHARED = add(
    Kind(
        code="result_shared",
        name=_("The result of a survey"),
        when=_("HR shares the result of a survey with everyone."),
        subject=_("The result of a survey is here"),
        action=_("Read the result"),
        tell=_result_shared,
    )
)
