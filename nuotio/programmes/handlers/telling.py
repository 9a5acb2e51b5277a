"""Organisations and people hear of invitations, answers and places."""

from django.utils import timezone

from nuotio.foundation import tenancy
from nuotio.foundation.events import listens_to
from nuotio.notifications import queries as people_told
from nuotio.notifications import wording
from nuotio.notifications.kinds import Kind
from nuotio.notifications.services import notices as telling
from nuotio.notifications.services.notices import News
from nuotio.people.models import Role
from nuotio.programmes import events, notices, places
from nuotio.programmes.models import Application, Participation, Programme, Seat
from nuotio.programmes.queries import readers
from nuotio.programmes.services.telling import tell


@listens_to(events.OrganisationInvited)
def tell_of_invitation(event: events.OrganisationInvited) -> None:
    """Tell HR and the coordinators of the organisation that it is invited."""
    taking = Participation.objects.filter(organisation_id=event.organisation_id).first()
    programme = _programme(event.programme_id)
    if taking is None or programme is None or taking.state != Participation.State.INVITED:
        return
    for reader in people_told.holders_of(event.organisation_id, Role.HR, Role.COORDINATOR):
        path = places.inside("programme_answer", reader.organisation.slug, event.programme_id)
        told = {"provider": programme.provider.name, "programme": programme.name}
        key = f"{_invited(taking)}:{taking.invited_at:%Y%m%dT%H%M%S}"
        news = News(notices.PROGRAMME_INVITED, key=key, path=path, params=told)
        tell(reader, news, at=timezone.now())


@listens_to(events.ParticipationAnswered)
def tell_of_answer(event: events.ParticipationAnswered) -> None:
    """Tell the programme's coordinators what an organisation answered; ask it no more."""
    rows = Participation.objects.select_related("organisation")
    taking = rows.filter(pk=event.participation_id).first()
    programme = _programme(event.programme_id)
    if taking is None or programme is None:
        return
    _settle(taking.organisation_id, notices.PROGRAMME_INVITED, _invited(taking))
    moment = taking.answered_at or taking.invited_at
    told = {
        "organisation": wording.in_three(lambda: taking.organisation.name),
        "programme": programme.name,
        "state": event.state,
    }
    for seat in readers.sitting(programme.pk, Seat.Role.COORDINATOR):
        reader = readers.person(seat)
        news = News(
            notices.PARTICIPATION_ANSWERED,
            key=f"participation_answered:{taking.pk}:{event.state}:{moment:%Y%m%dT%H%M%S}",
            path=places.inside("programme_organisations", reader.organisation.slug, programme.pk),
            params=told,
        )
        tell(reader, news, at=timezone.now())


@listens_to(events.ApplicationMade)
def tell_of_application(event: events.ApplicationMade) -> None:
    """Tell HR and the coordinators that somebody would like to be a mentor."""
    application = _application(event.application_id)
    if application is None or application.state != Application.State.WAITING:
        return
    applicant = application.membership
    for reader in people_told.holders_of(event.organisation_id, Role.HR, Role.COORDINATOR):
        if reader.pk == applicant.pk:
            continue
        slug = reader.organisation.slug
        news = News(
            notices.APPLICATION_MADE,
            key=f"{_applied(application)}:{application.applied_at:%Y%m%dT%H%M%S}",
            path=places.inside("application", slug, event.programme_id, pk=application.pk),
            about=applicant,
        )
        tell(reader, news, at=timezone.now())


@listens_to(events.ApplicationAnswered)
def tell_applicant(event: events.ApplicationAnswered) -> None:
    """Tell the applicant what HR answered; ask HR no more."""
    application, programme = _application(event.application_id), _programme(event.programme_id)
    if application is None or programme is None or application.answered_at is None:
        return
    _settle(event.organisation_id, notices.APPLICATION_MADE, _applied(application))
    reader, slug = application.membership, application.membership.organisation.slug
    is_accepted = application.state == Application.State.ACCEPTED
    path = places.inside("application", slug, programme.pk, pk=application.pk)
    if is_accepted:
        path = places.inside("my_place", slug, programme.pk)
    news = News(
        notices.APPLICATION_ANSWERED,
        key=f"application_answered:{application.pk}:{application.answered_at:%Y%m%dT%H%M%S}",
        path=path,
        params={"programme": programme.name, "is_accepted": is_accepted},
    )
    tell(reader, news, at=timezone.now())


@listens_to(events.SeatTaken)
def tell_of_seat(event: events.SeatTaken) -> None:
    """Tell a person that she has a place.

    Not the coordinator, who made the programme herself, nor whose application was accepted: she
    hears that.
    """
    seat, programme = readers.seat_at(event.seat_id), _programme(event.programme_id)
    if seat is None or programme is None or seat.role == Seat.Role.COORDINATOR:
        return
    reader = readers.person(seat)
    with tenancy.inside(reader.organisation_id):
        accepted = Application.objects.filter(
            programme=programme, membership=reader, state=Application.State.ACCEPTED
        )
        if accepted.exists():
            return
    news = News(
        notices.SEAT_TAKEN,
        key=f"programme_seat:{seat.pk}",
        path=places.programme(reader.organisation.slug, programme.pk),
        params={
            "programme": programme.name,
            "role": wording.in_three(lambda: Seat.Role(seat.role).label),
        },
    )
    tell(reader, news, at=timezone.now())


@listens_to(events.PairMade)
def tell_pair(event: events.PairMade) -> None:
    """Tell each of a pair with whom she goes through the programme."""
    pair = [seat for seat in readers.sitting(event.programme_id) if seat.pair_id == event.pair_id]
    if len(pair) < 2:
        return
    together = "-".join(str(seat.pk) for seat in pair)
    for seat in pair:
        others = [other for other in pair if other.pk != seat.pk]
        reader = readers.person(seat)
        news = News(
            notices.PAIR_MADE,
            key=f"pair_made:{event.pair_id}:{together}",
            path=places.inside("my_place", reader.organisation.slug, event.programme_id),
            about=readers.person(others[0]),
            params={"others": len(others) - 1},
        )
        tell(reader, news, at=timezone.now())


def _programme(pk: int) -> Programme | None:
    rows = Programme.objects.select_related("provider").defer("template")
    return rows.filter(pk=pk).first()


def _application(pk: int) -> Application | None:
    rows = Application.objects.select_related("membership__user", "membership__organisation")
    return rows.filter(pk=pk).first()


def _invited(taking: Participation) -> str:
    return f"programme_invited:{taking.pk}"


def _applied(application: Application) -> str:
    return f"application_made:{application.pk}"


def _settle(organisation_id: int, kind: Kind, key: str) -> None:
    with tenancy.inside(organisation_id):
        telling.settle(kind, at=timezone.now(), dedupe_key__startswith=f"{key}:")
