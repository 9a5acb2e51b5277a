"""Joint proposals in plain words: how good they are, what a change costs, who is asked."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from nuotio.support.models import Batch
from nuotio.support.proposals.proposing import Cost
from nuotio.support.words.month_words import by_end_of_month
from nuotio.ui import filters

AN_HOUR = 60


def heading(served: int, total: int) -> str:
    """Return how many requests get a mentor."""
    if not served:
        return ngettext(
            "The open request gets no mentor now",
            "None of the %(total)d open requests gets a mentor now",
            total,
        ) % {"total": total}
    if served == total:
        return ngettext(
            "The open request gets a mentor", "All %(total)d open requests get a mentor", total
        ) % {"total": total}
    return ngettext(
        "%(served)d of %(total)d requests gets a mentor",
        "%(served)d of %(total)d requests get a mentor",
        served,
    ) % {"served": served, "total": total}


def how_good(batch: Batch, *, is_by_hand: bool) -> str:
    """Return that it is the best, or what a better one could gain at most."""
    if not batch.is_proved:
        return _("At most %(share)s better would be possible.") % {
            "share": filters.percent(max(0.1, round(100 * batch.gap, 1)))
        }
    if is_by_hand:
        return _("With your changes by hand, this is the best possible.")
    return _("This is the best possible.")


def told(cost: Cost) -> str:
    """Return what changes by hand cost against the best proposal without them."""
    if cost.served > 0:
        return ngettext(
            "With this, one request less gets a mentor.",
            "With this, %(num)d requests less get a mentor.",
            cost.served,
        ) % {"num": cost.served}
    if cost.fit < cost.best_fit:
        return _("The fit is a little weaker: %(now)d instead of %(best)d of 100.") % {
            "now": cost.fit,
            "best": cost.best_fit,
        }
    if cost.is_less_even:
        return _("As many get a mentor, but the hours are spread less evenly.")
    return _("This costs nothing: it is as good as the best.")


def cost_of(batch: Batch) -> Cost:
    """Return what the changes by hand that were saved cost."""
    return Cost(batch.best_served - batch.served, round(batch.best_fit), round(batch.fit))


def hours_used(used: int, left: int, until: date | None) -> str:
    """Return how many of the mentors' hours the proposal takes."""
    return _("It takes %(used)s of the %(left)s that mentors have left %(by)s.") % {
        "used": filters.hours(used / AN_HOUR),
        "left": filters.hours(round(left / AN_HOUR)),
        "by": by_end_of_month(until) if until else "",
    }


def who_is_asked(mentors: int, questions: int) -> str:
    """Return what sending it does."""
    if questions > mentors:
        return ngettext(
            "One mentor gets %(questions)d questions, one for each team, and may say no.",
            "%(num)d mentors get %(questions)d questions, one for each team. They may say no.",
            mentors,
        ) % {"num": mentors, "questions": questions}
    return ngettext(
        "One mentor gets a question and may say no.",
        "%(num)d mentors get a question. They may say no.",
        mentors,
    ) % {"num": mentors}


def were_asked(mentors: int) -> str:
    """Return how many were asked once it was sent."""
    if not mentors:
        return _("Nobody was asked")
    return ngettext("One mentor was asked", "%(num)d mentors were asked", mentors) % {
        "num": mentors
    }


def to_send(mentors: int) -> str:
    """Return the words of the button that sends it."""
    return ngettext("Ask the mentor", "Ask the %(num)d mentors", mentors) % {"num": mentors}


def state(batch: Batch) -> str:
    """Return the state as it stands on a line of its own."""
    words = {
        Batch.State.DRAFT: pgettext("joint proposal", "Not sent yet"),
        Batch.State.PUBLISHED: pgettext("joint proposal", "Sent"),
        Batch.State.DROPPED: pgettext("joint proposal", "Not used"),
    }
    return words[Batch.State(batch.state)]
