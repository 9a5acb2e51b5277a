"""Serves issue 5 (practices): whose turn it is hears of a card, once and no longer than needed."""

import pytest

from nuotio.foundation import tenancy
from nuotio.notifications import wording
from nuotio.notifications.models import Notification
from nuotio.plans.events import PracticePublished, PracticeTakenBack, PracticeWaits
from tests.factories import LONG_AGO, MembershipFactory
from tests.plans import factories


def told(kind="practice_waits"):
    """Whom the unread notices of a kind reach."""
    with tenancy.unrestricted(reason="Looking at what was told."):
        rows = Notification.objects.filter(kind=kind, read_at__isnull=True).order_by("pk")
        return [row.recipient_id for row in rows]


def title(member):
    with tenancy.inside(member.organisation_id):
        return wording.tell(Notification.objects.filter(recipient=member).latest("pk")).title


@pytest.fixture
def card(plan, sanna):
    return factories.PracticeFactory(
        experiment__plan=plan, experiment__kept=True, written_by=sanna, name="Friday's lesson"
    )


def set_state(card, state):
    card.state, card.reviewed_at = state, LONG_AGO
    card.save()


def test_a_new_card_waits_for_the_pair(card, ours, sanna, jari, petri, kirsi, ring):
    ring(PracticeWaits(ours.pk, card.pk, sanna.pk))

    assert told() == [jari.pk]
    assert title(jari) == "A practice waits to be read through: Friday's lesson"


def test_the_card_of_one_mentor_waits_for_other_mentors_and_hr(
    ours, sanna, petri, kirsi, aino, ring
):
    MembershipFactory(mentor=True)
    alone = factories.PlanFactory(organisation=ours, by=[sanna], active=True)
    card = factories.PracticeFactory(experiment__plan=alone, written_by=sanna)

    ring(PracticeWaits(ours.pk, card.pk, sanna.pk))

    assert told() == [petri.pk, kirsi.pk]


def test_a_card_that_was_read_waits_for_its_mentors(card, ours, sanna, jari, ring):
    ring(PracticeWaits(ours.pk, card.pk, sanna.pk))
    set_state(card, "reviewed")

    ring(PracticeWaits(ours.pk, card.pk, jari.pk))

    assert told() == [sanna.pk]
    assert title(sanna) == "A practice was read through: Friday's lesson"


def test_an_open_practice_is_told_to_hr(card, ours, sanna, jari, kirsi, aino, ring):
    coordinator = MembershipFactory(organisation=ours, coordinator=True)
    MembershipFactory(hr=True)
    ring(PracticeWaits(ours.pk, card.pk, sanna.pk))
    set_state(card, "organisation")

    ring(PracticeWaits(ours.pk, card.pk, sanna.pk))

    assert (told(), told("practice_released")) == ([], [kirsi.pk, coordinator.pk])
    assert title(kirsi) == "A practice was opened to your organisation: Friday's lesson"


def test_a_shared_practice_is_told_to_its_mentors(card, ours, sanna, jari, kirsi, ring):
    set_state(card, "organisation")
    ring(PracticeWaits(ours.pk, card.pk, sanna.pk))
    set_state(card, "network")

    ring(PracticePublished(ours.pk, card.pk, kirsi.pk))
    ring(PracticeWaits(ours.pk, card.pk, kirsi.pk))

    assert (told("practice_released"), told("practice_published")) == ([], [sanna.pk, jari.pk])
    assert title(sanna) == "Your practice was given to the network: Friday's lesson"


def test_what_was_taken_back_waits_for_nobody(card, ours, sanna, kirsi, ring):
    set_state(card, "organisation")
    ring(PracticeWaits(ours.pk, card.pk, sanna.pk))
    before = told("practice_released")
    set_state(card, "reviewed")

    ring(PracticeTakenBack(ours.pk, card.pk, sanna.pk))
    ring(PracticePublished(ours.pk, card.pk, kirsi.pk))

    assert (before, told("practice_released"), told("practice_published")) == ([kirsi.pk], [], [])


def test_a_card_that_is_gone_is_told_to_nobody(ours, kirsi, ring):
    for event in (PracticeWaits, PracticePublished, PracticeTakenBack):
        ring(event(ours.pk, 987_654, kirsi.pk))

    assert told() == []
