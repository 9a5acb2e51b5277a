"""Who waits for a plan is told of it once, and of nothing that is over."""

import pytest

from nuotio.foundation import tenancy
from nuotio.notifications import wording
from nuotio.notifications.models import Notification
from nuotio.plans.events import MentorAdded, PlanAnswered, PlanRemarked, PlanShown
from tests.factories import LONG_AGO
from tests.plans import factories
from tests.plans.conftest import person


def told(kind):
    """Whom the unread notices of a kind reach."""
    with tenancy.unrestricted(reason="Looking at what was told."):
        rows = Notification.objects.filter(kind=kind, read_at__isnull=True).order_by("pk")
        return [row.recipient_id for row in rows]


def said(member):
    notice = Notification.objects.select_related("about__user").get(recipient=member)
    return wording.tell(notice)


@pytest.fixture
def heikki(ours):
    """A coordinator."""
    return person(ours, "Heikki Oja", coordinator=True)


@pytest.fixture
def shown(ours, sanna, jari):
    return factories.PlanFactory(organisation=ours, by=[sanna, jari], shown=True, title="Friday")


def test_hr_and_the_coordinators_are_told_of_a_plan_that_is_shown(
    shown, ours, sanna, kirsi, heikki, petri, markku, ring
):
    own = person(ours, "Outi Heikkinen", hr=True)
    factories.PlanMentorFactory(plan=shown, membership=own)

    ring(PlanShown(ours.pk, shown.pk, sanna.pk))

    assert told("plan_shown") == [kirsi.pk, heikki.pk]
    assert said(kirsi).title == "Sanna Koskinen shows you a plan: Friday"
    path = Notification.objects.get(recipient=kirsi).path
    assert path == f"/o/{ours.slug}/plans/{shown.pk}/"


def test_who_is_brought_into_a_plan_hears_of_it_once(shown, ours, sanna, jari, ring):
    ring(MentorAdded(ours.pk, shown.pk, jari.pk, sanna.pk))

    assert told("plan_joined") == [jari.pk]
    assert said(jari).title == "Sanna Koskinen makes a plan with you: Friday"


def test_who_has_left_the_plan_meanwhile_hears_nothing(shown, ours, sanna, jari, ring):
    shown.mentors.filter(membership=jari).update(left_at=LONG_AGO)

    ring(MentorAdded(ours.pk, shown.pk, jari.pk, sanna.pk))
    ring(MentorAdded(ours.pk, shown.pk + 1, jari.pk, sanna.pk))

    assert told("plan_joined") == []


def test_when_hr_has_agreed_the_mentors_hear_and_nobody_is_asked_any_more(
    shown, ours, sanna, jari, kirsi, heikki, ring
):
    factories.PlanMentorFactory(plan=shown, membership=None)
    ring(PlanShown(ours.pk, shown.pk, sanna.pk))
    shown.state = "discussed"
    shown.save()

    ring(PlanAnswered(ours.pk, shown.pk, kirsi.pk, is_agreed=True))
    ring(PlanShown(ours.pk, shown.pk, sanna.pk))

    assert told("plan_shown") == []
    assert told("plan_answered") == [sanna.pk, jari.pk]
    assert (said(jari).title, said(jari).text) == (
        "HR has agreed to your plan: Friday",
        "Now you can start.",
    )


def test_each_word_of_hr_is_told_to_the_mentors_who_are_there(
    shown, ours, sanna, jari, kirsi, ring
):
    shown.mentors.filter(membership=jari).update(left_at=LONG_AGO)
    for _ in range(2):
        factories.PlanRemarkFactory(plan=shown, written_by=kirsi)
        ring(PlanAnswered(ours.pk, shown.pk, kirsi.pk))

    assert told("plan_answered") == [sanna.pk, sanna.pk]
    notice = Notification.objects.filter(recipient=sanna).first()
    assert notice is not None
    assert wording.tell(notice).title == "HR has written on: Friday"


def test_a_mentors_word_reaches_who_wrote_there_else_all_of_hr(
    shown, ours, sanna, kirsi, heikki, ring
):
    ring(PlanRemarked(ours.pk, shown.pk, sanna.pk))
    everybody = told("plan_remarked")
    factories.PlanRemarkFactory(plan=shown, written_by=heikki)
    factories.PlanRemarkFactory(plan=shown, written_by=sanna)

    ring(PlanRemarked(ours.pk, shown.pk, sanna.pk))

    assert everybody == [kirsi.pk, heikki.pk]
    assert told("plan_remarked")[2:] == [heikki.pk]
    assert said(kirsi).title == "Sanna Koskinen has written to HR about a plan: Friday"


def test_a_plan_that_is_gone_is_told_to_nobody(ours, kirsi, sanna, ring):
    for event in (PlanShown, PlanAnswered, PlanRemarked):
        ring(event(ours.pk, 987_654, sanna.pk))

    assert told("plan_shown") + told("plan_answered") + told("plan_remarked") == []


def test_an_answer_without_its_remark_is_told_all_the_same(shown, ours, sanna, jari, kirsi, ring):
    ring(PlanAnswered(ours.pk, shown.pk, kirsi.pk))

    assert told("plan_answered") == [sanna.pk, jari.pk]
