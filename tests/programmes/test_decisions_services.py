"""Serves R50: notes, decisions and support that was promised."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy, versions
from nuotio.programmes.models import Decision, Event
from nuotio.programmes.queries import decisions as queries
from nuotio.programmes.rules import events as rules
from nuotio.programmes.services import decisions as services
from tests.factories import DecisionFactory, EventFactory, MembershipFactory, ParticipationFactory

pytestmark = pytest.mark.django_db
ONCE = UUID("00000000-0000-4000-8000-000000000001")
PROMISE = services.Told("support", "Two hours a week", "Anna", date(2026, 12, 24))


def every(model):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(model.objects.order_by("pk"))


@pytest.fixture
def own(programme, hr):
    """A meeting of the organisation's own."""
    return EventFactory(programme=programme, private_to=hr.organisation, kind="mentor_hr_meeting")


def test_hr_writes_a_promise_down_once_and_it_stays_in_the_organisation(standing, hr, own, now):
    here = standing(hr)

    first = services.add_decision(here, own, PROMISE, once=ONCE, at=now)
    again = services.add_decision(here, own, PROMISE, once=ONCE, at=now)

    assert again == first
    assert [
        (one.kind, one.text, one.who, one.by_when, one.private_to_id, one.written_by)
        for one in every(Decision)
    ] == [
        (
            "support",
            "Two hours a week",
            "Anna",
            date(2026, 12, 24),
            hr.organisation_id,
            here.seat,
        )
    ]
    assert [one.action for one in AuditEntry.objects.all()] == ["programmes.add_decision"]


@pytest.mark.parametrize("where", ["here", "elsewhere"])
def test_the_mark_of_another_decision_does_no_harm(
    where, standing, hr, mentor, programme, own, now
):
    seat = standing(mentor).seat
    other = DecisionFactory(event=own, written_by=seat) if where == "here" else DecisionFactory()
    here = standing(hr)

    made = services.add_decision(here, own, PROMISE, once=other.once, at=now)

    assert [(one.pk, one.text, one.written_by_id) for one in every(Decision)] == [
        (other.pk, other.text, other.written_by_id),
        (made.pk, PROMISE.text, here.seat.pk),
    ]


@pytest.mark.parametrize("who", ["mentor", "hr"])
def test_only_those_who_hold_an_event_write_down(who, standing, hr, mentor, programme, now):
    """HR holds the own meetings, not the shared events."""
    event = EventFactory(programme=programme)
    here = standing(hr if who == "hr" else mentor)

    with pytest.raises(PermissionDenied):
        services.add_decision(here, event, PROMISE, once=ONCE, at=now)
    with pytest.raises(PermissionDenied):
        services.write_notes(here, event, notes="x", version=1)

    assert (every(Decision), [one.notes for one in every(Event)]) == ([], [""])


def test_a_trainer_writes_down_what_a_shared_event_decided(standing, trainer, programme, now):
    event = EventFactory(programme=programme)

    made = services.add_decision(
        standing(trainer), event, services.Told("decision", "We meet in May"), once=ONCE, at=now
    )

    assert (made.kind, made.private_to_id) == ("decision", None)


def test_two_people_who_write_notes_lose_nothing(standing, hr, own):
    here = standing(hr)

    services.write_notes(here, own, notes="First", version=1)
    with pytest.raises(versions.EditedMeanwhile) as late:
        services.write_notes(here, own, notes="Second", version=1)

    assert late.value.theirs.notes == "First"
    assert [(one.notes, one.version) for one in every(Event)] == [("First", 2)]


def test_support_is_marked_as_given_once_and_the_mark_is_taken_back(standing, hr, own, now):
    decision, here = DecisionFactory(event=own, kind="support"), standing(hr)

    services.mark_done(here, decision, at=now)
    given = services.mark_done(here, decision, at=now + timedelta(days=1))
    waits = services.mark_open(here, decision)

    assert (given.done_at, waits.done_at) == (now, None)
    assert [one.action for one in AuditEntry.objects.all()] == ["programmes.mark_decision"] * 2


def test_a_mentor_marks_nothing_as_done(standing, mentor, own, now):
    decision = DecisionFactory(event=own)

    with pytest.raises(PermissionDenied):
        services.mark_done(standing(mentor), decision, at=now)

    assert [one.done_at for one in every(Decision)] == [None]


@pytest.mark.parametrize("count", [1, 3])
def test_promises_that_wait_come_first_and_those_of_others_never(
    count, standing, hr, own, programme, now, django_assert_num_queries
):
    other = ParticipationFactory(programme=programme).organisation
    theirs = EventFactory(programme=programme, private_to=other)
    DecisionFactory(event=theirs, kind="support")
    DecisionFactory(event=own, kind="decision")
    given = DecisionFactory(event=own, kind="support", done_at=now)
    undated = DecisionFactory(event=own, kind="support")
    days = [date(2026, 12, 20 - n) for n in range(count)]
    dated = [DecisionFactory(event=own, kind="support", by_when=day) for day in days]
    here = standing(hr)

    with django_assert_num_queries(1):
        found = list(queries.supports_of(here))

    assert found == [*dated[::-1], undated, given]


def test_all_promises_are_for_hr_and_coordinators(standing, hr, mentor):
    coordinator = MembershipFactory(organisation=hr.organisation, coordinator=True)

    seen = [rules.can_see_supports(standing(one)) for one in (hr, coordinator, mentor)]

    assert seen == [True, True, False]


def test_a_decision_is_found_by_those_whom_its_event_concerns(standing, hr, mentor, own):
    decision = DecisionFactory(event=own)
    colleague = MembershipFactory(organisation=hr.organisation)

    found = [queries.decision_at(decision.pk, standing=standing(one)) for one in (mentor, hr)]

    assert found == [decision, decision]
    assert queries.decision_at(decision.pk, standing=standing(colleague)) is None
