"""What practices ask of a member, as steps. Pure."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nuotio.home.queries.situation import Situation
from nuotio.home.queries.step import Step, address
from nuotio.people.rules.roles import steers


def read_card(now: Situation) -> Step | None:
    """Ask for a second reader's eyes on a practice."""
    card = now.mine.card_to_read_id
    if card is None and steers(now.actor):
        card = now.followed.card_to_read_id
    if card is None:
        return None
    return Step(
        _("A colleague waits for you"),
        _("Read a practice through"),
        _("Would somebody who was not there understand it? You see it with fresh eyes."),
        _("Read the practice"),
        address(now, "plans:practice", card),
    )


def write_up(now: Situation) -> Step | None:
    """Lead from an experiment that is kept to a practice card."""
    experiment = now.mine.to_write_up_id
    if experiment is None:
        return None
    return Step(
        _("It worked, and you keep it"),
        _("Write it up as a practice"),
        _("Most of the card is there already. So others need not begin from nothing."),
        _("Write the card"),
        address(now, "plans:practice_add", experiment),
    )


def release_card(now: Situation) -> Step | None:
    """Lead to a practice that a second person has read through."""
    card = now.mine.card_to_release_id
    if card is None:
        return None
    return Step(
        _("A second person has read it"),
        _("Open your practice to the organisation"),
        _("You decide when everybody may read it."),
        _("See the practice"),
        address(now, "plans:practice", card),
    )


def give_practice(now: Situation) -> Step | None:
    """Ask HR whether a released practice goes to the network."""
    count, card = now.followed.to_give, now.followed.to_give_id
    if card is None or not steers(now.actor):
        return None
    page = address(now, "plans:practice", card) if count == 1 else address(now, "plans:practices")
    return Step(
        _("Others could learn from it"),
        ngettext(
            "Give one practice to the network", "Give %(count)s practices to the network", count
        )
        % {"count": count},
        _("Your mentors have opened it to your organisation. You decide whether it goes further."),
        _("Read and decide"),
        page,
    )
