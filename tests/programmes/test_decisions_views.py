"""Serves R50: HR writes down while the meeting goes on, and keeps in sight what was promised."""

from datetime import date

import pytest
from django.urls import reverse

from nuotio.foundation import tenancy
from nuotio.programmes.models import Decision, Event
from tests.factories import DecisionFactory, EventFactory, SeatFactory

pytestmark = pytest.mark.django_db
ONCE = "00000000-0000-4000-8000-000000000001"


def every(model):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(model.objects.order_by("pk"))


def text_of(response):
    return " ".join(response.content.decode().split())


def address(member, row, name):
    return reverse(f"programmes:{name}", args=[member.organisation.slug, row.programme_id, row.pk])


def support_of(member, programme):
    return reverse("programmes:supports", args=[member.organisation.slug, programme.pk])


@pytest.fixture
def own(programme, hr):
    """A meeting of the organisation's own."""
    return EventFactory(programme=programme, private_to=hr.organisation, kind="mentor_hr_meeting")


def told(**changes):
    return {"once": ONCE, "kind": "support", "text": "Two hours a week", **changes}


def test_what_was_written_leads_back_to_the_empty_field_with_the_same_kind(as_member, hr, own):
    client, there = as_member(hr), address(hr, own, "event_decision_add")

    sent = client.post(there, told(who="Anna", by_when="2026-12-24"))
    again = client.post(there, told(who="Anna", by_when="2026-12-24"))
    page = text_of(client.get(f"{there}?kind=support"))

    assert sent.url == again.url == f"{there}?kind=support#id_text"
    assert [(one.text, one.who, one.by_when) for one in every(Decision)] == [
        ("Two hours a week", "Anna", date(2026, 12, 24))
    ]
    assert 'value="support" id="id_kind_1" checked' in page
    assert "Anna · by 24 Dec 2026" in page


def test_a_decision_without_words_keeps_what_was_typed(as_member, hr, own):
    response = as_member(hr).post(address(hr, own, "event_decision_add"), told(text="", who="Anna"))

    assert "Write what was decided or promised." in text_of(response)
    assert 'value="Anna"' in text_of(response)
    assert every(Decision) == []


def test_decisions_and_promises_stand_on_the_page_of_the_event_with_their_state(
    as_member, mentor, own, now
):
    DecisionFactory(event=own, text="We meet in May")
    DecisionFactory(event=own, kind="support", text="A room", done_at=now)
    DecisionFactory(event=own, kind="support", text="Two hours", by_when=date(2020, 1, 7))

    page = text_of(as_member(mentor).get(address(mentor, own, "event")))

    for words in ("We meet in May", "A room", ">given<", "Two hours", ">day has passed<"):
        assert words in page
    assert "Mark as given" not in page


def test_support_is_marked_as_given_and_the_mark_taken_back(as_member, hr, own):
    decision = DecisionFactory(event=own, kind="support")
    client, there = as_member(hr), address(hr, decision, "event_decision_done")

    marked = client.post(there)
    was_done = every(Decision)[0].done_at is not None
    undone = client.post(there, {"action": "undo", "back": "supports"})

    assert marked.url == f"{address(hr, own, 'event')}#decisions"
    assert undone.url == support_of(hr, own.programme)
    assert (was_done, every(Decision)[0].done_at) == (True, None)


def test_notes_of_two_windows_are_both_shown_and_nothing_is_lost(as_member, hr, own):
    client, there = as_member(hr), address(hr, own, "event_notes")

    first = client.post(there, {"notes": "The first words", "version": 1})
    second = client.post(there, {"notes": "Other words", "version": 1})
    held = [one.notes for one in every(Event)]
    merged = client.post(there, {"notes": "Both words", "version": 2})

    assert first.url == merged.url == address(hr, own, "event")
    assert "You have just changed this in another window." in text_of(second)
    assert "The first words" in text_of(second)
    assert "Other words" in text_of(second)
    assert held == ["The first words"]
    assert [one.notes for one in every(Event)] == ["Both words"]


def test_the_one_who_was_faster_is_named(as_member, trainer, coordinator, programme):
    SeatFactory(programme=programme, membership=coordinator, role="coordinator")
    event = EventFactory(programme=programme)
    there = address(trainer, event, "event_notes")
    as_member(coordinator).post(there, {"notes": "From the coordinator", "version": 1})

    page = text_of(as_member(trainer).post(there, {"notes": "From the trainer", "version": 1}))

    assert f"{coordinator.name} has just changed this." in page
    assert "From the trainer" in page


@pytest.mark.parametrize("count", [1, 3])
def test_promised_support_is_listed_in_the_same_number_of_queries(
    count, as_member, hr, own, programme, django_assert_num_queries
):
    theirs = EventFactory(programme=programme)
    DecisionFactory(event=theirs, kind="support", text="A foreign promise")
    for number in range(count):
        DecisionFactory(event=own, kind="support", text=f"Promise {number}")
    client = as_member(hr)

    with django_assert_num_queries(10):
        page = text_of(client.get(support_of(hr, programme)))

    assert [f"Promise {number}" in page for number in range(3)] == [n < count for n in range(3)]
    assert "A foreign promise" not in page


def test_an_empty_list_of_support_says_how_it_fills(as_member, hr, programme):
    page = text_of(as_member(hr).get(support_of(hr, programme)))

    assert "Nothing has been promised yet" in page


def test_a_mentor_neither_writes_down_nor_sees_the_whole_list(as_member, mentor, own, programme):
    decision, client = DecisionFactory(event=own), as_member(mentor)

    answers = [
        client.post(address(mentor, own, "event_decision_add"), told()).status_code,
        client.post(address(mentor, own, "event_notes"), {"notes": "x", "version": 1}).status_code,
        client.post(address(mentor, decision, "event_decision_done")).status_code,
        client.get(support_of(mentor, programme)).status_code,
    ]

    assert answers == [403, 403, 403, 403]
    assert [one.done_at for one in every(Decision)] == [None]
    assert [one.notes for one in every(Event)] == [""]
