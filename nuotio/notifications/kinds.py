"""The kinds of things that people are told: who chooses what about them, and in which words.

A higher room adds its own kinds with `add(Kind(...))` when it starts, and tells people through
`services.notices.notify`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import Words
from nuotio.notifications.models import Channel
from nuotio.people.models import Role

Params = dict[str, Any]
WEEKLY_SUMMARY = "weekly_summary"
STEERING = frozenset({Role.HR.value, Role.COORDINATOR.value})
EVERYONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Telling:
    """What a person reads: one line, and a sentence or two that say what can be done."""

    title: str
    text: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of notice.

    `name` and `when` stand on the page where people choose. `subject` is that of a mail sent at
    once: it names nobody, since mailboxes are seen in passing. `tell` gets the stored words of
    the notice and `name`, whom it is about, in the language that is active. `channels` are those
    that a person may choose from.
    """

    code: str
    name: Words
    when: Words
    subject: Words
    action: Words
    tell: Callable[[Params], Telling]
    default: Channel = Channel.DIGEST
    channels: tuple[Channel, ...] = tuple(Channel)
    roles: frozenset[str] = field(default=EVERYONE)
    is_for_providers: bool = False

    def concerns(self, roles: frozenset[str], *, at_provider: bool) -> bool:
        """Say whether a member with these roles may get notices of this kind."""
        is_right_place = at_provider or not self.is_for_providers
        return is_right_place and (not self.roles or not self.roles.isdisjoint(roles))


_register: dict[str, Kind] = {}


def add(kind: Kind) -> Kind:
    """Add a kind; ValueError where its code is taken."""
    if kind.code in _register or kind.code == WEEKLY_SUMMARY:
        raise ValueError(f"Two kinds are called {kind.code!r}.")
    _register[kind.code] = kind
    return kind


def every() -> list[Kind]:
    """Return all kinds, in the order in which they were added."""
    return list(_register.values())


def find(code: str) -> Kind | None:
    """Return the kind, or None where the code is not (or no longer) known."""
    return _register.get(code)


def is_choosable(code: str) -> bool:
    """Say whether a person may choose about this code: a kind, or the weekly summary."""
    return code == WEEKLY_SUMMARY or code in _register


def _hours(params: Params) -> str:
    return number_format(Decimal(params["hours"]).normalize(), use_l10n=True)


def _time_share_proposed(params: Params) -> Telling:
    title = _("%(name)s proposes %(hours)s hours a month for mentoring")
    return Telling(
        title % {**params, "hours": _hours(params)},
        str(_("Agree to the hours, or say what you would like to talk over first.")),
    )


def _time_share_answered(params: Params) -> Telling:
    if params["is_agreed"]:
        return Telling(
            _("%(hours)s hours a month for mentoring are agreed") % {"hours": _hours(params)},
            _("%(name)s agreed to your proposal. You both see the hours.") % params,
        )
    return Telling(
        _("%(name)s would like to talk over your hours") % params,
        str(_("You can read the answer, change your proposal and send it again.")),
    )


def _organisation_asked(params: Params) -> Telling:
    return Telling(
        _("%(organisation)s asks to join") % params,
        str(_("Read the request and answer it. The contact person gets your answer by mail.")),
    )


def _invitation_accepted(params: Params) -> Telling:
    return Telling(
        _("%(name)s has joined") % params, str(_("The invitation you sent was accepted."))
    )


def _invitation_failed(_params: Params) -> Telling:
    return Telling(
        str(_("An invitation did not arrive")),
        str(_("The mail could not be delivered. Check the address and send it again.")),
    )


def _role_changed(params: Params) -> Telling:
    titles = {
        "taken": _("%(name)s took up a role: %(role)s"),
        "paused": _("%(name)s paused a role: %(role)s"),
        "resumed": _("%(name)s is back in a role: %(role)s"),
        "left": _("%(name)s left a role: %(role)s"),
    }
    texts: dict[str, Words] = {
        "taken": _("A word of welcome is a good start."),
        "paused": _("A pause needs no reason, and the role is there to come back to."),
        "resumed": "",
        "left": _("Everyone may leave a role at any time. A word of thanks is in place."),
    }
    return Telling(titles[params["change"]] % params, str(texts[params["change"]]))


def _role_given(params: Params) -> Telling:
    return Telling(
        _("You have a new role: %(role)s") % params,
        _("%(name)s gave it to you. You can pause or leave it at any time.") % params,
    )


TIME_SHARE_PROPOSED = add(
    Kind(
        code="time_share_proposed",
        name=_("A mentor's working time to agree on"),
        when=_("A learning mentor whose supervisor you are proposes hours for mentoring."),
        subject=_("A mentor's working time waits for your answer"),
        action=_("Answer the proposal"),
        tell=_time_share_proposed,
        default=Channel.AT_ONCE,
    )
)
TIME_SHARE_ANSWERED = add(
    Kind(
        code="time_share_answered",
        name=_("An answer about your own working time"),
        when=_("Your supervisor answers the hours that you proposed for mentoring."),
        subject=_("Your supervisor has answered about your mentoring hours"),
        action=_("See your hours"),
        tell=_time_share_answered,
        default=Channel.AT_ONCE,
        roles=frozenset({Role.MENTOR.value}),
    )
)
ROLE_GIVEN = add(
    Kind(
        code="role_given",
        name=_("A new role for you"),
        when=_("Someone in your organisation gives you a role."),
        subject=_("You have a new role"),
        action=_("See your roles"),
        tell=_role_given,
        default=Channel.AT_ONCE,
    )
)
INVITATION_FAILED = add(
    Kind(
        code="invitation_failed",
        name=_("An invitation that did not arrive"),
        when=_("The mail of an invitation that you sent could not be delivered."),
        subject=_("An invitation did not arrive"),
        action=_("Correct the address"),
        tell=_invitation_failed,
        default=Channel.AT_ONCE,
        roles=STEERING,
    )
)
INVITATION_ACCEPTED = add(
    Kind(
        code="invitation_accepted",
        name=_("Invited people who have joined"),
        when=_("A person whom you invited accepts the invitation."),
        subject=_("A person whom you invited has joined"),
        action=_("See the person"),
        tell=_invitation_accepted,
        roles=STEERING,
    )
)
ROLE_CHANGED = add(
    Kind(
        code="role_changed",
        name=_("Changes in people's roles"),
        when=_("Someone in your organisation takes up, pauses or leaves a role."),
        subject=_("Roles have changed in your organisation"),
        action=_("See the person"),
        tell=_role_changed,
        roles=frozenset({Role.HR.value}),
    )
)
ORGANISATION_ASKED = add(
    Kind(
        code="organisation_asked",
        name=_("Organisations that ask to join"),
        when=_("A new organisation asks to join the service."),
        subject=_("An organisation asks to join"),
        action=_("Read the request"),
        tell=_organisation_asked,
        default=Channel.AT_ONCE,
        roles=frozenset({Role.COORDINATOR.value}),
        is_for_providers=True,
    )
)
