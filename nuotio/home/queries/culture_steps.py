"""What the survey and the goals ask of a member, as steps. Pure."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nuotio.home.queries.situation import Situation
from nuotio.home.queries.step import Step, address
from nuotio.people.models import Role
from nuotio.ui import filters


def collect_ticket(now: Situation) -> Step | None:
    """Ask an invited member to collect her ticket; whether she answers is hers alone."""
    survey = now.asked.survey_id
    if survey is None:
        return None
    is_open = bool(now.asked.open_surveys)
    return Step(
        _("A survey on learning at work is open") if is_open else _("A survey is coming"),
        _("Collect your ticket to the survey"),
        _("With it you answer anonymously. Nobody can find out who answered what."),
        _("Collect the ticket"),
        address(now, "culture:ticket", survey),
    )


def sign_goal(now: Situation) -> Step | None:
    """Ask HR or management for the signature that a goal lacks."""
    count, goal = now.led.to_sign, now.led.to_sign_id
    if goal is None:
        return None
    return Step(
        _("Two signatures decide"),
        ngettext(
            "A goal waits for your signature", "%(count)s goals wait for your signature", count
        )
        % {"count": count},
        _("Read it through, and sign it or say what you would change."),
        _("Read and sign"),
        address(now, "goals:goal", goal),
    )


def read_results(now: Situation) -> Step | None:
    """Lead HR and management to a result that no goal rests on yet."""
    survey = now.led.fresh_result_id
    if survey is None or _is_for_hr_day(now):
        return None
    return Step(
        _("The survey has closed"),
        _("Read the results of the survey"),
        _("Look at them in peace first, and take them to the HR day then."),
        _("See the results"),
        address(now, "culture:results", survey),
    )


def look_together(now: Situation) -> Step | None:
    """Lead to the HR day ahead on which a result that HR has shared is looked at together."""
    day = now.ahead.hr_day
    if day is None or not _is_for_hr_day(now):
        return None
    return Step(
        _("The results are shared"),
        _("Look at the results together on the HR day on %(day)s")
        % {"day": filters.date(day.starts_at, "weekday")},
        _("In a live room you find out together what surprised you, and decide on your goals."),
        _("See the HR day"),
        address(now, "programmes:event", day.programme_id, day.pk),
    )


def _is_for_hr_day(now: Situation) -> bool:
    return now.led.is_shared and now.ahead.hr_day is not None


def write_goals(now: Situation) -> Step | None:
    """Where results are there and no goal runs, goals come next."""
    if not now.led.results or now.led.running_goals:
        return None
    return Step(
        _("From findings to goals"),
        _("Set the goals of learning mentoring"),
        _("One to three are enough. Each rests on a finding or on your strategy."),
        _("Propose a goal"),
        address(now, "goals:goal_add"),
    )


def go_on_with_survey(now: Situation) -> Step | None:
    """Lead HR back to a survey that is being prepared."""
    draft = now.led.draft_id
    if draft is None or not now.actor.has_role(Role.HR, Role.COORDINATOR):
        return None
    return Step(
        _("Half done"),
        _("Go on preparing the survey"),
        _("Nothing is sent before you announce it."),
        _("Go on"),
        address(now, "culture:round", draft),
    )
