"""What requests for support ask of a member, as steps. Pure."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nuotio.home.queries.situation import Situation
from nuotio.home.queries.step import Step, address
from nuotio.people.models import Role
from nuotio.people.rules.roles import steers

LEADING = (Role.MENTOR, Role.HR, Role.COORDINATOR, Role.MANAGEMENT)


def answer_team(now: Situation) -> Step | None:
    """Ask a mentor for an answer to a team."""
    invitation = now.given.invitation_id
    if invitation is None:
        return None
    return Step(
        _("A team hopes for you"),
        _("A team asks for your support"),
        _("Read what they wish for. You can accept, suggest another time or decline."),
        _("Read and answer"),
        address(now, "support:invitation", invitation),
    )


def agree_to_time(now: Situation) -> Step | None:
    """Lead who asked to a mentor's offer of another time."""
    request = now.asked_for.suggested_id
    if request is None:
        return None
    return Step(
        _("A mentor has answered"),
        _("A mentor suggests another time"),
        _("If it suits your team, agree to it. If not, ask another mentor."),
        _("See the suggestion"),
        address(now, "support:request", request),
    )


def answer_requests(now: Situation) -> Step | None:
    """Lead HR and the coordinators to requests that wait."""
    count, request = now.waiting.count, now.waiting.first_id
    if request is None or not steers(now.actor):
        return None
    is_one = count == 1
    page = address(now, "support:request", request) if is_one else address(now, "support:waiting")
    return Step(
        _("Teams wait for a mentor"),
        ngettext(
            "One request for support waits",
            "%(count)s requests for support wait",
            count,
        )
        % {"count": count},
        _("Ask a mentor for them, or tell them honestly what is missing."),
        _("See what waits"),
        page,
    )


def book_hours(now: Situation) -> Step | None:
    """Ask a mentor to book the hours of a meeting that has been."""
    engagement = now.given.to_book_id
    if engagement is None:
        return None
    return Step(
        _("One tap"),
        _("Book the time of your meeting"),
        _("Your working time stays true, and nobody has to ask for it."),
        _("Book the time"),
        address(now, "support:engagement", engagement),
    )


def set_meeting(now: Situation) -> Step | None:
    """Ask a mentor to set the first meeting with a team."""
    engagement = now.given.to_meet_id
    if engagement is None:
        return None
    return Step(
        _("You said yes"),
        _("Set the first meeting with the team"),
        _("Half an hour is enough to hear what they wish for. It goes into your calendars."),
        _("Set a meeting"),
        address(now, "support:engagement", engagement),
    )


def close_support(now: Situation) -> Step | None:
    """Ask a mentor whether a support that has gone quiet is at its end."""
    engagement = now.given.to_close_id
    if engagement is None:
        return None
    return Step(
        _("It has been a week"),
        _("Is your support for the team at its end?"),
        _("Set the next meeting, or write down what was agreed and end it."),
        _("See the support"),
        address(now, "support:engagement", engagement),
    )


def ask_mentor(now: Situation) -> Step | None:
    """Lead who asked to the mentors who would suit."""
    request = now.asked_for.unasked_id
    if request is None:
        return None
    return Step(
        _("Your request for support"),
        _("See which mentors would suit your team"),
        _("You see why, and how much time they have. You can ask one of them yourself."),
        _("See the mentors"),
        address(now, "support:request", request),
    )


def send_draft(now: Situation) -> Step | None:
    """Lead to a request that was begun."""
    request = now.asked_for.draft_id
    if request is None:
        return None
    return Step(
        _("You have begun"),
        _("Send your request for support"),
        _("What you wrote is kept. Look it through and send it."),
        _("Go on writing"),
        address(now, "support:request_edit", request),
    )


def answer_follow_up(now: Situation) -> Step | None:
    """Ask who asked for support what came of it."""
    engagement = now.asked_for.follow_up_id
    if engagement is None:
        return None
    return Step(
        _("Three statements"),
        _("What came of the support for your team?"),
        _("It takes a minute. The answers help the mentor and the next team."),
        _("See the three statements"),
        address(now, "support:engagement", engagement),
    )


def help_team(now: Situation) -> Step | None:
    """Lead a mentor to teams that look for one."""
    count = now.given.on_board
    if not count:
        return None
    return Step(
        _("If you have time"),
        ngettext(
            "A team looks for a mentor",
            "%(count)s teams look for a mentor",
            count,
        )
        % {"count": count},
        _("See what they wish for, and how much of your working time it would take."),
        _("See the teams"),
        address(now, "support:board"),
    )


def ask_for_support(now: Situation) -> Step | None:
    """Tell who has no other part that a mentor's support can be asked for."""
    if now.actor.organisation.is_provider or now.actor.has_role(*LEADING):
        return None
    return Step(
        _("For your team"),
        _("Ask a learning mentor to help your team"),
        _("A workshop, a talk, a new way of working: say in your own words what you wish for."),
        _("Ask for support"),
        address(now, "support:request_add"),
    )
