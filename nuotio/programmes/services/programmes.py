from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from nuotio.audit import services as audit
from nuotio.foundation import events as announcements
from nuotio.foundation import tenancy
from nuotio.people.models import Membership, Organisation
from nuotio.programmes import blueprints
from nuotio.programmes.events import OrganisationInvited, ParticipationAnswered, SeatTaken
from nuotio.programmes.models import Assignment, Event, Participation, Programme, Seat
from nuotio.programmes.rules import programmes as rules
from nuotio.programmes.standing import Standing

State = Participation.State
MAKING = "A programme that is being made is not open to anybody yet."


class NameTaken(Exception):
    """The provider has a programme of this name; `programme` is that one."""

    def __init__(self, programme: Programme) -> None:
        super().__init__(programme.name)
        self.programme = programme


class NotWaiting(Exception):
    """The organisation has answered already, or is not invited."""


@dataclass(frozen=True)
class Proposal:
    """What a coordinator chooses: name, day of the first HR day, template, who takes part."""

    name: str
    starts_on: date
    template: dict[str, Any]
    organisations: Sequence[Organisation]
    trainers: Sequence[Membership] = ()


@transaction.atomic
def make_programme(proposal: Proposal, *, by: Membership, at: datetime) -> Programme:
    """Make a programme with the template's events and assignments; invite the organisations.

    NameTaken where the provider has one of this name: a form sent twice makes one programme.
    """
    rules.can_make_programme.require(by)
    with tenancy.unrestricted(reason=MAKING):
        programme = _founded(proposal, by=by, at=at)
        for membership in {by.pk: by, **{one.pk: one for one in proposal.trainers}}.values():
            role = Seat.Role.COORDINATOR if membership.pk == by.pk else Seat.Role.TRAINER
            seat_person(programme, membership, role, at=at)
        _write_down(programme, proposal, at=at)
        for organisation in proposal.organisations:
            invite(programme, organisation, at=at)
    audit.record("programmes.make_programme", programme, actor_id=by.user_id)
    return programme


def _founded(proposal: Proposal, *, by: Membership, at: datetime) -> Programme:
    try:
        with transaction.atomic():
            made: Programme = Programme.objects.create(
                provider_id=by.organisation_id,
                name=proposal.name,
                starts_on=proposal.starts_on,
                source=proposal.template["id"],
                template=proposal.template,
                made_at=at,
            )
            return made
    except IntegrityError as taken:
        theirs = Programme.objects.get(provider_id=by.organisation_id, name=proposal.name)
        raise NameTaken(theirs) from taken


def _write_down(programme: Programme, proposal: Proposal, *, at: datetime) -> None:
    planned = blueprints.events_of(proposal.template, starts_on=proposal.starts_on)
    leader = Seat.objects.filter(programme=programme, role=Seat.Role.TRAINER).order_by("pk").first()
    for one in planned:
        if not one.is_own:
            _event(programme, one, at=at, leader=leader)
    events = {event.code: event for event in Event.objects.filter(programme=programme)}
    for told in blueprints.assignments_of(proposal.template, starts_on=proposal.starts_on):
        Assignment.objects.create(
            programme=programme,
            code=told.code,
            **_names(told.names),
            after_event=events.get(told.after_event),
            due_at=told.due_at,
            roles=list(told.roles),
            is_for_pairs=told.is_for_pairs,
            effort_hours=told.effort_hours,
            instructions=told.instructions,
            deliverable=told.deliverable,
            steps=told.steps,
            fields=told.fields,
        )


def _event(
    programme: Programme,
    one: blueprints.PlannedEvent,
    *,
    at: datetime,
    leader: Seat | None = None,
    private_to: Organisation | None = None,
) -> Event:
    made: Event = Event.objects.create(
        programme=programme,
        private_to=private_to,
        code=one.code,
        kind=one.kind,
        phase=one.phase,
        **_names(one.names),
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        mode=one.mode,
        roles=list(one.roles),
        objectives=one.objectives,
        agenda=one.agenda,
        leader=leader,
        changed_at=at,
    )
    return made


def _names(words: dict[str, str]) -> dict[str, str]:
    return {f"name_{language}": words.get(language, "") for language in ("fi", "sv", "en")}


def invite(programme: Programme, organisation: Organisation, *, at: datetime) -> Participation:
    """Invite an organisation once; the caller asked the rule and opened the programme."""
    participation: Participation
    participation, is_new = Participation.objects.get_or_create(
        programme=programme, organisation=organisation, defaults={"invited_at": at}
    )
    if is_new:
        announcements.announce(OrganisationInvited(programme.pk, organisation.pk))
    return participation


@transaction.atomic
def invite_organisation(
    standing: Standing, organisation: Organisation, *, at: datetime
) -> Participation:
    """Invite one more organisation into the programme; one that declined is asked again."""
    rules.can_run_programme.require(standing)
    participation = invite(standing.programme, organisation, at=at)
    if participation.state == State.DECLINED:
        participation.state, participation.invited_at = State.INVITED, at
        participation.answered_at = None
        participation.save()
        announcements.announce(OrganisationInvited(standing.programme.pk, organisation.pk))
    audit.record("programmes.invite_organisation", participation, actor_id=standing.actor.user_id)
    return participation


@dataclass(frozen=True)
class Acceptance:
    """Whom the organisation names: its HR contacts, and who speaks for management."""

    contacts: Sequence[Membership]
    sponsor: Membership | None = None


@transaction.atomic
def accept_programme(standing: Standing, acceptance: Acceptance, *, at: datetime) -> Participation:
    """Take part: contacts and sponsor get their seats, the organisation's own meetings are set.

    Accepted again it stays accepted. NotWaiting where the organisation was not invited, or left.
    """
    participation = _locked(standing)
    if participation.state == State.ACCEPTED:
        return participation
    if participation.state != State.INVITED:
        raise NotWaiting
    rules.can_answer_programme.require(standing)
    _answer(participation, State.ACCEPTED, at=at)
    for contact in acceptance.contacts:
        seat_person(standing.programme, contact, Seat.Role.HR, at=at)
    if acceptance.sponsor is not None:
        seat_person(standing.programme, acceptance.sponsor, Seat.Role.SPONSOR, at=at)
    _set_own_meetings(standing, at=at)
    _tell(standing, participation)
    return participation


def _set_own_meetings(standing: Standing, *, at: datetime) -> None:
    """Set the meetings that the organisation holds by itself, moved as the others were moved."""
    organisation = standing.actor.organisation
    rows = Programme.objects.select_for_update(of=("self",))  # a move of dates waits for us
    programme = rows.get(pk=standing.programme.pk)
    planned = blueprints.events_of(programme.template, starts_on=programme.starts_on)
    for one in blueprints.after_moves(planned, programme.moves):
        if one.is_own:
            _event(programme, one, at=at, private_to=organisation)


@transaction.atomic
def decline_programme(standing: Standing, *, message: str, at: datetime) -> Participation:
    """Say no to an invitation, with words; declined again it stays as it was."""
    participation = _locked(standing)
    if participation.state == State.DECLINED:
        return participation
    if participation.state != State.INVITED:
        raise NotWaiting
    rules.can_answer_programme.require(standing)
    participation.message = message
    _answer(participation, State.DECLINED, at=at)
    _tell(standing, participation)
    return participation


@transaction.atomic
def leave_programme(standing: Standing, *, message: str, at: datetime) -> Participation:
    """Take the organisation out half-way: its seats close, its own rows stay its own.

    The programme goes on for the others. Left again it stays as it was left.
    """
    participation = _locked(standing)
    if participation.state == State.LEFT:
        return participation
    rules.can_leave_programme.require(standing)
    participation.message, participation.left_at = message, at
    _answer(participation, State.LEFT, at=at)
    seats = Seat.objects.filter(
        programme=standing.programme, organisation=participation.organisation, left_at=None
    )
    seats.update(left_at=at)
    _tell(standing, participation)
    return participation


def held(standing: Standing) -> Standing:
    """Lock the organisation's participation, and return how the member stands to it now.

    Nobody gets a place, then, while the organisation leaves.
    """
    return replace(standing, participation=_locked(standing))


def _locked(standing: Standing) -> Participation:
    """Lock the organisation's participation; NotWaiting where there is none."""
    rows = Participation.objects.select_for_update(of=("self",)).filter(
        programme=standing.programme, organisation_id=standing.actor.organisation_id
    )
    found: Participation | None = rows.first()
    if found is None:
        raise NotWaiting
    return found


def _answer(participation: Participation, state: str, *, at: datetime) -> None:
    participation.state, participation.answered_at = state, at
    participation.save()


def _tell(standing: Standing, participation: Participation) -> None:
    audit.record("programmes.answer_programme", participation, actor_id=standing.actor.user_id)
    announcements.announce(
        ParticipationAnswered(standing.programme.pk, participation.pk, participation.state)
    )


def seat_person(programme: Programme, membership: Membership, role: str, *, at: datetime) -> Seat:
    """Give a member a place, with a copy of name and unit; who has one keeps it.

    The caller asked the rule and opened the programme and the member's organisation.
    """
    seat: Seat
    seat, is_new = Seat.objects.get_or_create(
        programme=programme,
        membership=membership,
        left_at=None,
        defaults={
            "organisation_id": membership.organisation_id,
            "role": role,
            "name": membership.name,
            "unit": membership.unit.name_fi if membership.unit else "",
            "joined_at": at,
        },
    )
    if is_new:
        announcements.announce(SeatTaken(programme.pk, seat.pk))
    return seat
