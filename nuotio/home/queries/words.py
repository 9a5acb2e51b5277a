"""The sentences at the top of a start page. Pure."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nuotio.home.queries.counts import OrganisationFigures
from nuotio.home.queries.plans import Mine
from nuotio.home.queries.situation import Situation
from nuotio.people.models import Role


def greeting(name: str, *, at: datetime) -> str:
    """Greet by the hour in Helsinki; without a name only the greeting."""
    hour = timezone.localtime(at).hour
    if 5 <= hour < 10:
        words = _("Good morning, %(name)s") if name else _("Good morning")
    elif 10 <= hour < 18:
        words = _("Good day, %(name)s") if name else _("Good day")
    else:
        words = _("Good evening, %(name)s") if name else _("Good evening")
    return words % {"name": name} if name else words


def lede(now: Situation) -> str:
    """Say in one or two sentences how things stand for this person."""
    actor = now.actor
    if actor.organisation.is_provider:
        return _provider(now)
    if actor.has_role(Role.HR, Role.COORDINATOR) and now.figures:
        return _steering(now.figures)
    if actor.has_role(Role.MANAGEMENT) and now.figures:
        return f"{_management(now.figures)} {_decided(now)}".strip()
    if now.is_mentor:
        return _mentor(now)
    return _("Here you see who supports learning in your organisation, and what is asked of you.")


def _provider(now: Situation) -> str:
    if not now.actor.has_role(Role.COORDINATOR):
        return _("The programmes you lead come here when the first of them begins.")
    if not now.join_requests:
        return _("No organisation waits for an answer.")
    return ngettext(
        "One organisation waits for your answer.",
        "%(count)s organisations wait for your answer.",
        now.join_requests,
    ) % {"count": now.join_requests}


def _steering(figures: OrganisationFigures) -> str:
    mentors = ngettext(
        "You have one learning mentor", "You have %(count)s learning mentors", figures.mentors
    ) % {"count": figures.mentors}
    if not figures.mentors:
        return _("You have no learning mentors yet. They volunteer once they have joined.")
    without = figures.mentors - figures.agreed
    if not without:
        return _("%(mentors)s, and all have agreed on their working time.") % {"mentors": mentors}
    return ngettext(
        "%(mentors)s. One has not agreed on working time yet.",
        "%(mentors)s. %(count)s have not agreed on working time yet.",
        without,
    ) % {"mentors": mentors, "count": without}


def _management(figures: OrganisationFigures) -> str:
    if not figures.mentors:
        return _("You have no learning mentors yet. They volunteer once they have joined.")
    return ngettext(
        "One colleague supports others' learning as a mentor; %(agreed)s with agreed working time.",
        "%(count)s colleagues support others' learning as mentors;"
        " %(agreed)s with agreed working time.",
        figures.mentors,
    ) % {"count": figures.mentors, "agreed": figures.agreed}


def _decided(now: Situation) -> str:
    """Say how many goals you have decided on; nothing where there is none."""
    count = now.asked.decided_goals
    if not count:
        return ""
    return ngettext(
        "You have decided on one goal.", "You have decided on %(count)s goals.", count
    ) % {"count": count}


def _mentor(now: Situation) -> str:
    """Speak of plans and experiments; of hours too where they are not agreed, or stand alone."""
    if not now.mine.plans:
        return _hours(now)
    is_agreed = now.share is not None and now.share.state == "agreed"
    told = [_plans(now.mine), _running(now.mine)]
    return " ".join(told if is_agreed else [*told, _hours(now)])


def _plans(mine: Mine) -> str:
    return ngettext(
        "You have one plan under way.", "You have %(count)s plans under way.", mine.plans
    ) % {"count": mine.plans}


def _running(mine: Mine) -> str:
    if not mine.running:
        return _("No experiment of yours is running right now.")
    return ngettext(
        "One experiment is running.", "%(count)s experiments are running.", mine.running
    ) % {"count": mine.running}


def _hours(now: Situation) -> str:
    if now.share is None:
        return _("You are a learning mentor. Next, agree on the working time for it.")
    if now.share.state == "agreed":
        return _agreed(now)
    if now.share.state == "proposed":
        return _("Your proposal on working time waits for your supervisor's answer.")
    return _("Your supervisor would like to talk over your working time.")


def _agreed(now: Situation) -> str:
    if now.asked.decided_goals:
        return _("Your working time as a mentor is agreed. Next comes a plan for a goal.")
    return _("Your working time as a mentor is agreed. Your colleagues find you in the list.")
