"""Serves R38: the pages of a live room for those present, on the wall and for nobody else."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from nuotio.foundation import tenancy
from nuotio.programmes.live import codes
from nuotio.programmes.models import LiveDots, LiveNote, LiveParticipant
from nuotio.programmes.services import live_voices
from nuotio.programmes.views import live_entering
from tests.factories import MembershipFactory
from tests.programmes.live_factories import (
    HrDayFactory,
    LiveDotsFactory,
    LiveNoteFactory,
    LiveParticipantFactory,
    LiveRoomFactory,
)
from tests.programmes.test_live_records import changed, live_goal

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def every(model):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(model.objects.order_by("pk"))


def address(room, name="live_room"):
    return reverse(f"programmes:{name}", args=[room.code])


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def room(programme, hr):
    day = HrDayFactory(programme=programme, name_en="HR day 1")
    return LiveRoomFactory(event=day, private_to=hr.organisation, code="BCDFGHJK")


@pytest.fixture
def device(client, room):
    """A device whose owner is in the room."""
    LiveParticipantFactory(room=room, name="Aino", key="a key")
    client.cookies[f"live-{room.pk}"] = "a key"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def said(**fields):
    return {"step": "surprises", "once": str(uuid4()), "text": "Few dare to try", **fields}


def test_the_code_on_the_wall_leads_in_and_a_name_is_enough(client, room):
    typed = client.post(reverse("programmes:live_code"), {"code": "bcdf ghjk"})
    door = client.get(typed["Location"])
    entered = client.post(typed["Location"], {"name": "Aino"})
    page = client.get(entered["Location"])

    assert typed["Location"] == entered["Location"] == "/en/live/BCDFGHJK/"
    assert "without your name" in text_of(door)
    assert "You are in." in text_of(page)
    cookie = client.cookies[f"live-{room.pk}"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 172800)
    assert [one.name for one in every(LiveParticipant)] == ["Aino"]


@pytest.mark.parametrize("name", ["", "   ", "👩🏽‍⚕️", "a" * 61])
def test_a_name_has_letters_and_an_end(name, client, room):
    page = client.post(address(room), {"name": name})

    assert (page.status_code, 'aria-invalid="true"' in text_of(page)) == (200, True)
    assert every(LiveParticipant) == []


@pytest.mark.parametrize("typed", ["AAAA", "KKKKKKKK", ""])
def test_a_wrong_code_is_told_next_to_the_field(typed, client, room):
    page = client.post(reverse("programmes:live_code"), {"code": typed}, follow=True)

    assert 'id="id_code-error"' in text_of(page)
    assert client.get("/live/KKKKKKKK/").status_code == 404


def test_who_guesses_codes_waits_also_with_a_right_one_and_those_inside_go_on(device, room):
    stranger = Client()
    for _guess in range(live_entering.AT_MOST):
        assert stranger.get("/live/KKKKKKKK/").status_code == 404

    refused = [stranger.get("/live/KKKKKKKK/").status_code, stranger.get(address(room)).status_code]

    assert refused == [429, 429]
    assert device.get(address(room)).status_code == 200


def test_a_closed_room_is_told_from_none_only_by_those_who_were_in_it(device, room, now):
    changed(room, closed_at=now, step="record")

    inside, outside = device.get(address(room)), Client().get(address(room))

    assert "Thank you. The room has closed." in text_of(inside)
    assert (outside.status_code, "No open room" in text_of(outside)) == (404, True)
    assert Client().post(address(room), {"name": "Late"}).status_code == 404
    assert len(every(LiveParticipant)) == 1


def test_a_room_that_closes_or_fills_while_somebody_comes_in(client, room, monkeypatch):
    monkeypatch.setattr(live_voices, "MOST_PEOPLE", 0)
    full = client.post(address(room), {"name": "Aino"})
    monkeypatch.setattr(
        live_voices, "come_in", lambda *_args, **_kwargs: _raise(live_voices.RoomClosed)
    )
    closed = client.post(address(room), {"name": "Aino"})

    assert "The room is full" in text_of(full)
    assert closed.status_code == 404
    assert every(LiveParticipant) == []


def _raise(error):
    raise error


def test_a_signed_in_member_is_offered_to_come_in_with_one_press(as_member, hr, mentor, room):
    of_hr = text_of(as_member(hr).get(address(room)))
    of_mentor = text_of(as_member(mentor).get(address(room)))
    of_stranger = text_of(as_member(MembershipFactory(hr=True)).get(address(room)))

    assert f"Come in as {hr.name}" in of_hr
    assert "Come in as" not in of_mentor
    assert "Come in as" not in of_stranger


@pytest.mark.parametrize("count", [1, 3])
def test_a_device_asks_little_while_nothing_changes_and_gets_a_part_when_it_does(
    count, device, room, now, django_assert_num_queries
):
    changed(room, step="surprises", revealed=["surprises"])
    for _ in range(count):
        LiveNoteFactory(participant=LiveParticipantFactory(room=room), text="Words of others")

    with django_assert_num_queries(2):
        same = device.get(f"{address(room, 'live_state')}?seen=1&step=surprises")
    with django_assert_num_queries(4):
        part = device.get(f"{address(room, 'live_state')}?seen=0&step=surprises")
    with django_assert_num_queries(4):
        whole = device.get(f"{address(room, 'live_state')}?seen=0&step=results")

    assert (same.status_code, same.content) == (204, b"")
    assert text_of(part).count("Words of others") == count
    assert "<textarea" not in text_of(part)
    assert "HX-Retarget" not in part
    assert "<textarea" in text_of(whole)
    assert (whole["HX-Retarget"], whole["HX-Reswap"]) == ("#room", "innerHTML")


@pytest.mark.parametrize(
    "step",
    [
        *("gathering", "results", "surprises", "practices", "reasons", "priorities"),
        *("decisions", "record"),
    ],
)
def test_every_step_has_a_page_for_the_device_and_for_the_wall(step, device, room, now):
    aino = every(LiveParticipant)[0]
    own = {"participant": aino, "room": room}
    LiveNoteFactory(**own, step="practices", dimension="trust")
    LiveNoteFactory(**own, step="reasons")
    LiveDotsFactory(**own, target="dimension:reflection")
    live_goal(room, title="We try small things")
    for revealed in ([], ["surprises", "reasons", "priorities"]):
        fields = {"closed_at": now} if step == "record" else {}
        changed(room, step=step, revealed=revealed, **fields)
        for name in ("live_room", "live_stage"):
            page = device.get(address(room, name))
            part = device.get(f"{address(room, f'{name}_state'.replace('room_', ''))}?seen=0")
            assert (page.status_code, part.status_code) == (200, 200)
            assert 'id="seen"' in text_of(part)


def test_the_wall_shows_the_way_in_and_asks_little(client, room, django_assert_num_queries):
    LiveParticipantFactory(room=room, name="Aino")
    page = text_of(client.get(address(room, "live_stage")))

    assert "BCDF GHJK" in page
    assert 'class="qr"' in page
    assert "<li>Aino</li>" in page
    with django_assert_num_queries(1):
        same = client.get(f"{address(room, 'live_stage_state')}?seen=1")
    assert same.status_code == 204


def test_the_wall_of_a_closed_room_tells_nothing_of_it(client, room, now):
    changed(room, step="record", closed_at=now)

    page = text_of(client.get(address(room, "live_stage")))

    assert "BCDF GHJK" not in page
    assert "Trust" not in page


def test_words_come_in_once_and_are_answered_alike(device, room):
    changed(room, step="surprises")
    words = said()

    answers = [device.post(address(room, "live_say"), words, headers=JSON) for _ in range(2)]
    plain = device.post(address(room, "live_say"), said(text="Without a script"))

    assert [one.status_code for one in answers] == [200, 200]
    assert answers[0].json() == {"words": "It is in the room."}
    assert plain["Location"] == address(room)
    assert [one.text for one in every(LiveNote)] == ["Few dare to try", "Without a script"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": ""}, "Write something first."),
        ({"text": "🎉🎉"}, "Write it in words, so that it can be read later."),
        ({"text": "a" * 10_000}, "Shorten it to 500 characters: now there are 10000."),
        ({"step": "practices", "dimension": ""}, "Choose what it supports."),
        (
            {"step": "nowhere"},
            "Select a valid choice. nowhere is not one of the available choices.",
        ),
        ({"once": "no uuid"}, "Enter a valid UUID."),
    ],
)
def test_what_cannot_be_taken_is_told_in_words(fields, words, device, room):
    changed(room, step="practices")

    told = device.post(address(room, "live_say"), said(**fields), headers=JSON)
    page = device.post(address(room, "live_say"), said(**fields))

    assert (told.status_code, told.json()) == (422, {"words": words})
    assert (page.status_code, 'role="alert"' in text_of(page)) == (200, True)
    assert every(LiveNote) == []


@pytest.mark.parametrize(
    ("step", "closed", "words"),
    [
        ("results", False, "The room is at another step. Your words are still here."),
        ("record", True, "The room has closed. Copy your words from here."),
    ],
)
def test_words_that_come_at_the_wrong_time_are_given_back(step, closed, words, device, room, now):
    changed(room, step=step, closed_at=now if closed else None)

    told = device.post(address(room, "live_say"), said(), headers=JSON)

    assert (told.status_code, told.json()) == (409, {"words": words})
    assert every(LiveNote) == []


def test_who_has_written_a_hundred_times_is_thanked(device, room, monkeypatch):
    changed(room, step="surprises")
    monkeypatch.setattr(live_voices, "MOST_NOTES", 0)

    told = device.post(address(room, "live_say"), said(), headers=JSON)

    assert told.status_code == 409
    assert "a hundred times" in told.json()["words"]


def test_dots_are_placed_with_a_plain_form_too(device, room):
    changed(room, step="priorities")

    form = {"target": "dimension:trust", "number": "2"}
    plain = device.post(address(room, "live_dots"), form)
    told = device.post(address(room, "live_dots"), {**form, "number": "3"}, headers=JSON)

    assert plain["Location"] == address(room)
    assert told.json() == {"words": "You have 2 dots left."}
    assert [(one.target, one.number) for one in every(LiveDots)] == [("dimension:trust", 3)]


@pytest.mark.parametrize(
    ("form", "step", "status", "words"),
    [
        ({"number": "9"}, "priorities", 409, "All your dots are placed. Take one back first."),
        ({"target": "note:1"}, "priorities", 409, "That cannot have dots."),
        ({"number": "-1"}, "priorities", 422, "That cannot have dots."),
        ({}, "decisions", 409, "Dots are not placed any more."),
    ],
)
def test_dots_that_cannot_be_placed_are_told(form, step, status, words, device, room):
    changed(room, step=step)

    told = device.post(
        address(room, "live_dots"),
        {"target": "dimension:trust", "number": "1", **form},
        headers=JSON,
    )

    assert (told.status_code, told.json()) == (status, {"words": words})
    assert every(LiveDots) == []


def test_a_device_that_is_not_in_the_room_is_asked_to_come_in_again(client, room):
    changed(room, step="surprises")
    client.cookies[f"live-{room.pk}"] = "a forged key"

    answers = [
        client.post(address(room, name), said(), headers=JSON) for name in ("live_say", "live_dots")
    ]
    state = client.get(address(room, "live_state"))

    assert [one.status_code for one in answers] == [409, 409]
    assert (state.status_code, state["HX-Refresh"]) == (204, "true")
    assert every(LiveNote) == []


def test_the_key_to_one_room_opens_no_other(device, room, programme):
    other = LiveRoomFactory(event=HrDayFactory(programme=programme), code=codes.new_code())
    device.cookies[f"live-{other.pk}"] = "a key"

    page = text_of(device.get(address(other)))

    assert "Your name, as you want to be seen" in page
