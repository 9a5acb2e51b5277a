"""Serves issue 3, point 3: the page of an event, for those who come and for those who hold it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from nuotio.foundation import tenancy
from nuotio.programmes.models import Attendance, Material
from tests.factories import (
    AssignmentFactory,
    AttendanceFactory,
    DecisionFactory,
    EventFactory,
    GroupPlanFactory,
    MaterialFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db
PAGE = 12  # queries: four of the session and the member, the bell, three of the programme, the rest


def every(model):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(model.objects.order_by("pk"))


def saved(row, **changes):
    with tenancy.unrestricted(reason="Arranging a test."):
        type(row).objects.filter(pk=row.pk).update(**changes)


def event_in(programme, *, hours=48, lasts=6, **fields):
    """An event that begins so many hours from now."""
    starts_at = timezone.now() + timedelta(hours=hours)
    ends_at = starts_at + timedelta(hours=lasts)
    return EventFactory(programme=programme, starts_at=starts_at, ends_at=ends_at, **fields)


def address(member, row, name="event"):
    return reverse(f"programmes:{name}", args=[member.organisation.slug, row.programme_id, row.pk])


def text_of(response):
    return " ".join(response.content.decode().split())


def test_the_page_tells_when_where_and_what_happens(as_member, mentor, programme):
    event = EventFactory(
        programme=programme,
        place="Town hall",
        link="https://video.example/1",
        objectives=[{"en": "Find the first experiment"}],
        agenda=[
            {"minutes": 45, "words": {"en": "Check-in"}, "method": "check-in-round"},
            {"minutes": 30, "words": {"en": "Lunch"}, "method": ""},
        ],
    )
    AssignmentFactory(programme=programme, after_event=event, name_en="Observe")
    MaterialFactory(event=event, title="Slides of the day")

    page = text_of(as_member(mentor).get(address(mentor, event)))

    for words in (
        *("Town hall", "https://video.example/1", "Find the first experiment", "Observe"),
        *("9:00–9:45", "Check-in round", '<li class="break"', "9:45–10:15", "Slides of the day"),
    ):
        assert words in page
    assert "minutes shorter" not in page


def test_an_agenda_that_does_not_add_up_is_told_to_those_who_can_mend_it(
    as_member, trainer, programme
):
    agenda = [{"minutes": 300, "words": {"en": "Work"}, "method": ""}]
    event = EventFactory(programme=programme, agenda=agenda)

    page = text_of(as_member(trainer).get(address(trainer, event)))

    assert "The agenda is 60 minutes shorter than the event." in page


@pytest.mark.parametrize(
    ("mode", "offered"),
    [
        ("onsite", ["coming", "not_coming"]),
        ("online", ["online", "not_coming"]),
        ("onsite_or_online", ["coming", "online", "not_coming"]),
    ],
)
def test_the_buttons_are_what_the_event_offers(mode, offered, as_member, mentor, programme):
    event = event_in(programme, mode=mode)

    page = text_of(as_member(mentor).get(address(mentor, event)))

    held = [one for one in ("coming", "online", "not_coming") if f'value="{one}"' in page]
    assert held == offered
    assert "Are you coming?" in page


def test_one_press_answers_and_another_changes_the_answer(as_member, mentor, programme):
    event, client = event_in(programme), as_member(mentor)
    there = address(mentor, event, "event_sign_up")

    first = client.post(there, {"answer": "coming"}, follow=True)
    then = client.post(there, {"answer": "not_coming"}, follow=True)

    assert "You are coming. The others see it too." in text_of(first)
    assert "Are you coming?" not in text_of(first)
    assert "<strong>You cannot come.</strong>" in text_of(then)
    assert [one.answer for one in every(Attendance)] == ["not_coming"]


@pytest.mark.parametrize(
    ("hours", "answer", "says"),
    [
        (-1, "coming", "Answers can be given until the event begins."),
        (48, "perhaps", "The event is not held that way. Choose again."),
        (48, "", "The event is not held that way. Choose again."),
    ],
)
def test_an_answer_that_cannot_be_taken_is_told_kindly(
    hours, answer, says, as_member, mentor, programme
):
    event = event_in(programme, hours=hours)

    response = as_member(mentor).post(
        address(mentor, event, "event_sign_up"), {"answer": answer}, follow=True
    )

    assert says in text_of(response)
    assert every(Attendance) == []


def test_an_event_that_was_called_off_says_so_and_asks_nothing(as_member, mentor, programme):
    event = event_in(programme, cancelled_at=timezone.now())

    page = text_of(as_member(mentor).get(address(mentor, event)))

    assert "This event has been called off." in page
    assert "Are you coming?" not in page


def test_on_the_day_the_way_into_the_video_meeting_is_the_next_step(as_member, mentor, programme):
    event = event_in(programme, hours=0, lasts=1, link="https://video.example/1")
    AttendanceFactory(event=event, seat=seat_of(mentor), answer="online")

    page = text_of(as_member(mentor).get(address(mentor, event)))

    assert '<a class="button " href="https://video.example/1">Join the video meeting</a>' in page


def seat_of(member):
    with tenancy.unrestricted(reason="Arranging a test."):
        return member.seats.get()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_many_come(
    count, as_member, hr, programme, django_assert_num_queries
):
    event = event_in(programme)
    outside = EventFactory()
    seats = [SeatFactory(programme=programme) for _n in range(count)]
    for seat in seats:
        AttendanceFactory(event=event, seat=seat, answer="coming")
        DecisionFactory(event=event)
        MaterialFactory(event=event)
        AssignmentFactory(programme=programme, after_event=event)
    MaterialFactory(event=outside, title="A foreign link")
    GroupPlanFactory(event=event, groups=[[seats[0].pk], [seat_of(hr).pk]])
    client = as_member(hr)
    client.get(address(hr, event))

    with django_assert_num_queries(PAGE):
        page = text_of(client.get(address(hr, event)))

    assert all(seat.name in page for seat in seats)
    assert "A foreign link" not in page
    assert "Your group" in page


def test_hr_sees_who_of_the_own_people_is_silent_and_others_do_not(
    as_member, mentor, hr, trainer, programme
):
    event = event_in(programme)
    silent = SeatFactory(programme=programme)

    own = text_of(as_member(hr).get(address(hr, event)))
    as_mentor = text_of(as_member(mentor).get(address(mentor, event)))
    as_trainer = text_of(as_member(trainer).get(address(trainer, event)))

    assert (mentor.name in own, silent.name in own) == (True, False)
    assert "No answer yet" not in as_mentor
    assert (mentor.name in as_trainer, silent.name in as_trainer) == (True, True)


def test_an_own_meeting_says_that_only_the_organisation_sees_it(as_member, mentor, programme):
    own = event_in(programme, private_to=mentor.organisation)

    page = text_of(as_member(mentor).get(address(mentor, own)))

    assert f"Only {mentor.organisation.name} sees this meeting" in page


def test_the_meeting_of_another_organisation_is_not_there(as_member, hr, trainer, programme):
    theirs = event_in(programme, private_to=SeatFactory(programme=programme).organisation)

    answers = [as_member(one).get(address(one, theirs)).status_code for one in (hr, trainer)]

    assert answers == [404, 404]


def test_those_who_said_that_they_come_are_ticked_and_what_was_noted_stays(
    as_member, trainer, mentor, hr, programme
):
    event = event_in(programme, hours=-1)
    AttendanceFactory(event=event, seat=seat_of(mentor), answer="online")
    client, there = as_member(trainer), address(trainer, event, "event_attendance")
    own, other = seat_of(mentor).pk, seat_of(hr).pk

    before = text_of(client.get(there))
    saved_to = client.post(there, {"there": [other]})
    after = text_of(client.get(there))

    assert f'value="{own}" checked' in before
    assert f'value="{other}" checked' not in before
    assert saved_to.url == address(trainer, event)
    assert f'value="{own}" checked' not in after
    assert f'value="{other}" checked' in after
    assert "1 person was there." in text_of(client.get(address(trainer, event)))


def test_before_the_day_attendance_says_when_it_opens(as_member, trainer, mentor, programme):
    event = event_in(programme, hours=48)
    client, there = as_member(trainer), address(trainer, event, "event_attendance")

    page = text_of(client.get(there))
    sent = client.post(there, {"there": [seat_of(mentor).pk]}, follow=True)

    assert 'type="checkbox"' not in page
    assert "Attendance is noted from the day of the event on." in text_of(sent)
    assert every(Attendance) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_attendance_takes_the_same_queries(
    count, as_member, trainer, programme, django_assert_num_queries
):
    event = event_in(programme, hours=-1)
    for _n in range(count):
        SeatFactory(programme=programme)
    client = as_member(trainer)

    with django_assert_num_queries(9):
        client.get(address(trainer, event, "event_attendance"))


def test_a_link_is_added_and_removed(as_member, trainer, programme):
    event, client = event_in(programme), as_member(trainer)
    there = address(trainer, event, "event_materials")

    client.post(there, {"title": "Slides", "address": "slides.example/1"})
    (added,) = every(Material)
    page = text_of(client.get(there))
    client.post(address(trainer, added, "event_material_remove"))

    assert added.address == "https://slides.example/1"
    assert "Slides" in page
    assert every(Material) == []


@pytest.mark.parametrize("wrong", ["javascript:alert(1)", "ftp://files.example/1", "slides"])
def test_only_addresses_of_pages_are_links(wrong, as_member, trainer, programme):
    event = event_in(programme)

    response = as_member(trainer).post(
        address(trainer, event, "event_materials"), {"title": "Slides", "address": wrong}
    )

    assert "Write the whole address" in text_of(response)
    assert every(Material) == []


def test_the_programme_leads_to_its_events_and_hr_to_the_promised_support(
    as_member, hr, mentor, programme
):
    event = event_in(programme)
    here = reverse("programmes:programme", args=[hr.organisation.slug, programme.pk])

    as_hr = text_of(as_member(hr).get(here))
    as_mentor = text_of(as_member(mentor).get(here))

    assert f'href="{address(hr, event)}"' in as_hr
    assert "Promised support" in as_hr
    assert "Promised support" not in as_mentor
