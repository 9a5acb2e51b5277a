from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from nuotio.audit import services as audit
from nuotio.foundation import events, marks, tenancy
from nuotio.people.events import (
    InvitationSent,
    OrganisationAccepted,
    OrganisationAsked,
    OrganisationDeclined,
)
from nuotio.people.models import (
    Invitation,
    JoinRequest,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
)
from nuotio.people.rules import join_requests as rules

FIRST_ROLES = [Role.HR.value, Role.COORDINATOR.value]


class AlreadyAnswered(Exception):
    """Somebody answered the request before, and otherwise."""

    def __init__(self, join_request: JoinRequest) -> None:
        super().__init__(f"Join request {join_request.pk} is {join_request.state}.")
        self.join_request = join_request


class ContactIsIn(Exception):
    """Somebody has joined: the organisation invites its people itself from now on."""


class SlugTaken(Exception):
    """Another organisation has this address."""


class ProviderNotAllowed(Exception):
    """A programme provider is not let in through a request: it would let others in itself."""


@dataclass(frozen=True)
class Asking:
    """What an organisation tells of itself when it asks to join."""

    organisation_name: str
    kind: OrganisationKind
    staff_count: int | None
    contact_name: str
    contact_email: str
    language: str
    message: str


@dataclass(frozen=True)
class Contact:
    """Whom a new organisation's first invitation goes to."""

    name: str
    email: str


@dataclass(frozen=True)
class Founding:
    """What a new organisation is called, as the provider's coordinator has checked it."""

    name_fi: str
    name_sv: str
    name_en: str
    slug: str
    kind: OrganisationKind
    languages: list[str]


@transaction.atomic
def ask_to_join(asking: Asking, *, once: UUID, at: datetime) -> JoinRequest:
    """Keep the wish to join; the same form (`once`) sent again returns what the first one made."""
    if asking.kind.is_provider:
        raise ProviderNotAllowed
    fields = {**vars(asking), "contact_email": asking.contact_email.lower(), "asked_at": at}
    # Nobody is signed in here: who asks for which organisation makes a request hers.
    whose = {name: fields[name] for name in ("contact_email", "organisation_name")}
    mark = marks.own_mark(JoinRequest.objects, once, **whose)
    join_request, is_new = JoinRequest.objects.get_or_create(once=mark, defaults=fields)
    if is_new:
        audit.record("people.ask_to_join", join_request, actor_id=None)
        events.announce(OrganisationAsked(join_request.pk))
    return join_request


@transaction.atomic
def accept_join_request(
    join_request: JoinRequest, *, by: Membership, founding: Founding, at: datetime
) -> Organisation:
    """Let the organisation in and invite its contact person as HR and coordinator.

    Accepted again it returns the organisation that the first time made. AlreadyAnswered
    where it was declined, SlugTaken where the address is in use.
    """
    join_request = JoinRequest.objects.select_for_update().get(pk=join_request.pk)
    rules.can_answer_join_requests.require(by)
    if join_request.organisation_id is not None:
        return Organisation.objects.get(pk=join_request.organisation_id)
    if not join_request.is_waiting:
        raise AlreadyAnswered(join_request)
    organisation = _found(founding, at=at)
    join_request.organisation = organisation
    _answer(join_request, JoinRequest.State.ACCEPTED, by=by, at=at)
    audit.record("people.answer_join_request", organisation, actor_id=by.user_id)
    events.announce(OrganisationAccepted(organisation.pk, join_request.pk))
    _invite_contact(join_request, organisation, by=by, at=at)
    return organisation


@transaction.atomic
def decline_join_request(
    join_request: JoinRequest, *, by: Membership, words: str, at: datetime
) -> JoinRequest:
    """Answer no, with words; declined again it stays as it was answered first."""
    join_request = JoinRequest.objects.select_for_update().get(pk=join_request.pk)
    rules.can_answer_join_requests.require(by)
    if join_request.state == JoinRequest.State.DECLINED:
        return join_request
    if not join_request.is_waiting:
        raise AlreadyAnswered(join_request)
    join_request.answer = words
    _answer(join_request, JoinRequest.State.DECLINED, by=by, at=at)
    audit.record("people.answer_join_request", join_request, actor_id=by.user_id)
    events.announce(OrganisationDeclined(join_request.pk))
    return join_request


@transaction.atomic
def invite_contact_again(
    join_request: JoinRequest, *, by: Membership, contact: Contact, at: datetime
) -> JoinRequest:
    """Send the first invitation again, or to a corrected address, while nobody has joined.

    ContactIsIn where somebody has; an address that was wrong loses its invitation.
    """
    join_request = JoinRequest.objects.select_for_update().get(pk=join_request.pk)
    rules.can_answer_join_requests.require(by)
    if join_request.organisation is None:
        raise AlreadyAnswered(join_request)
    if join_request.contact_joined_at is not None:
        raise ContactIsIn
    join_request.contact_name = contact.name
    join_request.contact_email = contact.email.lower()
    join_request.save(update_fields=["contact_name", "contact_email"])
    _invite_contact(join_request, join_request.organisation, by=by, at=at)
    return join_request


@transaction.atomic
def contact_joined(organisation_id: int, *, at: datetime) -> None:
    """Note that the first person of an accepted organisation came in; later ones change nothing."""
    asked = JoinRequest.objects.filter(organisation_id=organisation_id)
    asked.filter(contact_joined_at__isnull=True).update(contact_joined_at=at)


def _answer(
    join_request: JoinRequest, state: JoinRequest.State, *, by: Membership, at: datetime
) -> None:
    join_request.state = state
    join_request.answered_at = at
    join_request.answered_by_id = by.user_id
    join_request.save()


def _found(founding: Founding, *, at: datetime) -> Organisation:
    if founding.kind.is_provider:
        raise ProviderNotAllowed
    try:
        with transaction.atomic():
            return Organisation.objects.create(**vars(founding), accepted_at=at)
    except IntegrityError as taken:
        raise SlugTaken(founding.slug) from taken


def _invite_contact(
    join_request: JoinRequest, organisation: Organisation, *, by: Membership, at: datetime
) -> None:
    """Invite inside the new organisation; nobody there made it, so `invited_by` stays empty."""
    with tenancy.inside(organisation.pk):
        waiting = Invitation.objects.select_for_update(of=("self",)).filter(
            accepted_at__isnull=True, withdrawn_at__isnull=True
        )
        waiting.exclude(email=join_request.contact_email).update(withdrawn_at=at)
        invitation = waiting.filter(email=join_request.contact_email).first() or Invitation(
            organisation=organisation, email=join_request.contact_email, created_at=at
        )
        invitation.name = join_request.contact_name
        invitation.language = join_request.language
        invitation.roles = FIRST_ROLES
        invitation.sent_at = at
        invitation.times_sent += 1
        invitation.save()
        audit.record("people.answer_join_request", invitation, actor_id=by.user_id)
        events.announce(InvitationSent(organisation.pk, invitation.pk, invitation.times_sent))
