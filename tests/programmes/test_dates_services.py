"""Dates of a programme are moved, called off and held after all; everybody concerned hears once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.foundation import tenancy, versions
from nuotio.programmes.events import DatesMoved
from nuotio.programmes.models import Assignment, Event, Programme
from nuotio.programmes.queries import dates as queries
from nuotio.programmes.queries import programmes as programme_queries
from nuotio.programmes.services import dates as services
from nuotio.programmes.services import programmes as programme_services
from tests.factories import (
    AssignmentFactory,
    EventFactory,
    MembershipFactory,
    ParticipationFactory,
)

pytestmark = pytest.mark.django_db
HOURS = timedelta(hours=6)


def moment(month, day, hour=7, year=2026):
    return datetime(year, month, day, hour, 0, tzinfo=UTC)


def event(programme, month, day, **fields):
    starts_at = moment(month, day)
    return EventFactory(
        programme=programme, starts_at=starts_at, ends_at=starts_at + HOURS, **fields
    )


def starts_of(*rows):
    with tenancy.unrestricted(reason="Looking at what there is."):
        found = {one.pk: one.starts_at for one in Event.objects.all()}
    return [found[row.pk] for row in rows]


def move_of(heard):
    return [one for one in heard if isinstance(one, DatesMoved)]


@pytest.fixture
def series(programme, hr):
    """What has been, two sessions ahead, own meetings of two organisations, an assignment."""
    there = ParticipationFactory(programme=programme).organisation
    return {
        "past": event(programme, 11, 4),
        "second": event(programme, 12, 2),
        "third": event(programme, 12, 16),
        "ours": event(programme, 12, 9, private_to=hr.organisation),
        "theirs": event(programme, 12, 10, private_to=there),
        "due": AssignmentFactory(programme=programme, due_at=moment(12, 15, 14)),
    }


def test_a_session_and_all_later_dates_move_two_weeks(
    series, programme, coordinator, standing, announced, now
):
    services.move_event(
        standing(coordinator), series["second"], to=moment(12, 16), with_later=True, at=now
    )

    assert starts_of(*(series[key] for key in ("past", "second", "third", "ours", "theirs"))) == [
        moment(11, 4),
        moment(12, 16),
        moment(12, 30),
        moment(12, 23),
        moment(12, 24),
    ]
    assert Assignment.objects.get().due_at == moment(12, 29, 14)
    (told,) = move_of(announced)
    assert set(told.event_ids) == {series[key].pk for key in ("second", "third", "ours", "theirs")}
    assert told.assignment_ids == (series["due"].pk,)
    assert len(told.move) == 36
    stored = Event.objects.get(pk=series["third"].pk)
    assert (stored.sequence, stored.changed_at, stored.ends_at - stored.starts_at) == (
        1,
        now,
        HOURS,
    )
    assert Programme.objects.get().moves == [{"from": "2026-12-02T07:00:00+00:00", "days": 14}]


def test_the_same_press_sent_twice_moves_once(series, coordinator, standing, announced, now):
    stands = standing(coordinator)
    for _press in range(2):
        services.move_event(
            stands,
            series["second"],
            to=moment(12, 16),
            with_later=True,
            at=now,
            seen=moment(12, 2),
        )

    assert starts_of(series["second"], series["third"]) == [moment(12, 16), moment(12, 30)]
    assert len(move_of(announced)) == 1
    assert len(Programme.objects.get().moves) == 1


def test_one_date_moves_alone(series, coordinator, standing, announced, now):
    services.move_event(standing(coordinator), series["second"], to=moment(12, 3, 9), at=now)

    assert starts_of(series["second"], series["third"], series["ours"]) == [
        moment(12, 3, 9),
        moment(12, 16),
        moment(12, 9),
    ]
    assert Assignment.objects.get().due_at == moment(12, 15, 14)
    assert move_of(announced)[0].event_ids == (series["second"].pk,)
    assert Programme.objects.get().moves == []


def test_hr_moves_its_own_meeting_and_its_own_later_ones(
    series, programme, hr, standing, announced, now
):
    later = event(programme, 12, 20, private_to=hr.organisation)

    services.move_event(standing(hr), series["ours"], to=moment(12, 10), with_later=True, at=now)

    assert starts_of(series["ours"], later, series["theirs"], series["third"]) == [
        moment(12, 10),
        moment(12, 21),
        moment(12, 10),
        moment(12, 16),
    ]
    assert set(move_of(announced)[0].event_ids) == {series["ours"].pk, later.pk}
    assert Programme.objects.get().moves == []


def test_what_has_begun_is_not_moved_nor_called_off(series, coordinator, standing, announced, now):
    stands = standing(coordinator)

    with pytest.raises(services.AlreadyBegun):
        services.move_event(stands, series["past"], to=moment(12, 1), with_later=True, at=now)
    with pytest.raises(services.AlreadyBegun):
        services.call_off_event(stands, series["past"], at=now)

    assert starts_of(series["past"], series["second"]) == [moment(11, 4), moment(12, 2)]
    assert announced == []


def test_nothing_is_moved_into_the_past(series, coordinator, standing, now):
    with pytest.raises(services.InThePast):
        services.move_event(
            standing(coordinator), series["second"], to=now - timedelta(hours=1), at=now
        )

    assert starts_of(series["second"]) == [moment(12, 2)]


def test_who_looked_at_an_older_date_is_asked_to_look_again(series, coordinator, standing, now):
    stands = standing(coordinator)
    services.move_event(stands, series["second"], to=moment(12, 3), at=now)

    with pytest.raises(services.MovedMeanwhile) as meanwhile:
        services.move_event(stands, series["second"], to=moment(12, 16), at=now, seen=moment(12, 2))

    assert meanwhile.value.event.starts_at == moment(12, 3)
    assert starts_of(series["second"]) == [moment(12, 3)]


def test_the_meetings_of_an_organisation_that_left_stay_its_own(
    programme, coordinator, standing, announced, now
):
    gone = ParticipationFactory(programme=programme, state="left").organisation
    session = event(programme, 12, 2)
    kept = event(programme, 12, 9, private_to=gone)

    services.move_event(standing(coordinator), session, to=moment(12, 9), with_later=True, at=now)

    assert starts_of(session, kept) == [moment(12, 9), moment(12, 9)]
    assert move_of(announced)[0].event_ids == (session.pk,)


def test_a_session_that_is_called_off_moves_silently(series, coordinator, standing, announced, now):
    stands = standing(coordinator)
    services.call_off_event(stands, series["third"], at=now)
    announced.clear()

    services.move_event(stands, series["second"], to=moment(12, 9), with_later=True, at=now)

    assert starts_of(series["third"]) == [moment(12, 23)]
    assert series["third"].pk not in move_of(announced)[0].event_ids


def test_who_accepts_after_a_move_gets_meetings_that_moved(
    coordinator, provider, inside, standing, now
):
    template = {
        "id": "own",
        "phases": [],
        "assignments": [],
        "events": [
            _told("coaching_1", 2, ["coach", "mentor"]),
            _told("mentor_hr_1", 1, ["hr_contact"]),
            _told("mentor_hr_2", 3, ["hr_contact"]),
        ],
    }
    hr = MembershipFactory(hr=True)
    inside(coordinator)
    made = programme_services.make_programme(
        programme_services.Proposal("Autumn", moment(12, 1).date(), template, [hr.organisation]),
        by=coordinator,
        at=now,
    )
    with tenancy.with_programmes(made.pk):
        session = Event.objects.get(code="coaching_1")
        services.move_event(
            programme_queries.standing_at(made.pk, actor=coordinator),
            session,
            to=session.starts_at + timedelta(days=7),
            with_later=True,
            at=now,
        )

    with tenancy.inside(hr.organisation_id), tenancy.with_programmes(made.pk):
        stands = programme_queries.standing_at(made.pk, actor=hr)
        programme_services.accept_programme(stands, programme_services.Acceptance([hr]), at=now)
        own = {one.code: one.starts_at.date().isoformat() for one in Event.objects.all()}

    assert own == {
        "coaching_1": "2026-12-22",
        "mentor_hr_1": "2026-12-08",
        "mentor_hr_2": "2026-12-29",
    }


def _told(code, week, roles):
    words = {"fi": code, "sv": code, "en": code}
    return {
        "id": code,
        "type": "coaching",
        "phase": "one",
        "week": week,
        "duration_min": 60,
        "mode": "online",
        "roles": roles,
        "title": words,
        "objectives": [],
        "agenda": [],
    }


@pytest.mark.parametrize("who", ["hr", "mentor"])
def test_others_do_not_move_what_is_shared(who, series, standing, request, now):
    stands = standing(request.getfixturevalue(who))

    for attempt in (
        lambda: services.move_event(stands, series["second"], to=moment(12, 9), at=now),
        lambda: services.call_off_event(stands, series["second"], at=now),
        lambda: services.restore_event(stands, series["second"], at=now),
        lambda: services.change_due(
            stands, series["due"], due_at=moment(12, 20), version=1, at=now
        ),
    ):
        with pytest.raises(PermissionDenied):
            attempt()

    assert starts_of(series["second"]) == [moment(12, 2)]
    assert Assignment.objects.get().due_at == moment(12, 15, 14)


def test_an_event_is_called_off_and_held_after_all(series, trainer, standing, announced, now):
    stands = standing(trainer)

    for _press in range(2):
        called = services.call_off_event(stands, series["second"], at=now)
    assert (called.cancelled_at, called.sequence) == (now, 1)
    for _press in range(2):
        held = services.restore_event(stands, series["second"], at=now)

    assert (held.cancelled_at, held.sequence) == (None, 2)
    assert [one.event_ids for one in move_of(announced)] == [(series["second"].pk,)] * 2


def test_a_due_date_is_changed_once_and_an_older_form_is_told(
    series, trainer, standing, announced, now
):
    stands, due = standing(trainer), series["due"]

    for _press in range(2):
        services.change_due(stands, due, due_at=moment(12, 20), version=1, at=now)
    with pytest.raises(versions.EditedMeanwhile):
        services.change_due(stands, due, due_at=moment(12, 21), version=1, at=now)
    with pytest.raises(services.InThePast):
        services.change_due(stands, due, due_at=moment(11, 1), version=2, at=now)

    assert Assignment.objects.get().due_at == moment(12, 20)
    assert [one.assignment_ids for one in move_of(announced)] == [(due.pk,)]


def test_the_preview_shows_all_that_will_move_but_only_counts_what_is_others(
    series, coordinator, standing, now
):
    stands = standing(coordinator)

    shown = queries.preview(stands, series["second"], to=moment(12, 16), with_later=True, at=now)

    assert [row.pk for row, _change in shown.events] == [series["second"].pk, series["third"].pk]
    assert [(row.pk, change.starts_at) for row, change in shown.assignments] == [
        (series["due"].pk, moment(12, 29, 14))
    ]
    assert sorted(number for _organisation, number in shown.own_meetings) == [1, 1]
    assert shown.count == 5
    moved = services.move_event(
        stands, series["second"], to=moment(12, 16), with_later=True, at=now
    )
    assert len(moved) == shown.count
