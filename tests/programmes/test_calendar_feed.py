"""Serves issue 3: a private calendar that follows one's programmes, for who knows its address."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from icalendar import Calendar

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy
from nuotio.notifications import links
from nuotio.programmes import other_entries
from nuotio.programmes.calendars import Entry
from nuotio.programmes.models import CalendarKey
from nuotio.programmes.queries import calendars as queries
from nuotio.programmes.services import calendars as services
from nuotio.programmes.views import calendars as views
from tests.factories import (
    AttendanceFactory,
    EventFactory,
    MembershipFactory,
    OrganisationFactory,
    ProgrammeFactory,
    SeatFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PAGE = "/en/me/calendar/"


@pytest.fixture
def sanna():
    return UserFactory(name="Sanna Koskinen", language="en")


@pytest.fixture
def seat(programme, sanna):
    membership = MembershipFactory(user=sanna, organisation__slug="virasto")
    return SeatFactory(programme=programme, membership=membership)


@pytest.fixture
def address(sanna, now):
    key = services.make_address(sanna, at=now)
    return links.path_to("programmes:calendar", key=key)


def titles(response) -> list[str]:
    calendar = Calendar.from_ical(response.content)
    return [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]


def event(programme, name, **more):
    return EventFactory(programme=programme, name_en=name, **more)


def test_the_feed_holds_what_concerns_her_in_her_language(programme, seat, address, client):
    shown = event(programme, "Session 1", link="https://video.example/abc", sequence=3)
    event(programme, "Our meeting", private_to=seat.organisation)
    event(programme, "CANARY meeting", private_to=OrganisationFactory())
    event(programme, "CANARY HR day", roles=["hr"])
    event(ProgrammeFactory(), "CANARY elsewhere")

    response = client.get(address)

    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert titles(response) == ["Session 1", "Our meeting"]
    first = Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert first["UID"] == f"event-{shown.pk}@127.0.0.1"
    assert first["SEQUENCE"] == 3
    page = str(first["URL"])
    assert page.startswith(f"http://127.0.0.1:8000/en/o/virasto/programmes/{programme.pk}/")
    assert str(first["DESCRIPTION"]) == (
        f"{programme.name}\nVideo meeting: https://video.example/abc\nAgenda and sign-up: {page}"
    )


def test_the_feed_gathers_all_her_organisations(programme, seat, sanna, address, client):
    other = SeatFactory(membership=MembershipFactory(user=sanna), role="hr")
    event(programme, "Here")
    event(other.programme, "There")

    assert titles(client.get(address)) == ["Here", "There"]


def test_what_is_called_off_says_so_and_what_she_declined_is_not_there(
    programme, seat, address, client, now
):
    event(programme, "Off", cancelled_at=now)
    declined = event(programme, "Declined")
    AttendanceFactory(event=declined, seat=seat, answer="not_coming")

    response = client.get(address)

    assert titles(response) == ["Off"]
    assert b"STATUS:CANCELLED" in response.content


def test_a_seat_that_was_left_and_an_organisation_that_was_left_bring_nothing(
    programme, seat, sanna, address, client, now
):
    event(programme, "Session 1")
    gone = MembershipFactory(user=sanna, left_at=now)
    event(SeatFactory(membership=gone).programme, "Gone")
    with tenancy.unrestricted(reason="Arranging a test."):
        seat.left_at = now
        seat.save()

    assert titles(client.get(address)) == []


def test_what_is_more_than_a_year_old_is_not_carried_along(programme, seat, sanna, now):
    for name, days in (("old", 366), ("young", 364)):
        ends_at = now - timedelta(days=days)
        event(programme, name, starts_at=ends_at, ends_at=ends_at)

    found = queries.events_of(sanna.pk, at=now)

    assert [one.name_en for one, _ in found] == ["young"]


@pytest.mark.parametrize("key", ["made-up", "x" * 43, "%00", "%ED%A0%80", "å"])
def test_a_wrong_address_leads_nowhere(key, address, client):
    assert client.get(f"/calendar/{key}.ics").status_code == 404


def test_only_a_hash_of_the_secret_is_kept(address):
    key = address.removeprefix("/calendar/").removesuffix(".ics")

    kept = CalendarKey.objects.get()
    assert len(key) == 43
    assert key not in str(vars(kept))
    assert len(kept.digest) == 64


@pytest.mark.parametrize("why", ["deactivated", "erased"])
def test_who_is_no_longer_here_has_no_calendar(why, sanna, seat, address, client, now):
    if why == "deactivated":
        sanna.is_active = False
    else:
        sanna.erased_at = now
    sanna.save()

    assert client.get(address).status_code == 404


def test_a_calendar_that_asks_again_is_told_that_nothing_is_new(programme, seat, address, client):
    session = event(programme, "Session 1")
    tag = client.get(address)["ETag"]

    same = client.get(address, headers={"If-None-Match": tag})
    with tenancy.unrestricted(reason="Arranging a test."):
        session.place, session.sequence = "Kuopio", 1
        session.save()
    new = client.get(address, headers={"If-None-Match": tag})

    assert (same.status_code, same.content) == (304, b"")
    assert (new.status_code, new["ETag"] != tag) == (200, True)
    assert new["Cache-Control"] == "private, no-cache"


def test_no_session_is_made_and_no_name_given_away(programme, seat, address, client):
    event(programme, "Session 1")

    response = client.get(address)

    assert response.cookies == {}
    assert b"Sanna" not in response.content
    assert b"ATTENDEE" not in response.content


def test_a_calendar_that_asks_without_end_is_told_to_wait(address, client, monkeypatch):
    cache.clear()
    monkeypatch.setattr(views, "AT_MOST", 2)

    statuses = [client.get(address).status_code for _ in range(3)]

    assert statuses == [200, 200, 429]


@pytest.mark.parametrize("amount", [1, 3])
def test_the_feed_costs_the_same_for_one_programme_and_for_three(
    amount, sanna, address, client, django_assert_num_queries
):
    for _ in range(amount):
        seat = SeatFactory(membership=MembershipFactory(user=sanna))
        for name in ("a", "b", "c")[:amount]:
            event(seat.programme, name)

    with django_assert_num_queries(7):  # three of them for meetings of support
        response = client.get(address)

    assert len(titles(response)) == amount * amount


def shown_address(page) -> str:
    return re.search(r'value="(http[^"]+\.ics)"', page.content.decode()).group(1)


def test_the_page_makes_an_address_and_shows_it_once(sanna, programme, seat, client):
    event(programme, "Session 1")
    client.force_login(sanna)

    made = client.post(PAGE, {"action": "make"}, follow=True)
    later = client.get(PAGE)

    address = shown_address(made)
    assert titles(client.get(address.removeprefix("http://127.0.0.1:8000"))) == ["Session 1"]
    assert f'href="webcal://{address.removeprefix("http://")}"' in made.content.decode()
    assert made["Cache-Control"] == "no-store"
    assert ".ics" not in later.content.decode()
    assert f"made on {timezone.localdate():%-d %b %Y}" in later.content.decode()
    assert list(AuditEntry.objects.values_list("action", "subject_id")) == [
        ("programmes.make_calendar_address", sanna.pk)
    ]


def test_a_new_address_stops_the_old_one(sanna, seat, address, client):
    client.force_login(sanna)

    new = shown_address(client.post(PAGE, {"action": "make"}, follow=True))

    assert client.get(address).status_code == 404
    assert client.get(new.removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert CalendarKey.objects.count() == 1


def test_an_address_is_stopped_and_stopping_twice_is_harmless(sanna, address, client):
    client.force_login(sanna)

    for _ in range(2):
        page = client.post(PAGE, {"action": "stop"}, follow=True)

    assert "The address no longer works." in page.content.decode()
    assert client.get(address).status_code == 404
    assert CalendarKey.objects.count() == 0
    assert AuditEntry.objects.filter(action="programmes.stop_calendar_address").count() == 1


def test_the_page_has_one_ember_button_in_each_state(sanna, client):
    client.force_login(sanna)

    pages = [
        client.get(PAGE),
        client.post(PAGE, {"action": "make"}, follow=True),
        client.get(PAGE),
    ]

    ember = [len(re.findall(r'class="button "', page.content.decode())) for page in pages]
    assert ember == [1, 1, 0]
    assert client.get(reverse("privacy:me")).content.decode().count("/me/calendar/") == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "Tee osoite kalenterillesi"), ("sv", "Gör en adress för din kalender")],
)
def test_the_page_speaks_the_language_of_its_address(language, words, sanna, client):
    client.force_login(sanna)
    start = "" if language == "fi" else f"/{language}"

    assert words in client.get(f"{start}/me/calendar/").content.decode()


def test_rooms_above_add_entries_of_hers(programme, seat, sanna, address, client, now, monkeypatch):
    """Serves issue 6: what another room knows of her stands in the same calendar, in her words."""
    asked = []

    def talk(owner, at):
        asked.append((owner, get_language()))
        return [
            Entry(
                uid="talk-1@example.org",
                sequence=0,
                starts_at=now,
                ends_at=now + timedelta(hours=1),
                title="First talk",
                place="",
                link="",
                description="",
                page="",
                is_cancelled=False,
                changed_at=now,
            )
        ]

    monkeypatch.setattr(other_entries, "tellers", [])
    other_entries.tells(talk)
    event(programme, "Session 1")

    response = client.get(address)

    assert titles(response) == ["Session 1", "First talk"]
    assert asked == [(sanna, "en")]
