"""Requests: those who answer for them hear of new and waiting ones, who asked hears the answer."""

from django.utils.translation import gettext_lazy as _

from nuotio.notifications.kinds import STEERING, Kind, Params, Telling, add
from nuotio.notifications.models import Channel
from nuotio.people.models import Role


def _team(params: Params) -> dict[str, object]:
    """Return the team's name; for one person it is told of nobody."""
    return {"team": params["team"] or _("a colleague")}


def _sent(params: Params) -> Telling:
    return Telling(
        _("A new request for support: %(team)s") % _team(params),
        str(_("Ask a mentor, hand the request on, or answer that it cannot be done now.")),
    )


def _on_board(params: Params) -> Telling:
    return Telling(
        _("Somebody asks for a mentor’s support: %(team)s") % _team(params),
        str(_("Look whether you could help. You can take it yourself.")),
    )


def _waits(params: Params) -> Telling:
    if params.get("is_alone"):
        return _alone(params)
    text = _("The promised day has passed. Answer, or hand the request on.")
    if not params["is_late"]:
        text = _("The promised day is near. Answer, or hand the request on.")
    return Telling(_("A request waits for an answer: %(team)s") % _team(params), str(text))


def _alone(params: Params) -> Telling:
    text = _(
        "Nobody in HR or coordination can answer at the moment. Ask a mentor yourself, and tell"
        " your management."
    )
    return Telling(_("Your request still waits for an answer: %(team)s") % _team(params), str(text))


def _handed_on(params: Params) -> Telling:
    return Telling(
        _("A request is in your care now: %(team)s") % _team(params),
        str(_("Ask a mentor, hand the request on, or answer that it cannot be done now.")),
    )


def _declined(params: Params) -> Telling:
    return Telling(
        str(_("Your request for support has an answer: not now")),
        str(_("The reason stands on its page. You can ask again when it suits you.")),
    )


REQUEST_SENT = add(
    Kind(
        code="support_request_sent",
        name=_("New requests for support"),
        when=_("A team in your organisation asks for a learning mentor’s support."),
        subject=_("There is a new request for support"),
        action=_("See the request"),
        tell=_sent,
        default=Channel.AT_ONCE,
        roles=STEERING,
    )
)
REQUEST_ON_BOARD = add(
    Kind(
        code="support_request_on_board",
        name=_("Requests that you could take"),
        when=_("A team asks for support and lets all learning mentors read it."),
        subject=_("A team asks for support"),
        action=_("See the request"),
        tell=_on_board,
        roles=frozenset({Role.MENTOR.value}),
    )
)
REQUEST_WAITS = add(
    Kind(
        code="support_request_waits",
        name=_("Requests that wait for an answer"),
        when=_("The promised day of an answer is near, or has passed."),
        subject=_("A request for support waits for an answer"),
        action=_("See the request"),
        tell=_waits,
        default=Channel.AT_ONCE,
        roles=STEERING,
    )
)
REQUEST_HANDED_ON = add(
    Kind(
        code="support_request_handed_on",
        name=_("Requests in your care"),
        when=_("A colleague hands a request for support on to you."),
        subject=_("A request for support is in your care"),
        action=_("See the request"),
        tell=_handed_on,
        default=Channel.AT_ONCE,
        roles=STEERING,
    )
)
REQUEST_DECLINED = add(
    Kind(
        code="support_request_declined",
        name=_("Answers to your requests for support"),
        when=_("HR or a coordinator answers that your request cannot be done now."),
        subject=_("Your request for support has an answer"),
        action=_("Read the answer"),
        tell=_declined,
        default=Channel.AT_ONCE,
    )
)
