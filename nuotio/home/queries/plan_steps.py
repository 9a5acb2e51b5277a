"""What plans ask of a member, and goals that have none, as steps. Pure."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nuotio.home.queries.situation import Situation
from nuotio.home.queries.step import Step, address
from nuotio.people.rules.roles import steers


def answer_plan(now: Situation) -> Step | None:
    """Ask HR for an answer to the plans that were shown."""
    count, plan = now.followed.to_answer, now.followed.to_answer_id
    if plan is None or not steers(now.actor):
        return None
    page = address(now, "plans:plan", plan) if count == 1 else address(now, "plans:plans")
    return Step(
        _("Mentors wait for your answer"),
        ngettext("One plan waits for your answer", "%(count)s plans wait for your answer", count)
        % {"count": count},
        _("Read what they would change and what they need. An answer to the need is enough."),
        _("Read and answer"),
        page,
    )


def begin_agreed_plan(now: Situation) -> Step | None:
    """Lead to a plan that HR has agreed to and that has not begun."""
    plan = now.mine.agreed_id
    if plan is None:
        return None
    return Step(
        _("HR has agreed to it"),
        _("Start your plan"),
        _("Read what HR answered to your needs, and begin."),
        _("See the plan"),
        address(now, "plans:plan", plan),
    )


def show_plan(now: Situation) -> Step | None:
    """Ask to show HR a plan that has been a draft for long."""
    plan = now.mine.late_draft_id
    if plan is None:
        return None
    return Step(
        _("It may be unfinished"),
        _("Show your plan to HR"),
        _("HR can arrange what you need only when it knows. You go on writing afterwards."),
        _("See the plan"),
        address(now, "plans:plan", plan),
    )


def begin_plan(now: Situation) -> Step | None:
    """Ask a mentor to begin a plan once goals are decided."""
    if not now.is_mentor or now.mine.plans or not now.asked.decided_goals:
        return None
    return Step(
        _("From goals to deeds"),
        _("Begin your plan"),
        _("Alone or with your pair. One goal and a few lines are enough to begin with."),
        _("Begin the plan"),
        address(now, "plans:plan_add"),
    )


def go_on_with_plan(now: Situation) -> Step | None:
    """Lead back to a plan that only its mentors read so far."""
    plan = now.mine.draft_id
    if plan is None or now.mine.late_draft_id is not None:
        return None
    return Step(
        _("Half done"),
        _("Go on with your plan"),
        _("Only those who write it see it. Show it to HR when you want to talk it over."),
        _("Go on writing"),
        address(now, "plans:plan_write", plan),
    )


def find_mentors(now: Situation) -> Step | None:
    """Tell HR and management calmly of goals that nobody works on."""
    count, goal = now.followed.untaken, now.followed.untaken_id
    if goal is None:
        return None
    one = count == 1
    return Step(
        _("A place for help"),
        ngettext("One goal has no mentors yet", "%(count)s goals have no mentors yet", count)
        % {"count": count},
        _("Ask who would like to take it up. A goal may also wait for its time."),
        _("See the golden thread"),
        address(now, "evaluation:goal_thread", goal) if one else address(now, "evaluation:thread"),
    )
