from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from nuotio.foundation import tenancy
from nuotio.people.models import Membership, Organisation, Role
from nuotio.programmes.models import Assignment, Event, Participation, Programme, Seat
from nuotio.programmes.rules import assignments as assignment_rules
from nuotio.programmes.rules import events as event_rules
from nuotio.programmes.standing import Standing

State = Participation.State


def programmes_of(actor: Membership) -> Sequence[Standing]:
    """Return how the member stands to every programme that concerns her, the newest first.

    At a provider: all for a coordinator, for others those where they have a seat. Elsewhere those
    of the organisation, but for those that it declined. Two queries.
    """
    with tenancy.unrestricted(reason="Which programmes a member may enter."):
        seats = {
            seat.programme_id: seat
            for seat in Seat.objects.filter(membership_id=actor.pk).order_by("joined_at", "pk")
        }
        if actor.organisation.is_provider:
            own = Programme.objects.filter(provider_id=actor.organisation_id)
            if not actor.has_role(Role.COORDINATOR):
                own = own.filter(pk__in=seats)
            found: list[tuple[Programme, Participation | None]] = [
                (programme, None)
                for programme in own.defer("template").order_by("-starts_on", "-pk")
            ]
        else:
            found = [(one.programme, one) for one in _participations(actor.organisation_id)]
    return [Standing(actor, programme, one, seats.get(programme.pk)) for programme, one in found]


def _participations(organisation_id: int) -> Sequence[Participation]:
    rows = Participation.objects.filter(organisation_id=organisation_id)
    return list(
        rows.exclude(state=State.DECLINED)
        .select_related("programme")
        .defer("programme__template")
        .order_by("-programme__starts_on", "-programme_id")
    )


def standing_at(pk: int, *, actor: Membership) -> Standing | None:
    """Return how the member stands to the programme; None where it does not concern her."""
    with tenancy.unrestricted(reason="Whether a member may enter a programme."):
        programme = Programme.objects.filter(pk=pk).select_related("provider").first()
        if programme is None:
            return None
        seat = Seat.objects.filter(programme=programme, membership_id=actor.pk).order_by(
            "left_at", "-pk"
        )
        standing = Standing(actor, programme, _participation(programme, actor), _open_first(seat))
        may_enter = standing.participation is not None or standing.trains
    return standing if may_enter else None


def _participation(programme: Programme, actor: Membership) -> Participation | None:
    if programme.provider_id == actor.organisation_id:  # a provider does not take part
        return None
    rows = Participation.objects.filter(programme=programme, organisation_id=actor.organisation_id)
    found: Participation | None = rows.exclude(state=State.DECLINED).first()
    return found


def _open_first(seats: Iterable[Seat]) -> Seat | None:
    return min(seats, key=lambda seat: seat.left_at is not None, default=None)


@dataclass(frozen=True)
class Taking:
    """An organisation in a programme, with how many of each seat it has."""

    participation: Participation
    organisation: Organisation
    mentors: int
    others: int


def participations(programme: Programme) -> Sequence[Taking]:
    """Return the programme's organisations with their seats counted; two queries."""
    rows = Participation.objects.filter(programme=programme).select_related("organisation")
    seats = Seat.objects.filter(programme=programme, left_at__isnull=True)
    held = list(seats.values_list("organisation_id", "role"))
    return [
        Taking(
            one,
            one.organisation,
            mentors=held.count((one.organisation_id, Seat.Role.MENTOR)),
            others=sum(
                whose == one.organisation_id and role != Seat.Role.MENTOR for whose, role in held
            ),
        )
        for one in rows.order_by("organisation__name_fi", "pk")
    ]


def seats_of(programme: Programme, *, organisation_id: int | None = None) -> Sequence[Seat]:
    """Return the open seats, by organisation and name; of one organisation where it is given."""
    rows = Seat.objects.filter(programme=programme, left_at__isnull=True)
    if organisation_id is not None:
        rows = rows.filter(organisation_id=organisation_id)
    return list(rows.select_related("organisation").order_by("organisation__name_fi", "name", "pk"))


def organisations_to_invite() -> QuerySet[Organisation]:
    """Return the organisations that may be invited into a programme, by name."""
    rows = Organisation.objects.filter(kind__is_provider=False, accepted_at__isnull=False)
    return rows.order_by("name_fi", "pk")


def trainers_of(actor: Membership) -> Sequence[Membership]:
    """Return the provider's trainers and coordinators, by name."""
    return _holders(actor, Role.TRAINER, Role.COORDINATOR)


def contacts_of(actor: Membership) -> Sequence[Membership]:
    """Return who may be the HR contacts of the member's organisation, by name."""
    return _holders(actor, Role.HR, Role.COORDINATOR)


def sponsors_of(actor: Membership) -> Sequence[Membership]:
    """Return who may speak for management in the member's organisation, by name."""
    return _holders(actor, Role.MANAGEMENT)


def _holders(actor: Membership, *roles: Role) -> Sequence[Membership]:
    rows = Membership.objects.filter(
        organisation_id=actor.organisation_id,
        left_at__isnull=True,
        role_holdings__role__in=roles,
        role_holdings__state="active",
    )
    return list(rows.select_related("user", "unit").order_by("user__name", "pk").distinct())


def events_seen_by(standing: Standing) -> Sequence[Event]:
    """Return the programme's events that the member may see, by time; one query."""
    rows = Event.objects.filter(programme=standing.programme).defer("agenda", "notes")
    found = rows.select_related("private_to").order_by("starts_at", "pk")
    return [event for event in found if event_rules.can_see_event(standing, event)]


def assignments_seen_by(standing: Standing) -> Sequence[Assignment]:
    """Return the programme's assignments that the member may see, by due date; one query."""
    rows = Assignment.objects.filter(programme=standing.programme)
    found = rows.order_by("due_at", "pk")
    return [one for one in found if assignment_rules.can_see_assignment(standing, one)]


def events_ahead_of(standing: Standing) -> Sequence[Event]:
    """Return the shared events, by time, for an organisation that has yet to answer."""
    rows = Event.objects.filter(programme=standing.programme, private_to=None)
    return list(rows.defer("agenda", "notes").order_by("starts_at", "pk"))
