from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nuotio.audit import services as audit
from nuotio.foundation import events as announcements
from nuotio.people.models import Membership, Role
from nuotio.people.rules.roles import holds_role
from nuotio.people.services import role_holdings
from nuotio.programmes.events import ApplicationAnswered, ApplicationMade
from nuotio.programmes.models import Application, Seat
from nuotio.programmes.rules import mentors as rules
from nuotio.programmes.services.programmes import held, seat_person
from nuotio.programmes.standing import Standing

State = Application.State


class AlreadyAnswered(Exception):
    """HR has answered the application otherwise, or the applicant has taken it back or left."""


@dataclass(frozen=True)
class Motivation:
    """Why somebody would like to be a mentor, in her own words, and what she hopes for."""

    motivation: str
    hopes: str = ""


@transaction.atomic
def apply(standing: Standing, words: Motivation, *, at: datetime) -> Application:
    """Apply to be a mentor; what still waits is corrected, so a form sent twice makes one.

    Who took her application back, or left the programme, may apply anew. AlreadyAnswered where HR
    said "not this time".
    """
    actor = standing.actor
    _stand_in_line(actor.pk)
    rules.can_apply.require(standing)
    found = Application.objects.filter(programme=standing.programme, membership=actor).first()
    application = found or Application(
        organisation_id=actor.organisation_id, programme=standing.programme, membership=actor
    )
    if application.state == State.DECLINED:
        raise AlreadyAnswered
    is_new = found is None or application.state != State.WAITING
    if not is_new and _says(application, words):
        return application
    application.motivation, application.hopes = words.motivation, words.hopes
    if is_new:
        application.state, application.applied_at = State.WAITING, at
        application.answer, application.answered_at = "", None
    application.save()
    audit.record("programmes.apply", application, actor_id=actor.user_id, subject_id=actor.user_id)
    if is_new:
        announcements.announce(
            ApplicationMade(standing.programme.pk, application.organisation_id, application.pk)
        )
    return application


@transaction.atomic
def withdraw_application(standing: Standing, application: Application) -> Application:
    """Take the own application back while it waits; taken back twice it is taken back once."""
    application = _locked(application)
    rules.can_withdraw_application.require(standing, application)
    if application.state == State.WITHDRAWN:
        return application
    _require_waiting(application)
    application.state = State.WITHDRAWN
    application.save(update_fields=["state"])
    _note("programmes.withdraw_application", standing, application)
    return application


@transaction.atomic
def accept_application(
    standing: Standing, application: Application, *, at: datetime
) -> Application:
    """Take the applicant along: she gets a place and, where she has it not yet, the mentor's role.

    Applying was her own will to take the role. Accepted twice it is accepted once.
    """
    standing = held(standing)
    application = _locked(application)
    rules.can_answer_application.require(standing, application)
    if application.state == State.ACCEPTED:
        return application
    _require_waiting(application)
    applicant = application.membership
    if not holds_role(applicant, Role.MENTOR):
        role_holdings.take_role(Role.MENTOR, by=applicant, at=at)
    seat_person(standing.programme, applicant, Seat.Role.MENTOR, at=at)
    _answer(standing, application, State.ACCEPTED, "", at=at)
    return application


@transaction.atomic
def decline_application(
    standing: Standing, application: Application, words: str, *, at: datetime
) -> Application:
    """Say "not this time", in words; said twice it is said once."""
    application = _locked(application)
    rules.can_answer_application.require(standing, application)
    if application.state == State.DECLINED:
        return application
    _require_waiting(application)
    _answer(standing, application, State.DECLINED, words, at=at)
    return application


@transaction.atomic
def ask_to_talk(
    standing: Standing, application: Application, words: str, *, at: datetime
) -> Application:
    """Answer with words and decide later: the application goes on waiting."""
    application = _locked(application)
    rules.can_answer_application.require(standing, application)
    _require_waiting(application)
    if application.answer != words:
        _answer(standing, application, State.WAITING, words, at=at)
    return application


def _answer(
    standing: Standing, application: Application, state: str, words: str, *, at: datetime
) -> None:
    application.state, application.answer, application.answered_at = state, words, at
    application.save(update_fields=["state", "answer", "answered_at"])
    _note("programmes.answer_application", standing, application)
    announcements.announce(
        ApplicationAnswered(standing.programme.pk, application.organisation_id, application.pk)
    )


def _note(action: str, standing: Standing, application: Application) -> None:
    subject = application.membership.user_id
    audit.record(action, application, actor_id=standing.actor.user_id, subject_id=subject)


def _says(application: Application, words: Motivation) -> bool:
    return (application.motivation, application.hopes) == (words.motivation, words.hopes)


def _require_waiting(application: Application) -> None:
    if application.state != State.WAITING or not application.membership.is_open:
        raise AlreadyAnswered


def _stand_in_line(membership_id: int) -> None:
    """Lock the applicant first, so that all who write on her application stand in one line."""
    Membership.objects.select_for_update(of=("self",)).get(pk=membership_id)


def _locked(application: Application) -> Application:
    _stand_in_line(application.membership_id)
    rows = Application.objects.select_related("membership__organisation__kind", "membership__user")
    found: Application = rows.get(pk=application.pk)
    return found
