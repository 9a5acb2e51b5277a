"""Serves R48 to R53, R59 and R60: a programme is made, answered and left."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy
from nuotio.programmes import blueprints
from nuotio.programmes.events import OrganisationInvited, ParticipationAnswered, SeatTaken
from nuotio.programmes.models import Assignment, Event, Participation, Programme, Seat
from nuotio.programmes.queries import programmes as queries
from nuotio.programmes.services import programmes as services
from tests.factories import (
    EventFactory,
    MembershipFactory,
    OrganisationFactory,
    ParticipationFactory,
    ProgrammeFactory,
    SeatFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
STARTS = date(2027, 1, 12)


def proposal(*organisations, name="Spring 2027", trainers=()):
    return services.Proposal(name, STARTS, blueprints.shipped(), organisations, trainers)


def every(model):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(model.objects.order_by("pk"))


@pytest.fixture
def made(coordinator, inside, now):
    """A programme that two organisations were invited to."""
    inside(coordinator)
    return services.make_programme(
        proposal(OrganisationFactory(), OrganisationFactory()), by=coordinator, at=now
    )


@pytest.fixture
def invited(made, inside):
    """HR of an invited organisation, inside it."""
    hr = MembershipFactory(organisation=every(Participation)[0].organisation, hr=True)
    inside(hr)
    return hr


def enter(member, programme):
    standing = queries.standing_at(programme.pk, actor=member)
    assert standing is not None
    return standing


def test_a_programme_is_made_with_all_its_dates_and_its_organisations_are_invited(
    coordinator, inside, announced, now
):
    inside(coordinator)
    trainer = MembershipFactory(organisation=coordinator.organisation, trainer=True)
    here, there = OrganisationFactory(), OrganisationFactory()

    programme = services.make_programme(
        proposal(here, there, trainers=[trainer]), by=coordinator, at=now
    )

    codes = [event.code for event in every(Event)]
    assert {"hr_day_1", "hr_day_2", "coaching_1", "coaching_2", "coaching_3"} <= set(codes)
    assert "mentor_hr_1" not in codes
    first = next(event for event in every(Event) if event.code == "hr_day_1")
    assert first.starts_at == datetime(2027, 1, 12, 7, 0, tzinfo=UTC)
    leader = next(seat for seat in every(Seat) if seat.pk == first.leader_id)
    assert leader.name == trainer.name
    assert [one.code for one in every(Assignment)] == [
        "hr_assignment",
        "assignment_1",
        "assignment_2",
        "assignment_3",
    ]
    assert [(seat.role, seat.name) for seat in every(Seat)] == [
        ("coordinator", coordinator.name),
        ("trainer", trainer.name),
    ]
    assert [one for one in announced if isinstance(one, OrganisationInvited)] == [
        OrganisationInvited(programme.pk, here.pk),
        OrganisationInvited(programme.pk, there.pk),
    ]
    assert list(AuditEntry.objects.values_list("action", "actor_id")) == [
        ("programmes.make_programme", coordinator.user_id)
    ]


def test_the_same_form_sent_twice_makes_one_programme(made, coordinator, now):
    with pytest.raises(services.NameTaken) as taken:
        services.make_programme(proposal(OrganisationFactory()), by=coordinator, at=now)

    assert taken.value.programme == made
    assert every(Programme) == [made]


@pytest.mark.parametrize("role", ["trainer", "hr"])
def test_only_a_coordinator_of_a_provider_makes_programmes(role, inside, now):
    at_provider = role == "trainer"
    member = MembershipFactory(at_provider=at_provider, **{role: True})
    inside(member)

    with pytest.raises(PermissionDenied):
        services.make_programme(proposal(OrganisationFactory()), by=member, at=now)

    assert every(Programme) == []


def test_an_organisation_accepts_and_gets_its_own_meetings(made, invited, announced, now):
    """Serves R50."""
    unit = UnitFactory(organisation=invited.organisation)
    boss = MembershipFactory(organisation=invited.organisation, unit=unit, management=True)
    with tenancy.with_programmes(made.pk):
        standing = enter(invited, made)

        accepted = services.accept_programme(standing, services.Acceptance([invited], boss), at=now)
        again = services.accept_programme(standing, services.Acceptance([invited]), at=now)

    own = [event for event in every(Event) if event.private_to_id]
    assert accepted.state == again.state == "accepted"
    assert {event.private_to_id for event in own} == {invited.organisation_id}
    assert [event.code for event in own] == [
        "mentor_info",
        "mentor_hr_1",
        "mentor_hr_2",
        "mentor_hr_3",
    ]
    seats = {seat.name: (seat.role, seat.unit) for seat in every(Seat)}
    assert seats[invited.name] == ("hr", "")
    assert seats[boss.name] == ("sponsor", unit.name_fi)
    assert [type(event) for event in announced] == [SeatTaken, SeatTaken, ParticipationAnswered]


def test_own_meetings_follow_dates_that_moved_before_the_answer(made, invited, now):
    with tenancy.with_programmes(made.pk):
        standing = enter(invited, made)
        standing.programme.moves = [{"from": "2027-03-20T00:00:00+02:00", "days": 14}]
        standing.programme.save()

        services.accept_programme(standing, services.Acceptance([invited]), at=now)

    starts = {event.code: event.starts_at for event in every(Event) if event.private_to_id}
    assert starts["mentor_hr_1"] == datetime(2027, 3, 16, 11, 0, tzinfo=UTC)
    # Two weeks on, and by then in summer time: the clock time in Helsinki is the same.
    assert starts["mentor_hr_2"] == datetime(2027, 5, 4, 10, 0, tzinfo=UTC)


def test_an_organisation_declines_once_with_words(made, invited, announced, now):
    with tenancy.with_programmes(made.pk):
        standing = enter(invited, made)

        services.decline_programme(standing, message="Next year.", at=now)
        again = services.decline_programme(standing, message="Other words.", at=now)

    assert (again.state, again.message) == ("declined", "Next year.")
    assert len(announced) == 1
    assert queries.standing_at(made.pk, actor=invited) is None


def test_who_declined_is_asked_again(made, coordinator, invited, now):
    with tenancy.with_programmes(made.pk):
        services.decline_programme(enter(invited, made), message="", at=now)
    with tenancy.inside(coordinator.organisation_id), tenancy.with_programmes(made.pk):
        services.invite_organisation(enter(coordinator, made), invited.organisation, at=now)

    assert enter(invited, made).participation.state == "invited"


def test_after_an_answer_there_is_nothing_to_answer(made, invited, now):
    with tenancy.with_programmes(made.pk):
        standing = enter(invited, made)
        services.accept_programme(standing, services.Acceptance([invited]), at=now)

        with pytest.raises(services.NotWaiting):
            services.decline_programme(standing, message="", at=now)


def test_an_organisation_that_leaves_keeps_its_own_and_the_others_go_on(
    programme, hr, mentor, trainer, standing, now
):
    own = EventFactory(programme=programme, private_to=hr.organisation)
    theirs = SeatFactory(programme=programme)
    ParticipationFactory(programme=programme, organisation=theirs.organisation)

    services.leave_programme(standing(hr), message="A reform.", at=now)
    again = services.leave_programme(
        queries.standing_at(programme.pk, actor=hr), message="", at=now
    )

    assert (again.state, again.message) == ("left", "A reform.")
    open_seats = {seat.name for seat in every(Seat) if seat.is_open}
    assert open_seats == {trainer.name, theirs.name}
    assert own in every(Event)


@pytest.mark.parametrize("who", ["employee", "management", "mentor"])
def test_others_neither_answer_nor_leave_for_the_organisation(who, made, invited, now):
    roles = {} if who == "employee" else {who: True}
    member = MembershipFactory(organisation=invited.organisation, **roles)
    with tenancy.with_programmes(made.pk):
        standing = enter(member, made)

        for attempt in (
            lambda: services.accept_programme(standing, services.Acceptance([invited]), at=now),
            lambda: services.decline_programme(standing, message="", at=now),
            lambda: services.leave_programme(standing, message="", at=now),
        ):
            with pytest.raises(PermissionDenied):
                attempt()

    assert {one.state for one in every(Participation)} == {"invited"}


def test_only_those_whom_a_programme_concerns_enter_it(programme, hr, trainer, provider):
    stranger = MembershipFactory(hr=True)
    idle = MembershipFactory(organisation=provider, trainer=True)

    assert queries.standing_at(programme.pk, actor=stranger) is None
    assert queries.standing_at(programme.pk, actor=idle) is None
    assert queries.standing_at(987_654, actor=hr) is None
    with tenancy.inside(provider.pk):
        assert queries.standing_at(programme.pk, actor=trainer).trains is True


@pytest.mark.parametrize("count", [1, 3])
def test_the_own_programmes_are_listed_in_two_queries(count, django_assert_num_queries):
    hr = MembershipFactory(hr=True)
    mine = [ProgrammeFactory(starts_on=date(2026, 1 + n, 5)) for n in range(count)]
    for programme in mine:
        ParticipationFactory(programme=programme, organisation=hr.organisation)
    ParticipationFactory()
    ParticipationFactory(organisation=hr.organisation, state="declined")

    with django_assert_num_queries(2):
        found = queries.programmes_of(hr)

    assert [one.programme for one in found] == mine[::-1]


def test_a_trainer_sees_the_programmes_with_a_seat_and_a_coordinator_all(
    programme, trainer, coordinator
):
    other = ProgrammeFactory(provider=programme.provider, starts_on=date(2020, 1, 7))

    assert [one.programme for one in queries.programmes_of(trainer)] == [programme]
    assert [one.programme for one in queries.programmes_of(coordinator)] == [programme, other]
