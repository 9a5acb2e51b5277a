"""Invitations: mentors hear that a team asks them, and the team how it was answered."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from nuotio.notifications.kinds import Kind, Params, Telling, add
from nuotio.notifications.models import Channel
from nuotio.people.models import Role
from nuotio.support.models import SupportInvitation
from nuotio.ui import filters

State = SupportInvitation.State


def _asked(params: Params) -> Telling:
    if params["is_reminder"]:
        title = _("Your answer is still awaited: %(team)s")
        text = _("Yes, another time or not this time: each of them helps the team on.")
        return Telling(title % params, str(text))
    day = {"day": filters.date(date.fromisoformat(params["answer_by"]), "weekday")}
    text = _("Read what they wish for and answer by %(day)s: yes, another time or not this time.")
    return Telling(_("Your support is asked for: %(team)s") % params, text % day)


def _suggested(params: Params) -> str:
    text = _("If the week suits the team, agree to it. Otherwise ask another mentor.")
    if not (last := params.get("open_until")):
        return str(text)
    until = _("It can be agreed to until %(day)s.")
    return f"{text} {until % {'day': filters.date(date.fromisoformat(last), 'weekday')}}"


def _answered(params: Params) -> Telling:
    is_own = params["is_own"]
    if params["state"] == State.ACCEPTED:
        return Telling(
            _("%(name)s has accepted: %(team)s") % params,
            str(_("One more mentor is looked for.")),
        )
    if params["state"] == State.SUGGESTED:
        return Telling(
            _("%(name)s suggests another time: %(team)s") % params,
            _suggested(params),
        )
    if params.get("is_passed_over"):
        return Telling(
            _("The time that %(name)s suggested was not answered: %(team)s") % params,
            str(_("The request waits. Ask another mentor.")),
        )
    if params["state"] == State.LAPSED:
        return Telling(
            _("%(name)s has not had time to answer: %(team)s") % params,
            str(_("The request waits. Ask another mentor.")),
        )
    looked_for = _("We look further. You can also ask another mentor yourself.")
    return Telling(
        _("%(name)s cannot this time: %(team)s") % params,
        str(looked_for if is_own else _("The request waits. Ask another mentor.")),
    )


def _matched(params: Params) -> Telling:
    texts = {
        1: _("%(name)s supports your team. Agree on a first meeting."),
        2: _("Both mentors have accepted. Agree on a first meeting."),
    }
    return Telling(
        _("You have a learning mentor: %(team)s") % params, texts[params["mentors"]] % params
    )


def _together(params: Params) -> Telling:
    return Telling(
        _("%(name)s supports the team with you: %(team)s") % params,
        str(_("There are two of you now. Agree on the next meeting together.")),
    )


def _reopened(params: Params) -> Telling:
    return Telling(
        _("%(name)s cannot continue: %(team)s") % params,
        str(_("The request waits for a mentor again, with a new day for an answer.")),
    )


def _time_agreed(params: Params) -> Telling:
    monday = date.fromisoformat(params["monday"])
    week = {"number": monday.isocalendar().week, "day": filters.date(monday, "day")}
    return Telling(
        _("The time is agreed: %(team)s") % params,
        _("The support is given in week %(number)s, from %(day)s on.") % week,
    )


def _changed(params: Params) -> Telling:
    return Telling(
        _("The team has changed its request: %(team)s") % params,
        str(_("You have promised to support it. If it does not suit you now, you can step back.")),
    )


def _off(params: Params) -> Telling:
    return Telling(
        _("The support is called off: %(team)s") % params,
        str(_("Nothing is asked of you now, and your working time is free. Thank you.")),
    )


def _not_needed(params: Params) -> Telling:
    if params.get("is_passed_over"):
        return Telling(
            _("The time that you suggested was not answered: %(team)s") % params,
            str(_("Nothing is asked of you now, and your working time is free again.")),
        )
    return Telling(
        _("You need not answer any more: %(team)s") % params,
        str(_("The team has its mentors, or asks for nothing now. Thank you for being there.")),
    )


SUPPORT_ASKED = add(
    Kind(
        code="support_asked",
        name=_("Teams that ask for your support"),
        when=_("A team or a coordinator asks you to support a team, and on the day to answer."),
        subject=_("A team asks for your support"),
        action=_("Read and answer"),
        tell=_asked,
        default=Channel.AT_ONCE,
        roles=frozenset({Role.MENTOR.value}),
    )
)
SUPPORT_ANSWERED = add(
    Kind(
        code="support_answered",
        name=_("Mentors' answers to a request for support"),
        when=_("A mentor answers a request that is yours, or that you take care of."),
        subject=_("There is an answer to a request for support"),
        action=_("See the request"),
        tell=_answered,
        default=Channel.AT_ONCE,
    )
)
SUPPORT_MATCHED = add(
    Kind(
        code="support_matched",
        name=_("Your request has a mentor"),
        when=_("All the mentors that your team needs have accepted."),
        subject=_("Your request has a learning mentor"),
        action=_("See the request"),
        tell=_matched,
        default=Channel.AT_ONCE,
    )
)
SUPPORT_TOGETHER = add(
    Kind(
        code="support_together",
        name=_("A second mentor for support that you give"),
        when=_("You have promised support, and the second mentor that it needs has accepted."),
        subject=_("There are two of you now"),
        action=_("See the request"),
        tell=_together,
        default=Channel.AT_ONCE,
        roles=frozenset({Role.MENTOR.value}),
    )
)
SUPPORT_REOPENED = add(
    Kind(
        code="support_reopened",
        name=_("Requests that wait for a mentor again"),
        when=_("A mentor steps back from support that is yours, or that you take care of."),
        subject=_("A request for support waits again"),
        action=_("See the request"),
        tell=_reopened,
        default=Channel.AT_ONCE,
    )
)
SUPPORT_TIME_AGREED = add(
    Kind(
        code="support_time_agreed",
        name=_("The time of support you give is agreed"),
        when=_("A team agrees to the week that you or your fellow mentor suggested."),
        subject=_("The time of your support is agreed"),
        action=_("See the request"),
        tell=_time_agreed,
        default=Channel.AT_ONCE,
        roles=frozenset({Role.MENTOR.value}),
    )
)
SUPPORT_NOT_NEEDED = add(
    Kind(
        code="support_not_needed",
        name=_("Requests that you need not answer any more"),
        when=_(
            "A team that asked you has its mentors, asks for nothing now, or has not answered you."
        ),
        subject=_("You need not answer a request any more"),
        action=_("See the request"),
        tell=_not_needed,
        roles=frozenset({Role.MENTOR.value}),
    )
)
SUPPORT_CHANGED = add(
    Kind(
        code="support_changed",
        name=_("Requests that change after your promise"),
        when=_("A team changes a request that you have promised to support."),
        subject=_("A request that you support has changed"),
        action=_("See the request"),
        tell=_changed,
        default=Channel.AT_ONCE,
        roles=frozenset({Role.MENTOR.value}),
    )
)
SUPPORT_OFF = add(
    Kind(
        code="support_off",
        name=_("Support that is called off"),
        when=_("A request that you have promised to support is taken back or ended."),
        subject=_("Support that you promised is called off"),
        action=_("See the request"),
        tell=_off,
        default=Channel.AT_ONCE,
        roles=frozenset({Role.MENTOR.value}),
    )
)
