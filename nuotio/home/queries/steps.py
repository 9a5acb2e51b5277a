"""The one next step of a member, chosen from what waits: the first that applies wins. Pure."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nuotio.home.queries import (
    culture_steps,
    experiment_steps,
    plan_steps,
    practice_steps,
    programme_steps,
    support_steps,
)
from nuotio.home.queries.counts import OrganisationFigures
from nuotio.home.queries.situation import Situation
from nuotio.home.queries.step import Step, address
from nuotio.people.models import Role


def steps_of(now: Situation) -> list[Step]:
    """Return what waits, in order of need; there is always one."""
    return [step for step in (make(now) for make in _MAKERS) if step is not None]


def _answer_organisations(now: Situation) -> Step | None:
    if not now.join_requests:
        return None
    return Step(
        _("An organisation waits for your answer"),
        ngettext(
            "One organisation asks to join",
            "%(count)s organisations ask to join",
            now.join_requests,
        )
        % {"count": now.join_requests},
        _("Read what they hope for and answer. Their HR gets the invitation at once."),
        _("Read and answer"),
        address(now, "people:join_requests"),
    )


def _answer_mentor(now: Situation) -> Step | None:
    if not now.to_answer:
        return None
    share = now.to_answer[0]
    return Step(
        _("A mentor waits for your answer"),
        _("Agree on %(name)s's working time") % {"name": share.mentor.user.first_name},
        _("Learning mentoring is part of working hours. Agree, or suggest another amount."),
        _("Read the proposal"),
        address(now, "people:time_share", share.pk),
    )


def _send_invitations(now: Situation) -> Step | None:
    if not now.actor.has_role(Role.HR, Role.COORDINATOR) or not _figures(now).unsent:
        return None
    count = _figures(now).unsent
    return Step(
        _("Ready to be sent"),
        ngettext("Send one invitation", "Send %(count)s invitations", count) % {"count": count},
        _("The people are on the list. They join when the invitation reaches them."),
        _("Check and send"),
        address(now, "people:invitations"),
    )


def _bring_people(now: Situation) -> Step | None:
    is_steering = now.actor.has_role(Role.HR, Role.COORDINATOR)
    if not is_steering or _is_at_provider(now) or _figures(now).members > 3:
        return None
    return Step(
        _("To begin with"),
        _("Bring your people along"),
        _("A list from your HR system is enough: name, e-mail and unit. Nothing is sent yet."),
        _("Import a list"),
        address(now, "people:roster_upload"),
    )


def _propose_hours(now: Situation) -> Step | None:
    if not now.is_mentor or _has_or_awaits_hours(now):
        return None
    if now.share is not None and now.share.state == "returned":
        return Step(
            _("Your supervisor answered"),
            _("Talk over your working time"),
            _("Your supervisor suggests another amount. Read the answer and propose again."),
            _("Read the answer"),
            address(now, "people:own_time_share"),
        )
    return Step(
        _("To begin with"),
        _("Agree on your working time"),
        _("About a tenth of working time is usual. Your supervisor gets the proposal."),
        _("Propose the hours"),
        address(now, "people:own_time_share"),
    )


def _has_or_awaits_hours(now: Situation) -> bool:
    """Say whether hours are agreed, or wait for an answer of somebody who is still here."""
    share = now.share
    if share is None or share.state == "returned":
        return False
    return share.state == "agreed" or share.supervisor_id is not None


def _tell_of_yourself(now: Situation) -> Step | None:
    is_trainer = now.actor.has_role(Role.TRAINER)
    if now.is_told or not (now.is_mentor or is_trainer):
        return None
    return Step(
        _("Two minutes"),
        _("Tell your colleagues how you can help"),
        _("A few words are enough: what you like to learn, what you are good at, your languages."),
        _("Fill in the profile"),
        address(now, "people:own_profile"),
    )


def _name_leads(now: Situation) -> Step | None:
    is_steering = now.actor.has_role(Role.HR, Role.COORDINATOR)
    if not is_steering or _is_at_provider(now) or not _figures(now).units_without_lead:
        return None
    count = _figures(now).units_without_lead
    return Step(
        _("So that mentors get their time"),
        ngettext("One unit has no supervisor", "%(count)s units have no supervisor", count)
        % {"count": count},
        _("The unit's supervisor agrees on the mentors' working time."),
        _("Name the supervisors"),
        address(now, "people:units"),
    )


def _meet_mentors(now: Situation) -> Step | None:
    has_none = now.figures is not None and not now.figures.mentors
    if has_none or _is_at_provider(now):
        return None
    if now.is_mentor:
        return Step(
            _("When you have a moment"),
            _("Find a pair from another unit"),
            _("Two mentors see more than one. Look who shares your interests."),
            _("See the mentors"),
            address(now, "people:mentors"),
        )
    return Step(
        _("When you have a moment"),
        _("See who supports learning here"),
        _("Learning mentors are colleagues who volunteered. You can turn to any of them."),
        _("See the mentors"),
        address(now, "people:mentors"),
    )


def _become_mentor(now: Situation) -> Step | None:
    if now.is_mentor or _is_at_provider(now):
        return None
    return Step(
        _("Voluntary"),
        _("Would you like to be a learning mentor?"),
        _("You help colleagues learn, alongside your own work. You can stop whenever you want."),
        _("Read what it means"),
        address(now, "people:own_roles"),
    )


def _look_around(now: Situation) -> Step:
    return Step(
        _("Nothing waits for you"),
        _("See how the organisation is laid out"),
        _("Units and their supervisors are on one page."),
        _("See the units"),
        address(now, "people:units"),
    )


def _is_at_provider(now: Situation) -> bool:
    return now.actor.organisation.is_provider


def _figures(now: Situation) -> OrganisationFigures:
    return now.figures or OrganisationFigures(0, 0, 0, 0, 0, 0, 0)


_MAKERS: tuple[Callable[[Situation], Step | None], ...] = (
    _answer_organisations,
    programme_steps.answer_invitation,
    support_steps.answer_team,
    _answer_mentor,
    programme_steps.sign_record,
    culture_steps.sign_goal,
    culture_steps.collect_ticket,
    programme_steps.answer_applications,
    support_steps.agree_to_time,
    support_steps.answer_requests,
    plan_steps.answer_plan,
    practice_steps.read_card,
    programme_steps.go_on_with_answer,
    programme_steps.sign_up,
    programme_steps.answer_assignment,
    programme_steps.read_answers,
    programme_steps.give_support,
    support_steps.book_hours,
    support_steps.set_meeting,
    support_steps.ask_mentor,
    experiment_steps.decide_experiment,
    experiment_steps.start_experiment,
    support_steps.send_draft,
    support_steps.answer_follow_up,
    support_steps.close_support,
    _send_invitations,
    _bring_people,
    culture_steps.read_results,
    culture_steps.look_together,
    culture_steps.write_goals,
    culture_steps.go_on_with_survey,
    plan_steps.begin_agreed_plan,
    plan_steps.show_plan,
    experiment_steps.note_the_week,
    practice_steps.write_up,
    practice_steps.release_card,
    _propose_hours,
    _tell_of_yourself,
    plan_steps.begin_plan,
    plan_steps.go_on_with_plan,
    experiment_steps.plan_first_experiment,
    practice_steps.give_practice,
    programme_steps.answer_call,
    programme_steps.look_ahead,
    _name_leads,
    plan_steps.find_mentors,
    support_steps.help_team,
    experiment_steps.join_ideas,
    support_steps.ask_for_support,
    _meet_mentors,
    _become_mentor,
    experiment_steps.propose_idea,
    _look_around,
)
