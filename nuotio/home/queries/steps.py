"""The one next step of a member, chosen from what waits: the first that applies wins. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nuotio.home.queries.counts import OrganisationFigures
from nuotio.home.queries.situation import Situation
from nuotio.people.models import Role


@dataclass(frozen=True)
class Step:
    """What to do next, why, and where."""

    eyebrow: str
    title: str
    text: str
    label: str
    url: str


def next_step(now: Situation) -> Step:
    """Return the first step that applies; there is always one."""
    return next(iter(_steps(now)))


def waiting_steps(now: Situation) -> list[Step]:
    """Return what waits after the next step, in order of need."""
    return list(_steps(now))[1:]


def _steps(now: Situation) -> Iterator[Step]:
    for make in _MAKERS:
        step = make(now)
        if step is not None:
            yield step


def _to(now: Situation, name: str, *args: int) -> str:
    return reverse(name, args=[now.actor.organisation.slug, *args])


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
        _to(now, "people:join_requests"),
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
        _to(now, "people:time_share", share.pk),
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
        _to(now, "people:invitations"),
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
        _to(now, "people:roster_upload"),
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
            _to(now, "people:own_time_share"),
        )
    return Step(
        _("To begin with"),
        _("Agree on your working time"),
        _("About a tenth of working time is usual. Your supervisor gets the proposal."),
        _("Propose the hours"),
        _to(now, "people:own_time_share"),
    )


def _has_or_awaits_hours(now: Situation) -> bool:
    """Say whether hours are agreed, or wait for an answer of somebody who is still here."""
    share = now.share
    if share is None or share.state == "returned":
        return False
    return share.state == "agreed" or share.supervisor_id is not None


def _tell_of_yourself(now: Situation) -> Step | None:
    is_told = now.profile is not None and now.profile.is_complete
    is_trainer = now.actor.has_role(Role.TRAINER)
    if is_told or not (now.is_mentor or is_trainer):
        return None
    return Step(
        _("Two minutes"),
        _("Tell your colleagues how you can help"),
        _("A few words are enough: what you like to learn, what you are good at, your languages."),
        _("Fill in the profile"),
        _to(now, "people:own_profile"),
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
        _to(now, "people:units"),
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
            _to(now, "people:mentors"),
        )
    return Step(
        _("When you have a moment"),
        _("See who supports learning here"),
        _("Learning mentors are colleagues who volunteered. You can turn to any of them."),
        _("See the mentors"),
        _to(now, "people:mentors"),
    )


def _become_mentor(now: Situation) -> Step | None:
    if now.is_mentor or _is_at_provider(now):
        return None
    return Step(
        _("Voluntary"),
        _("Would you like to be a learning mentor?"),
        _("You help colleagues learn, alongside your own work. You can stop whenever you want."),
        _("Read what it means"),
        _to(now, "people:own_roles"),
    )


def _look_around(now: Situation) -> Step:
    return Step(
        _("Nothing waits for you"),
        _("See how the organisation is laid out"),
        _("Units and their supervisors are on one page."),
        _("See the units"),
        _to(now, "people:units"),
    )


def _is_at_provider(now: Situation) -> bool:
    return now.actor.organisation.is_provider


def _figures(now: Situation) -> OrganisationFigures:
    return now.figures or OrganisationFigures(0, 0, 0, 0, 0, 0, 0)


_MAKERS: tuple[Callable[[Situation], Step | None], ...] = (
    _answer_organisations,
    _answer_mentor,
    _send_invitations,
    _bring_people,
    _propose_hours,
    _tell_of_yourself,
    _name_leads,
    _meet_mentors,
    _become_mentor,
    _look_around,
)
