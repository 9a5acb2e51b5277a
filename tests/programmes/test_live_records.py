"""Serves R39, R40 and R44: the room ends in goals, and in a record that two people sign."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy
from nuotio.goals.models import Goal
from nuotio.goals.services import goals
from nuotio.goals.services.goals import GoalDraft
from nuotio.programmes.live.steps import Step
from nuotio.programmes.models import LiveGoal, LiveNote, LiveRoom
from nuotio.programmes.queries import live as queries
from nuotio.programmes.rules import live as rules
from nuotio.programmes.services import live_records as services
from nuotio.programmes.services.live_rooms import RoomClosed
from tests.culture.factories import RoundResultFactory
from tests.factories import MembershipFactory, OrganisationFactory
from tests.goals.factories import GoalFactory, StrategicCompetenceFactory
from tests.programmes.live_factories import (
    HrDayFactory,
    LiveDotsFactory,
    LiveNoteFactory,
    LiveParticipantFactory,
    LiveRoomFactory,
)

pytestmark = pytest.mark.django_db
ONCE = UUID("00000000-0000-4000-8000-000000000001")


def every(model):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(model.objects.order_by("pk"))


def changed(row, **fields):
    with tenancy.unrestricted(reason="Arranging a test."):
        type(row).objects.filter(pk=row.pk).update(**fields)
        row.refresh_from_db()
    return row


def live_goal(room, **fields):
    with tenancy.unrestricted(reason="Arranging a test."):
        goal = GoalFactory(organisation=room.private_to, **fields)
        ours = {"programme_id": room.programme_id, "private_to": room.private_to}
        row = LiveGoal(room=room, goal=goal, **ours)
        row.save()
    return row


@pytest.fixture
def room(programme, hr):
    """A room at its decisions, with results."""
    result = RoundResultFactory(round__organisation=hr.organisation)
    return LiveRoomFactory(
        event=HrDayFactory(programme=programme),
        private_to=hr.organisation,
        round=result.round,
        step="decisions",
    )


@pytest.fixture
def management(hr):
    return MembershipFactory(organisation=hr.organisation, management=True)


@pytest.fixture
def draft(room):
    return GoalDraft(title="We try small things", round_id=room.round_id, dimension="trust")


def test_a_goal_is_written_down_once_and_rests_on_a_finding(standing, hr, room, draft, now):
    here = standing(hr)

    first = services.decide(here, room, draft, once=ONCE, at=now)
    again = services.decide(here, room, draft, once=ONCE, at=now)

    assert again == first
    assert [(one.title, one.dimension, one.state) for one in every(Goal)] == [
        ("We try small things", "trust", "proposed")
    ]
    assert every(Goal)[0].finding != ""
    assert [one.goal_id for one in every(LiveGoal)] == [first.pk]
    assert [one.action for one in AuditEntry.objects.order_by("pk")] == [
        "goals.propose_goal",
        "programmes.decide_goal",
    ]


def test_a_goal_rests_on_a_strategic_competence(standing, hr, room, now):
    competence = StrategicCompetenceFactory(organisation=hr.organisation)
    draft = GoalDraft(title="We apply it", competence_id=competence.pk)

    goal = services.decide(standing(hr), room, draft, once=ONCE, at=now)

    assert goal.competence == competence


def test_the_mark_of_another_rooms_goal_does_no_harm(standing, hr, room, draft, now):
    other = live_goal(LiveRoomFactory(private_to=hr.organisation))

    goal = services.decide(standing(hr), room, draft, once=other.goal.once, at=now)

    assert goal.title == draft.title
    assert [one.room_id for one in every(LiveGoal)] == [other.room_id, room.pk]


def test_where_there_are_results_a_goal_has_a_ground(standing, hr, room, now):
    with pytest.raises(services.WithoutGround):
        services.decide(standing(hr), room, GoalDraft(title="x"), once=ONCE, at=now)

    assert (every(Goal), every(LiveGoal)) == ([], [])


def test_without_results_a_goal_may_have_none_and_is_marked_as_such(standing, hr, room, now):
    changed(room, round=None)

    goal = services.decide(standing(hr), room, GoalDraft(title="x"), once=ONCE, at=now)

    assert goal.has_ground is False


def test_three_main_goals_are_enough_and_one_that_was_taken_back_does_not_count(
    standing, hr, room, draft, now
):
    for state in ("proposed", "proposed", "ended"):
        live_goal(room, state=state)
    here = standing(hr)

    third = services.decide(here, room, draft, once=ONCE, at=now)
    with pytest.raises(services.EnoughGoals):
        services.decide(here, room, draft, once=uuid4(), at=now)

    assert len(every(LiveGoal)) == 4
    assert [one.goal_id for one in queries.goals_of(room)][-1] == third.pk
    assert len(queries.goals_of(room)) == 3


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [({"step": "priorities"}, services.NotNow), ({"step": "record"}, RoomClosed)],
)
def test_goals_are_written_down_in_their_own_step(fields, refusal, standing, hr, room, draft, now):
    closed_at = now if refusal is RoomClosed else None
    changed(room, **fields, closed_at=closed_at)

    with pytest.raises(refusal):
        services.decide(standing(hr), room, draft, once=ONCE, at=now)

    assert every(Goal) == []


def test_management_does_not_lead_and_a_mentor_does_not_decide(
    standing, management, mentor, room, draft, now
):
    for person in (management, mentor):
        with pytest.raises(PermissionDenied):
            services.decide(standing(person), room, draft, once=ONCE, at=now)

    assert every(Goal) == []


def test_hr_and_management_sign_the_record_and_its_goals(
    standing, hr, management, room, draft, now
):
    here = standing(hr)
    services.decide(here, room, draft, once=ONCE, at=now)
    LiveNoteFactory(participant=LiveParticipantFactory(room=room))
    changed(room, closed_at=now, step="record")

    services.sign(here, room, LiveRoom.Side.HR, at=now)
    halfway = every(LiveRoom)[0].is_signed
    signed = services.sign(standing(management), room, LiveRoom.Side.MANAGEMENT, at=now)

    assert (halfway, signed.is_signed, signed.code) == (False, True, "")
    assert (signed.hr_signed_by_id, signed.management_signed_by_id) == (hr.pk, management.pk)
    assert [one.state for one in every(Goal)] == ["decided"]
    kept = every(LiveGoal)[0].kept
    assert (kept["title"], kept["decided_on"]) == ("We try small things", every(Goal)[0].decided_on)
    assert [one.participant_id for one in every(LiveNote)] == [None]


def test_where_names_are_shown_they_stay_with_the_words(standing, hr, management, room, now):
    note = LiveNoteFactory(participant=LiveParticipantFactory(room=room))
    changed(room, closed_at=now, step="record", shows_names=True, hr_signed_at=now)

    services.sign(standing(management), room, LiveRoom.Side.MANAGEMENT, at=now)

    assert [one.participant_id for one in every(LiveNote)] == [note.participant_id]


def test_signed_twice_is_signed_once(standing, hr, room, now):
    changed(room, closed_at=now, step="record")
    here = standing(hr)

    services.sign(here, room, LiveRoom.Side.HR, at=now)
    again = services.sign(here, room, LiveRoom.Side.HR, at=now + timedelta(days=1))

    assert again.hr_signed_at == now
    assert [one.action for one in AuditEntry.objects.all()] == ["programmes.sign_record"]


def test_one_person_does_not_sign_for_both_sides(standing, hr, room, now):
    both = MembershipFactory(organisation=hr.organisation, hr=True, management=True)
    changed(room, closed_at=now, step="record")
    here = standing(both)
    services.sign(here, room, LiveRoom.Side.HR, at=now)

    with pytest.raises(services.SecondPersonNeeded):
        services.sign(here, room, LiveRoom.Side.MANAGEMENT, at=now)

    assert every(LiveRoom)[0].management_signed_at is None


def test_who_signed_a_goal_for_the_other_side_does_not_sign_the_record_for_this_one(
    standing, hr, room, now
):
    both = MembershipFactory(organisation=hr.organisation, hr=True, management=True)
    here = standing(both)
    goal = live_goal(room).goal
    goals.sign_goal(goal, by=both, at=now, side=Goal.Side.MANAGEMENT)
    changed(room, closed_at=now, step="record")

    with pytest.raises(services.SecondPersonNeeded):
        services.sign(here, room, LiveRoom.Side.HR, at=now)

    assert every(LiveRoom)[0].hr_signed_at is None


def test_an_open_room_is_not_signed(standing, hr, room, now):
    with pytest.raises(services.StillOpen):
        services.sign(standing(hr), room, LiveRoom.Side.HR, at=now)

    assert every(LiveRoom)[0].hr_signed_at is None


def test_each_side_signs_for_itself(standing, hr, management, mentor, room):
    other = RoundResultFactory().organisation
    sides = [
        rules.can_sign_record(standing(person), room, side)
        for person in (hr, management, mentor)
        for side in ("hr", "management", "nobody")
    ]

    assert sides == [True, False, False, False, True, False, False, False, False]
    room.private_to_id = other.pk
    assert not rules.can_sign_record(standing(hr), room, "hr")


def test_the_record_is_read_by_hr_management_and_who_was_there(
    standing, hr, management, mentor, room
):
    here = [standing(person) for person in (hr, management, mentor)]

    read = [rules.can_read_record(one, room, was_there=False) for one in here]

    assert read == [True, True, False]
    assert rules.can_read_record(here[2], room, was_there=True)
    room.private_to = OrganisationFactory()
    assert not rules.can_read_record(here[0], room, was_there=True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_record_holds_everything_in_order_but_what_was_hidden(
    count, standing, hr, room, now, django_assert_num_queries
):
    people = [LiveParticipantFactory(room=room) for _ in range(count)]
    notes = [LiveNoteFactory(participant=one, step="reasons") for one in people]
    LiveNoteFactory(participant=people[0], hidden_at=now)
    for one in people:
        LiveDotsFactory(participant=one, target="dimension:reflection", number=2)
    goal = live_goal(room)
    LiveNoteFactory(step="reasons")  # of another organisation's room
    changed(room, step="record", closed_at=now, dots_on_reasons=True)
    standing(hr)

    with django_assert_num_queries(5):
        record = queries.record_of(room)

    assert list(record.participants) == people
    assert record.notes == {Step.SURPRISES: [], Step.PRACTICES: [], Step.REASONS: notes}
    assert [(one.target, one.dots, one.people) for one in record.choices] == [
        ("dimension:reflection", 2 * count, count)
    ]
    assert record.goals == [goal]
    assert [one.code for one in record.findings] == ["trust", "reflection", "experimentation"]


def test_what_a_goal_said_is_kept_with_its_people(room, hr, management):
    competence = StrategicCompetenceFactory(organisation=hr.organisation, name="Together")
    with tenancy.unrestricted(reason="Arranging a test."):
        goal = GoalFactory(
            organisation=hr.organisation,
            title="We learn",
            competence=competence,
            sponsor=management,
            time_share=10,
        )

    told = services.told_of(goal)

    assert (told["competence"], told["sponsor"], told["time_share"], told["decided_on"]) == (
        "Together",
        management.name,
        10,
        "",
    )
