"""Serves issue 5 (plans), R69: mentors hear of new ideas, those behind one what became of it."""

import pytest

from nuotio.foundation import tenancy
from nuotio.notifications import wording
from nuotio.notifications.models import Notification
from nuotio.plans.events import IdeaAnswered, IdeaProposed
from tests.factories import LONG_AGO, MembershipFactory, UnitFactory
from tests.plans.factories import IdeaFactory, IdeaJoinFactory


def told(kind="idea_proposed"):
    """Whom the unread notices of a kind reach."""
    with tenancy.unrestricted(reason="Looking at what was told."):
        rows = Notification.objects.filter(kind=kind, read_at__isnull=True).order_by("pk")
        return [row.recipient_id for row in rows]


def words(recipient, kind):
    with tenancy.inside(recipient.organisation_id):
        return wording.tell(Notification.objects.get(recipient=recipient, kind=kind))


@pytest.fixture
def idea(ours, aino):
    return IdeaFactory(organisation=ours, proposed_by=aino, title="A quiet hour")


def test_a_new_idea_is_told_to_all_mentors_but_its_proposer(ours, sanna, jari, kirsi, ring):
    idea = IdeaFactory(organisation=ours, proposed_by=sanna, title="A quiet hour")
    MembershipFactory(mentor=True)

    ring(IdeaProposed(ours.pk, idea.pk, sanna.pk))

    assert told() == [jari.pk]
    assert words(jari, "idea_proposed").title == "A new idea: A quiet hour"


def test_an_idea_for_a_unit_is_told_to_its_own_mentors(ours, idea, sanna, jari, ring):
    idea.unit = jari.unit = UnitFactory(organisation=ours)
    idea.save()
    jari.save()

    ring(IdeaProposed(ours.pk, idea.pk, idea.proposed_by_id))

    assert told() == [jari.pk]


def test_an_idea_for_a_unit_without_mentors_is_told_to_all_of_them(ours, idea, sanna, jari, ring):
    idea.unit = UnitFactory(organisation=ours)
    idea.save()

    ring(IdeaProposed(ours.pk, idea.pk, idea.proposed_by_id))

    assert told() == [sanna.pk, jari.pk]


def test_those_behind_an_idea_hear_that_it_was_picked_up(ours, idea, aino, sanna, jari, ring):
    IdeaJoinFactory(idea=idea, membership=jari)
    IdeaJoinFactory(idea=idea, membership=sanna)
    gone = MembershipFactory(organisation=ours, left_at=LONG_AGO)
    IdeaJoinFactory(idea=idea, membership=gone)
    ring(IdeaProposed(ours.pk, idea.pk, aino.pk))
    idea.state, idea.picked_by = "picked", sanna
    idea.save()

    ring(IdeaAnswered(ours.pk, idea.pk, sanna.pk))

    assert (told(), told("idea_answered")) == ([], [aino.pk, jari.pk])
    assert words(aino, "idea_answered").title == "An idea was picked up: A quiet hour"


def test_those_behind_an_idea_hear_that_it_was_set_aside(ours, idea, aino, kirsi, ring):
    idea.state, idea.answer = "set_aside", "Next year."
    idea.save()

    ring(IdeaAnswered(ours.pk, idea.pk, kirsi.pk))

    said = words(aino, "idea_answered")
    assert said.title == "An idea was set aside: A quiet hour"
    assert said.text == "The reason stands on its page."


def test_an_idea_whose_proposer_was_erased_is_told_to_those_who_joined(ours, jari, kirsi, ring):
    idea = IdeaFactory(organisation=ours, state="set_aside", answer="Next year.")
    IdeaJoinFactory(idea=idea, membership=jari)

    ring(IdeaAnswered(ours.pk, idea.pk, kirsi.pk))

    assert told("idea_answered") == [jari.pk]


def test_nothing_is_told_of_what_is_gone_or_was_answered_or_is_still_open(ours, idea, sanna, ring):
    ring(IdeaProposed(ours.pk, 987_654, 0))
    ring(IdeaAnswered(ours.pk, 987_654, 0))
    ring(IdeaAnswered(ours.pk, idea.pk, 0))
    idea.state = "picked"
    idea.save()
    ring(IdeaProposed(ours.pk, idea.pk, 0))

    assert (told(), told("idea_answered")) == ([], [])
