"""Serves issue 5 (support given), R82, R85, R87, R91, R92: two choices on a phone, a calm
picture of the hours, and others' words for whom they are meant."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from nuotio.people.models import TimeBooking
from nuotio.plans.models import SupportGiven
from nuotio.plans.services import support_given as services
from tests.factories import (
    TimeBookingFactory,
    TimeShareFactory,
    UnitFactory,
)
from tests.plans import factories
from tests.plans.conftest import person
from tests.plans.factories import SupportGivenFactory

pytestmark = pytest.mark.django_db
ONCE = UUID("00000000-0000-4000-8000-00000000abe1")


def stored():
    rows = SupportGiven.objects.order_by("pk")
    return list(rows.values_list("kind", "given_on", "minutes", "audience"))


def bookings():
    rows = TimeBooking.objects.order_by("pk")
    return list(rows.values_list("mentor", "day", "minutes", "source", "origin"))


def written(mentor, **told):
    """Support with its booking, as the service makes it."""
    given = SupportGivenFactory(mentor=mentor, **told)
    TimeBookingFactory(mentor=mentor, day=given.given_on, minutes=given.minutes, origin=given.once)
    return given


def at(name, member, *args):
    return reverse(f"plans:{name}", args=[member.organisation.slug, *args])


def read(client, name, member, *args):
    return client.get(at(name, member, *args)).content.decode()


def form(**changes):
    today = timezone.localdate().isoformat()
    told = {"kind": "talk", "length": "30", "given_on": today, "audience": "me", "version": 1}
    return told | changes


def agreed(mentor, hours="10"):
    TimeShareFactory(mentor=mentor, supervisor=None, state="agreed", hours_a_month=Decimal(hours))


def test_two_choices_write_it_down_and_the_page_shows_the_hours(sanna, as_member):
    agreed(sanna)
    client = as_member(sanna)

    page = client.post(at("support_add", sanna), form(once=ONCE), follow=True).content.decode()

    assert "Written down, and the time is booked." in page
    assert "0.5\u00a0h</strong>" in page
    assert "used of 10\u00a0h" in page
    assert "A talk with one colleague" in page
    assert "30 min" in page
    assert "Only you see this list." in page
    assert bookings() == [(sanna.pk, timezone.localdate(), 30, "support", ONCE)]


def test_a_form_without_its_key_is_taken_too(sanna, as_member):
    as_member(sanna).post(at("support_add", sanna), form())

    assert len(stored()) == 1


def test_another_length_counts_where_it_was_chosen(sanna, as_member):
    client = as_member(sanna)

    client.post(at("support_add", sanna), form(length="own", minutes="20", once=uuid4()))
    client.post(at("support_add", sanna), form(length="45", minutes="20x", once=uuid4()))

    assert [row[2] for row in stored()] == [20, 45]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"length": "own"}, "Write how many minutes it took, for example 20."),
        ({"length": ""}, "Write how many minutes it took, for example 20."),
        ({"length": "own", "minutes": "0"}, "Write how many minutes it took, for example 20."),
        ({"length": "17"}, "Select a valid choice"),
        ({"kind": ""}, "Choose what was nearest."),
        ({"given_on": ""}, "Choose the day."),
        ({"given_on": "2099-01-01"}, "This day is still to come."),
        ({"audience": "network"}, "Select a valid choice"),
        ({"people": "-1"}, "Write a number, for example 3."),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(sanna, as_member, changes, words):
    page = as_member(sanna).post(at("support_add", sanna), form(words="Stuck words", **changes))

    assert words in page.content.decode()
    assert "Stuck words" in page.content.decode()
    assert (stored(), bookings()) == ([], [])


def test_a_plan_that_was_closed_in_the_same_moment_is_told(sanna, plan, as_member, monkeypatch):
    def gone(*_args, **_kwargs):
        raise services.NotThere("plan")

    monkeypatch.setattr(services, "log_support", gone)
    monkeypatch.setattr(services, "change_support", gone)
    given = written(sanna)
    client = as_member(sanna)

    pages = (
        client.post(at("support_add", sanna), form()),
        client.post(at("support_change", sanna, given.pk), form()),
    )

    for page in pages:
        assert "This is not there any more. Choose again." in page.content.decode()


def test_the_kind_that_she_chose_last_and_today_stand_there_already(sanna, as_member):
    SupportGivenFactory(mentor=sanna, kind="workshop")

    page = read(as_member(sanna), "support_add", sanna)

    assert 'value="workshop" id="id_kind_2" checked' in page
    assert f'name="given_on" value="{timezone.localdate().isoformat()}"' in page
    assert 'value="me" id="id_audience_0" checked' in page


def test_she_changes_her_note_and_what_stands_there_is_shown(sanna, plan, as_member):
    given = written(sanna, minutes=50, words="Stuck words", plan=plan)
    client = as_member(sanna)
    opened = read(client, "support_change", sanna, given.pk)

    page = client.post(
        at("support_change", sanna, given.pk),
        form(length="45", words="Asked first", audience="pair", given_on="2026-01-13"),
        follow=True,
    ).content.decode()

    assert "Stuck words" in opened
    assert 'name="minutes" value="50"' in opened
    assert "Saved, and the time is booked anew." in page
    assert "Read by: my pair and me" in page
    assert bookings() == [(sanna.pk, date(2026, 1, 13), 45, "support", given.once)]


def test_two_windows_lose_nothing(sanna, as_member):
    given = written(sanna, minutes=30, words="The first window", version=2)

    page = as_member(sanna).post(
        at("support_change", sanna, given.pk), form(words="The second window", length="60")
    )

    assert "The first window" in page.content.decode()
    assert "The second window" in page.content.decode()
    assert [row[2] for row in stored() + bookings()] == [30, 30]


def test_a_day_to_come_is_refused_when_changing_too(sanna, as_member):
    given = written(sanna)

    page = as_member(sanna).post(at("support_change", sanna, given.pk), form(given_on="2099-01-01"))

    assert "This day is still to come." in page.content.decode()
    assert [row[1] for row in bookings()] == [date(2026, 1, 12)]


def test_she_deletes_her_note_on_its_page(sanna, as_member):
    given = written(sanna)
    client = as_member(sanna)

    page = client.post(at("support_delete", sanna, given.pk), follow=True).content.decode()
    again = client.post(at("support_delete", sanna, given.pk))

    assert "Deleted. Its time is no longer booked." in page
    assert again.status_code == 404
    assert (stored(), bookings()) == ([], [])


@pytest.mark.parametrize("who", ["jari", "kirsi", "aino", "markku"])
def test_nobody_opens_anothers_note(sanna, who, request, as_member):
    given = written(sanna, audience="organisation", words="Stuck")
    client = as_member(request.getfixturevalue(who))

    answers = [
        client.get(at("support_change", sanna, given.pk)),
        client.post(at("support_change", sanna, given.pk), form()),
        client.post(at("support_delete", sanna, given.pk)),
    ]

    assert [one.status_code for one in answers] == [404] * 3
    assert [row[2] for row in stored() + bookings()] == [45, 45]


def test_over_the_agreed_hours_is_said_kindly(sanna, as_member):
    agreed(sanna, "1")
    TimeBookingFactory(mentor=sanna, minutes=61, day=timezone.localdate())

    page = read(as_member(sanna), "support_given", sanna)

    assert "what gives way is for you and your supervisor to talk over" in page
    assert 'class="notice honest"' in page
    assert 'class="notice error"' not in page


def test_without_agreed_hours_the_way_to_agree_is_shown(sanna, as_member):
    page = read(as_member(sanna), "support_given", sanna)

    assert "used; no hours are agreed on yet" in page
    assert "Agree on hours with your supervisor" in page
    assert "Nothing written down yet" in page


def test_the_three_months_before_are_told(sanna, as_member):
    first = timezone.localdate().replace(day=1)
    TimeBookingFactory(mentor=sanna, minutes=150, day=first - timedelta(days=1))

    page = read(as_member(sanna), "support_given", sanna)

    assert ": 2.5\u00a0h</li>" in page
    assert page.count(": 0\u00a0h</li>") == 2


def test_others_words_are_read_by_audience_and_without_the_time(sanna, jari, plan, as_member):
    written(sanna, words="For my pair", audience="pair", minutes=77)
    written(sanna, words="For nobody", minutes=77)
    written(sanna, words="", audience="organisation", minutes=77)
    written(jari, words="Jari's own")

    page = as_member(jari).get(at("support_given", jari), {"whose": "others"}).content.decode()

    assert "For my pair" in page
    assert "Read by: the mentor's pair" in page
    for hidden in ("For nobody", "77 min", "Jari's own"):
        assert hidden not in page


def test_who_is_no_mentor_reads_what_is_for_everybody(sanna, aino, as_member):
    written(sanna, words="For everybody", audience="organisation")
    written(sanna, words="For mentors and HR", audience="mentors_hr")

    page = read(as_member(aino), "support_given", aino)

    assert "For everybody" in page
    assert "For mentors and HR" not in page
    assert at("support_add", aino) not in page


def test_where_nobody_wrote_for_others_the_page_says_so(aino, as_member):
    assert "Nothing to read yet" in read(as_member(aino), "support_given", aino)


@pytest.mark.parametrize("count", [1, 3])
def test_the_own_list_costs_the_same_for_one_and_three(
    sanna, plan, as_member, count, django_assert_num_queries
):
    for _ in range(count):
        unit = UnitFactory(organisation=sanna.organisation)
        written(sanna, words="My words", plan=plan, unit=unit)
    SupportGivenFactory(words="My words")
    client = as_member(sanna)

    # of every page: session, user, membership, roles, notices; then what is agreed, the months,
    # the count and the rows
    with django_assert_num_queries(9):
        page = read(client, "support_given", sanna)

    assert page.count("My words") == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_others_costs_the_same_for_one_and_three(
    ours, kirsi, as_member, count, django_assert_num_queries
):
    for number in range(count):
        mentor = person(ours, f"Mentor {number}", mentor=True)
        written(mentor, words="For mentors and HR", audience="mentors_hr")
    SupportGivenFactory(words="For mentors and HR", audience="organisation")
    client = as_member(kirsi)

    # of every page: session, user, membership, roles, notices; then the count and the rows
    with django_assert_num_queries(9):
        page = read(client, "support_given", kirsi)

    assert page.count("For mentors and HR</p>") == count


def test_the_form_costs_little(sanna, plan, as_member, django_assert_num_queries):
    factories.PlanFactory(organisation=sanna.organisation, by=[sanna], title="A second plan")
    client = as_member(sanna)

    # of every page: session, user, membership, roles, notices; then units, plans, the last kind
    with django_assert_num_queries(8):
        page = read(client, "support_add", sanna)

    assert "A second plan" in page
