"""Serves R56: mixed groups for the sessions of a programme."""

from datetime import timedelta
from itertools import combinations

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy
from nuotio.programmes.models import GroupPlan
from nuotio.programmes.queries import groups as queries
from nuotio.programmes.services import groups as services
from tests.factories import (
    AttendanceFactory,
    EventFactory,
    GroupPlanFactory,
    MembershipFactory,
    OrganisationFactory,
    ParticipationFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sessions(programme, now):
    """Three coaching sessions, a week apart, the first tomorrow."""
    return [
        EventFactory(
            programme=programme,
            starts_at=now + timedelta(days=1, weeks=week),
            ends_at=now + timedelta(days=1, weeks=week, hours=6),
        )
        for week in range(3)
    ]


def people(programme, *sizes):
    """Seat so many mentors of an organisation each; return their seats."""
    seats = []
    for size in sizes:
        organisation = OrganisationFactory()
        ParticipationFactory(programme=programme, organisation=organisation)
        seats += [
            SeatFactory(
                programme=programme, membership=None, organisation=organisation, name=f"Mentor {n}"
            )
            for n in range(size)
        ]
    return seats


def plans():
    with tenancy.unrestricted(reason="Looking at what there is."):
        return {one.event_id: one for one in GroupPlan.objects.order_by("pk")}


def meetings(*plans):
    return [pair for plan in plans for group in plan.groups
            for pair in combinations(sorted(group), 2)]  # fmt: skip


def wish(events, **changes):
    return services.Wish([event.pk for event in events], **{"size": 4, **changes})


def test_sixty_people_of_eight_organisations_never_meet_twice_in_three_sessions(
    programme, sessions, trainer, standing, now
):
    seats = people(programme, 8, 8, 8, 8, 7, 7, 7, 7)

    made = services.make_groups(standing(trainer), wish(sessions), at=now)

    assert [plan.event for plan in made] == sessions
    for plan in made:
        assert sorted(pk for group in plan.groups for pk in group) == [one.pk for one in seats]
        assert {len(group) for group in plan.groups} == {4}
    met = meetings(*made)
    assert len(met) == 270
    assert len(set(met)) == 270
    assert [(plan.repeats, plan.fewest, plan.alike) for plan in made] == [(0, 0, 0)] * 3
    assert AuditEntry.objects.filter(action="programmes.make_groups").count() == 3


def test_groups_of_a_session_that_is_over_stay_and_whom_they_met_is_not_met_again(
    programme, sessions, trainer, standing, now
):
    people(programme, 8, 8, 8, 8, 7, 7, 7, 7)
    here = standing(trainer)
    services.make_groups(here, wish(sessions), at=now)
    before = plans()

    services.make_groups(here, wish(sessions, seed=7), at=now + timedelta(days=2))

    after = plans()
    assert after[sessions[0].pk].groups == before[sessions[0].pk].groups
    assert after[sessions[1].pk].groups != before[sessions[1].pk].groups
    met = meetings(*after.values())
    assert len(set(met)) == len(met) == 270


def test_the_same_wish_sent_twice_makes_the_same_groups_once(
    programme, sessions, trainer, standing, now
):
    people(programme, 4, 4, 4)
    here = standing(trainer)

    services.make_groups(here, wish(sessions), at=now)
    first = {pk: plan.groups for pk, plan in plans().items()}
    services.make_groups(here, wish(sessions), at=now + timedelta(seconds=1))

    assert {pk: plan.groups for pk, plan in plans().items()} == first
    assert {plan.made_at for plan in plans().values()} == {now}
    assert AuditEntry.objects.count() == 3


def test_who_cannot_come_has_left_or_has_another_role_is_left_out(
    programme, sessions, trainer, hr, standing, now
):
    seats = people(programme, 3, 3)
    AttendanceFactory(event=sessions[0], seat=seats[0], answer="not_coming")
    AttendanceFactory(event=sessions[0], seat=seats[1], answer="online")
    SeatFactory(programme=programme, membership=None, organisation=seats[0].organisation,
                name="Gone", left_at=now)  # fmt: skip

    services.make_groups(standing(trainer), wish(sessions[:2], size=3), at=now)

    placed = {pk: sorted(key for group in one.groups for key in group)
              for pk, one in plans().items()}  # fmt: skip
    assert placed == {
        sessions[0].pk: [one.pk for one in seats[1:]],
        sessions[1].pk: [one.pk for one in seats],
    }


def test_hr_contacts_are_in_the_groups_where_the_trainer_chooses_so(
    programme, sessions, trainer, hr, mentor, standing, now
):
    services.make_groups(
        standing(trainer), wish(sessions[:1], roles=["hr", "mentor", "trainer_of_none"]), at=now
    )

    names = sorted(one.name for group in queries.sessions_of(programme)[0].groups
                   for one in group.members)  # fmt: skip
    assert names == sorted([hr.name, mentor.name])


def test_a_session_that_is_over_or_has_nobody_gets_no_groups(
    programme, sessions, trainer, standing, now
):
    people(programme, 3)
    own = EventFactory(programme=programme, private_to=trainer.organisation)
    called_off = EventFactory(programme=programme, cancelled_at=now, ends_at=now + timedelta(9))
    here = standing(trainer)

    for refused, at in [
        (wish(sessions[:1]), sessions[0].ends_at),
        (wish(sessions, roles=["sponsor"]), now),
        (wish([own, called_off]), now),
    ]:
        with pytest.raises(services.NobodyToGroup):
            services.make_groups(here, refused, at=at)

    assert plans() == {}


@pytest.mark.parametrize("who", ["mentor", "hr"])
def test_only_trainers_and_coordinators_make_groups(
    who, request, programme, sessions, standing, now
):
    seats = people(programme, 3, 3)
    GroupPlanFactory(event=sessions[0], groups=[[one.pk for one in seats[:5]]])
    here = standing(request.getfixturevalue(who))

    with pytest.raises(PermissionDenied):
        services.make_groups(here, wish(sessions), at=now)
    with pytest.raises(PermissionDenied):
        services.join_group(here, sessions[0], seats[5], at=now)

    assert [one.groups for one in plans().values()] == [[[one.pk for one in seats[:5]]]]


def test_a_coordinator_of_the_provider_makes_groups_without_a_seat(
    programme, sessions, coordinator, standing, now
):
    people(programme, 3, 3)

    services.make_groups(standing(coordinator), wish(sessions, size=2), at=now)

    assert len(plans()) == 3


def test_a_late_comer_joins_where_she_has_met_the_fewest(
    programme, sessions, trainer, standing, now
):
    a, b = people(programme, 3, 4)[:3], people(programme, 4)
    late = a[0]
    GroupPlanFactory(event=sessions[0], groups=[[late.pk, b[0].pk], [a[1].pk, b[1].pk]])
    GroupPlanFactory(
        event=sessions[1], groups=[[b[0].pk, b[2].pk], [a[1].pk, b[1].pk], [a[2].pk, b[3].pk]]
    )
    here = standing(trainer)

    number = services.join_group(here, sessions[1], late, at=now)
    again = services.join_group(here, sessions[1], late, at=now)

    assert (number, again) == (2, 2)
    plan = plans()[sessions[1].pk]
    assert plan.groups == [[b[0].pk, b[2].pk], [a[1].pk, b[1].pk, late.pk], [a[2].pk, b[3].pk]]
    assert (plan.repeats, plan.alike) == (1, 2)


def test_a_group_with_somebody_away_is_smaller_and_takes_the_late_comer(
    programme, sessions, trainer, standing, now
):
    a, b = people(programme, 3), people(programme, 3)
    GroupPlanFactory(event=sessions[0], groups=[[a[0].pk, b[0].pk], [a[1].pk, b[1].pk]])
    AttendanceFactory(event=sessions[0], seat=b[1], answer="not_coming")

    number = services.join_group(standing(trainer), sessions[0], b[2], at=now)

    assert number == 2


def test_nobody_joins_after_the_session_or_from_outside(
    programme, sessions, trainer, standing, now
):
    seats = people(programme, 3, 3)
    stranger = SeatFactory()
    GroupPlanFactory(event=sessions[0], groups=[[one.pk for one in seats[:3]]])
    here = standing(trainer)

    with pytest.raises(services.SessionOver):
        services.join_group(here, sessions[0], seats[3], at=sessions[0].ends_at)
    with pytest.raises(services.NobodyToGroup):
        services.join_group(here, sessions[0], stranger, at=now)
    with pytest.raises(services.NobodyToGroup):
        services.join_group(here, sessions[1], seats[3], at=now)

    assert [one.groups for one in plans().values()] == [[[one.pk for one in seats[:3]]]]


def test_who_left_was_erased_or_stayed_away_is_shown_as_away(
    programme, sessions, trainer, standing, now
):
    seats = people(programme, 4)
    GroupPlanFactory(event=sessions[0], groups=[[one.pk for one in seats] + [987_654]])
    AttendanceFactory(event=sessions[0], seat=seats[0], answer="not_coming")
    AttendanceFactory(event=sessions[0], seat=seats[1], answer="coming", was_there=False)
    AttendanceFactory(event=sessions[0], seat=seats[2], answer="not_coming", was_there=True)
    with tenancy.unrestricted(reason="Arranging a test."):
        seats[3].left_at, seats[3].name = now, ""
        seats[3].save()
    standing(trainer)

    group = queries.sessions_of(programme)[0].groups[0]

    told = {key: one.is_away for key, one in zip(group.keys, group.members, strict=True)}
    assert told == {seats[0].pk: True, seats[1].pk: True, seats[2].pk: False, seats[3].pk: True,
                    987_654: True}  # fmt: skip
    assert group.present == (seats[2].pk,)


def test_how_good_the_groups_are_is_told_with_its_proof(
    programme, sessions, trainer, standing, now
):
    people(programme, 2, 2)
    here = standing(trainer)

    services.make_groups(here, wish(sessions, size=2), at=now)
    never_twice = queries.quality(queries.sessions_of(programme), at=now)
    services.make_groups(here, wish(sessions, size=4), at=now)
    all_together = queries.quality(queries.sessions_of(programme), at=now)

    assert never_twice == queries.Quality(0, 0, 2, 0)
    assert all_together == queries.Quality(12, 12, 6, 6)


def test_the_proof_is_not_claimed_for_uneven_groups(programme, sessions, trainer, standing, now):
    seats = [one.pk for one in people(programme, 2, 3)]
    GroupPlanFactory(event=sessions[0], groups=[seats[:1], seats[1:]])
    standing(trainer)

    assert queries.quality(queries.sessions_of(programme), at=now) == queries.Quality(0, None, 3, 1)


def test_a_meeting_repeats_whichever_way_round_the_names_stand(
    programme, sessions, trainer, standing, now
):
    seats = people(programme, 1, 1)
    GroupPlanFactory(event=sessions[0], groups=[[seats[0].pk, seats[1].pk]])
    GroupPlanFactory(event=sessions[1], groups=[[seats[1].pk, seats[0].pk]])
    with tenancy.unrestricted(reason="Arranging a test."):
        seats[0].name = "Zacharias"
        seats[0].save()
    standing(trainer)

    assert queries.quality(queries.sessions_of(programme), at=now) == queries.Quality(1, 1, 0, 0)


def test_without_groups_there_is_nothing_to_tell(programme, sessions, trainer, standing, now):
    GroupPlanFactory(event=sessions[0], groups=[])
    standing(trainer)

    assert queries.quality(queries.sessions_of(programme), at=now) is None


def test_a_mentor_sees_no_groups_of_a_session_that_does_not_concern_her(
    programme, sessions, mentor, standing
):
    EventFactory(programme=programme, kind="hr_day", roles=["hr"])
    member = MembershipFactory(organisation=mentor.organisation)

    assert [one.event for one in queries.sessions_seen_by(standing(mentor))] == sessions
    assert queries.sessions_seen_by(standing(member)) == []
