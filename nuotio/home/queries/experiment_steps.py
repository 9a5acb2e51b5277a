"""What experiments and ideas for them ask of a member, as steps. Pure."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nuotio.home.queries.situation import Situation
from nuotio.home.queries.step import Step, address
from nuotio.people.models import Role

LEADING = (Role.MENTOR, Role.HR, Role.COORDINATOR, Role.MANAGEMENT)


def plan_first_experiment(now: Situation) -> Step | None:
    """Lead from a plan to its first experiment."""
    plan = now.mine.untried_id
    if plan is None:
        return None
    return Step(
        _("From plan to daily work"),
        _("Plan the first experiment of your plan"),
        _("What could you try in two weeks, with the people around you?"),
        _("Plan the experiment"),
        address(now, "plans:experiment_add", plan),
    )


def start_experiment(now: Situation) -> Step | None:
    """Lead to an experiment whose first day has come."""
    experiment = now.mine.to_start_id
    if experiment is None:
        return None
    return Step(
        _("Its day has come"),
        _("Start your experiment"),
        _("Look through what you agreed on, and begin. A small start is a start."),
        _("See the experiment"),
        address(now, "plans:experiment", experiment),
    )


def note_the_week(now: Situation) -> Step | None:
    """Ask once a week what was seen of a running experiment."""
    experiment = now.mine.to_note_id
    if experiment is None:
        return None
    return Step(
        _("One minute a week"),
        _("Write down what you have seen this week"),
        _("One sentence on your experiment is enough. In the end you know what happened."),
        _("Write it down"),
        address(now, "plans:observation_add", experiment),
    )


def decide_experiment(now: Situation) -> Step | None:
    """Ask what comes of an experiment whose time is over."""
    experiment = now.mine.to_decide_id
    if experiment is None:
        return None
    return Step(
        _("The time of the experiment is over"),
        _("Decide what comes of your experiment"),
        _("Keep it, adapt it or stop. What did not work teaches as much as what did."),
        _("Decide"),
        address(now, "plans:experiment_decide", experiment),
    )


def join_ideas(now: Situation) -> Step | None:
    """Lead to what colleagues would like to try: a mentor picks up, others join."""
    count = now.ideas
    if not count:
        return None
    text = _("Say where you would be in, or propose something of your own.")
    if now.is_mentor:
        text = _("An idea picked up by a mentor becomes an experiment.")
    return Step(
        _("Ideas of your work community"),
        ngettext(
            "A colleague would like to try something",
            "Colleagues have %(count)s ideas to try",
            count,
        )
        % {"count": count},
        text,
        _("See the ideas"),
        address(now, "plans:ideas"),
    )


def propose_idea(now: Situation) -> Step | None:
    """Ask an employee what she would try."""
    if now.actor.organisation.is_provider or now.ideas or now.actor.has_role(*LEADING):
        return None
    return Step(
        _("From your own work"),
        _("What would you like to try at work?"),
        _("Propose an idea in one sentence. Others join, and a mentor helps you try it."),
        _("Propose an idea"),
        address(now, "plans:idea_add"),
    )
