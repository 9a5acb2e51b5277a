"""Serves issue 2: feedback on accessibility is taken in from anyone and answered in two weeks."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from nuotio.audit.models import AuditEntry
from nuotio.notifications.models import OutgoingMail
from nuotio.privacy import queries, services
from nuotio.privacy.models import Feedback
from tests.factories import FeedbackFactory, MembershipFactory

pytestmark = pytest.mark.django_db

ONCE = UUID("00000000-0000-4000-8000-000000000001")
SENT = {"once": str(ONCE), "message": "The menu is small.", "page": "Units", "email": ""}


@pytest.fixture(autouse=True)
def _outbox(settings):
    """Mail becomes a row, as in the service."""
    settings.EMAIL_BACKEND = "nuotio.notifications.outbox.OutboxBackend"


@pytest.fixture
def coordinator(inside):
    coordinator = MembershipFactory(at_provider=True, coordinator=True)
    inside(coordinator)
    return coordinator


def address(member, *more):
    name = "privacy:feedback_one" if more else "privacy:feedback_list"
    return reverse(name, args=[member.organisation.slug, *more])


def test_anyone_can_tell_what_was_difficult_without_a_name(client):
    page = client.post(reverse("privacy:feedback"), SENT, follow=True).content.decode()

    assert "Thank you. You will have an answer within two weeks." in page
    kept = Feedback.objects.get()
    assert (kept.message, kept.page, kept.email, kept.language) == (
        *("The menu is small.", "Units", ""),
        "en",
    )


def test_a_form_sent_twice_is_one_feedback(client):
    for _ in range(2):
        client.post(reverse("privacy:feedback"), SENT)

    assert Feedback.objects.count() == 1


@pytest.mark.parametrize("changed", [{"message": "The text is small."}, {"email": "x@y.invalid"}])
def test_the_mark_of_somebody_elses_feedback_loses_no_words(client, changed):
    """Nobody is signed in, and feedback belongs to no organisation: other words, another person."""
    for sent in (SENT, SENT | changed):
        client.post(reverse("privacy:feedback"), sent)

    rows = Feedback.objects.order_by("pk").values_list("message", "email")
    theirs, own = [(one["message"], one["email"]) for one in (SENT, SENT | changed)]
    assert list(rows) == [theirs, own]


def test_what_was_typed_is_kept_beside_a_wrong_address(client):
    page = client.post(reverse("privacy:feedback"), {**SENT, "email": "nobody"}).content.decode()

    assert "Check the address, for example name@organisation.fi." in page
    assert "The menu is small." in page
    assert Feedback.objects.count() == 0


def test_an_empty_form_asks_what_was_difficult(client):
    page = client.post(reverse("privacy:feedback"), {**SENT, "message": " "}).content.decode()

    assert "Write what was difficult." in page
    assert Feedback.objects.count() == 0


def test_a_link_can_tell_which_page_was_difficult(client):
    page = client.get(reverse("privacy:feedback"), {"page": "/o/virasto/"}).content.decode()

    assert 'value="/o/virasto/"' in page


def test_the_answer_is_due_two_weeks_after_it_was_sent():
    feedback = Feedback(sent_at=datetime(2026, 11, 18, 12, 0, tzinfo=UTC))

    assert queries.answer_due(feedback) == datetime(2026, 12, 2, 12, 0, tzinfo=UTC)


def test_what_waits_comes_first_and_the_oldest_of_it(now):
    answered = FeedbackFactory(sent_at=now - timedelta(days=9), answered_at=now)
    young = FeedbackFactory(sent_at=now)
    old = FeedbackFactory(sent_at=now - timedelta(days=3))

    assert list(queries.feedback_to_read()) == [old, young, answered]


def test_the_answer_goes_out_by_mail_in_the_senders_language(coordinator, now):
    feedback = FeedbackFactory(email="aino@esimerkki.invalid", language="fi")

    with translation.override("en"):
        answered = services.answer_feedback(feedback, answer="Korjattu.", by=coordinator, at=now)

    assert (answered.answer, answered.answered_at) == ("Korjattu.", now)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.text.strip()) == ("aino@esimerkki.invalid", "Korjattu.")
    assert mail.subject == "Vastaus palautteeseesi Nuotiosta"
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_id, entry.target_id) == (
        *("privacy.answer_feedback", coordinator.user_id),
        feedback.pk,
    )


def test_without_an_address_the_answer_stays_for_the_record(coordinator, now):
    answered = services.answer_feedback(FeedbackFactory(), answer="Mended.", by=coordinator, at=now)

    assert answered.answer == "Mended."
    assert OutgoingMail.objects.count() == 0


def test_the_first_answer_stands_and_goes_out_once(coordinator, now):
    feedback = FeedbackFactory(email="aino@esimerkki.invalid")
    services.answer_feedback(feedback, answer="First.", by=coordinator, at=now)

    again = services.answer_feedback(
        feedback, answer="Second.", by=coordinator, at=now + timedelta(hours=1)
    )

    assert (again.answer, again.answered_at) == ("First.", now)
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize(
    "who",
    [{"coordinator": True}, {"hr": True}, {"at_provider": True, "trainer": True}],
    ids=["another coordinator", "HR", "trainer"],
)
def test_nobody_else_answers(who, now, inside):
    member = MembershipFactory(**who)
    inside(member)
    feedback = FeedbackFactory(email="aino@esimerkki.invalid")

    with pytest.raises(PermissionDenied, match="coordinators of the programme provider"):
        services.answer_feedback(feedback, answer="Mine.", by=member, at=now)

    feedback.refresh_from_db()
    assert (feedback.answer, feedback.answered_at) == ("", None)
    assert OutgoingMail.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    count, coordinator, as_member, django_assert_num_queries
):
    FeedbackFactory.create_batch(count, message="The menu is small.")
    client = as_member(coordinator)

    with django_assert_num_queries(7):
        page = client.get(address(coordinator)).content.decode()

    assert page.count("The menu is small.") == count
    assert page.count("Answer by 26 Jan") == count


def test_without_feedback_the_list_says_what_will_be_there(coordinator, as_member):
    assert "No feedback" in as_member(coordinator).get(address(coordinator)).content.decode()


def test_the_page_takes_the_answer_and_leads_back_to_the_list(coordinator, as_member):
    feedback = FeedbackFactory(message="The menu is small.", page="Units")
    client = as_member(coordinator)

    assert "The menu is small." in client.get(address(coordinator, feedback.pk)).content.decode()
    answer = client.post(address(coordinator, feedback.pk), {"answer": "We made it larger."})

    assert answer.url == address(coordinator)
    page = client.get(address(coordinator, feedback.pk)).content.decode()
    assert "We made it larger." in page
    assert "Send the answer" not in page


def test_an_empty_answer_is_not_sent(coordinator, as_member):
    feedback = FeedbackFactory()

    page = as_member(coordinator).post(address(coordinator, feedback.pk), {"answer": ""})

    assert "Write an answer." in page.content.decode()
    feedback.refresh_from_db()
    assert feedback.answered_at is None


def test_the_start_page_of_those_who_answer_leads_to_the_feedback(coordinator, as_member):
    home = reverse("home:organisation", args=[coordinator.organisation.slug])

    assert address(coordinator) in as_member(coordinator).get(home).content.decode()
