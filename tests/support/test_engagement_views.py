"""Serves R84, R85, R87, R91, R93: the page of a support, its one next step, its list, its end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from nuotio.support.models import FollowUp
from tests.factories import LONG_AGO, TimeBookingFactory
from tests.support import factories
from tests.support.giving import at, kept, meeting, read, support
from tests.support.members import person

pytestmark = pytest.mark.django_db


def page_of(client, member, engagement):
    return read(client, "engagement", member, engagement.pk)


def test_a_mentor_first_sets_a_meeting(aino, sanna, as_member):
    engagement = support(aino, sanna)

    page = page_of(as_member(sanna), sanna, engagement)

    assert "Set a first meeting" in page
    assert "Support for Team East" in page
    assert page.count('class="button"') == 1


def test_who_asked_waits_without_anything_to_do(aino, sanna, as_member):
    page = page_of(as_member(aino), aino, support(aino, sanna))

    assert "Your mentors set a meeting" in page
    assert "Set a meeting" not in page


@pytest.mark.parametrize("who", ["aino", "sanna"])
def test_a_meeting_to_come_is_the_next_thing(who, aino, sanna, as_member, request):
    member, engagement = request.getfixturevalue(who), support(aino, sanna)
    meeting(engagement, days=2, title="First talk", link="https://video.example/abc")

    page = page_of(as_member(member), member, engagement)

    assert "Go to the video meeting" in page
    assert ("Change the meeting" in page, "/meetings/" in page) == (False, who == "sanna")


def test_a_meeting_that_has_been_is_booked_in_one_tap_then_written_down(aino, sanna, as_member):
    engagement = support(aino, sanna)
    meeting(engagement, days=-1, hours=2, title="First talk")
    client = as_member(sanna)

    first = page_of(client, sanna, engagement)
    factories.MeetingTimeFactory(
        engagement=engagement, meeting=engagement.meetings.get(), mentor=sanna
    )
    second = page_of(client, sanna, engagement)
    factories.EngagementNoteFactory(engagement=engagement, writer=sanna, at=timezone.now())
    third = page_of(client, sanna, engagement)

    assert "Book the hours of your meeting" in first
    assert "Book 2\u00a0h" in first
    assert "Write down what was agreed" in second
    assert "You booked 2\u00a0h." in second
    assert "Meet again, or end the support?" in third


def test_a_mentor_who_came_later_books_no_meeting_that_was_before(aino, sanna, jari, as_member):
    engagement = support(aino, sanna)
    meeting(engagement, days=-3)
    factories.SupportInvitationFactory(
        request=engagement.request,
        mentor=jari,
        state="accepted",
        answered_at=timezone.now() - timedelta(days=1),
    )

    page = page_of(as_member(jari), jari, engagement)

    assert "Book the hours of your meeting" not in page


def test_the_team_sees_the_hours_together_and_hr_by_mentor(aino, sanna, jari, kirsi, as_member):
    engagement = support(aino, sanna, jari)
    factories.MeetingTimeFactory(engagement=engagement, mentor=sanna, minutes=300)

    team = page_of(as_member(aino), aino, engagement)
    hr = page_of(as_member(kirsi), kirsi, engagement)

    assert "5\u00a0h used of 8\u00a0h promised." in team
    assert "more than promised" not in team
    assert "Hours by mentor" not in team
    assert "Hours by mentor" in hr
    assert "1\u00a0h more than promised" in hr
    assert "Set a meeting" not in hr


def test_nobody_else_finds_a_support(aino, sanna, jari, markku, as_member):
    engagement = support(aino, sanna)
    stranger = person(factories.OrganisationFactory(), "Stranger", hr=True)

    for member in (jari, markku, stranger):
        address = at("engagement", aino, engagement.pk)
        assert as_member(member).get(address).status_code == 404


def test_the_end_says_what_was_agreed_and_when_the_team_is_asked(aino, sanna, as_member):
    engagement = support(aino, sanna)
    coming = meeting(engagement, days=3, title="Second talk")
    client, today = as_member(sanna), timezone.localdate()

    form = read(client, "engagement_close", sanna, engagement.pk)
    told = {"outcome": "We go on by ourselves.", "opens": "42", "language": "fi"}
    page = client.post(at("engagement_close", sanna, engagement.pk), told, follow=True)

    assert "What is to come is called off:" in form
    assert 'value="42" id="id_opens_2" checked' in form
    assert "We go on by ourselves." in page.content.decode()
    assert "The support has ended. Thank you for all you gave." in page.content.decode()
    assert kept(engagement.request).state == "done"
    assert kept(coming).cancelled_at is not None
    asked = FollowUp.objects.get()
    assert (asked.opens_on, asked.is_anonymous) == (today + timedelta(days=42), True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"outcome": ""}, "Say in a sentence what was agreed."),
        ({"outcome": "🎉🎉"}, "Say it in words, too."),
        ({"outcome": "a\x00b"}, "Null characters are not allowed."),
        ({"outcome": "ä" * 2001}, "Ensure this value has at most 2000 characters"),
        ({"opens": "7"}, "Select a valid choice"),
        ({"opens": ""}, "Choose when the team is asked."),
        ({"language": "de"}, "Select a valid choice"),
    ],
    ids=str,
)
def test_an_end_that_lacks_something_is_told_and_nothing_is_lost(
    aino, sanna, as_member, changes, words
):
    engagement = support(aino, sanna)
    told = {"outcome": "We go on.", "opens": "14", "language": "sv", **changes}

    page = as_member(sanna).post(at("engagement_close", sanna, engagement.pk), told)

    assert words in page.content.decode()
    assert not kept(engagement).is_closed


def test_an_end_that_came_first_is_told(aino, sanna, as_member):
    engagement = support(aino, sanna, closed=True)

    pages = (
        as_member(sanna).get(at("engagement_close", sanna, engagement.pk), follow=True),
        as_member(sanna).post(at("engagement_close", sanna, engagement.pk), {}, follow=True),
    )

    for page in pages:
        assert "The support has ended already." in page.content.decode()


def test_what_was_agreed_is_corrected_on_its_page(aino, sanna, as_member):
    engagement = support(aino, sanna, closed=True, closed_by=sanna, closed_at=timezone.now())
    client, way = as_member(sanna), at("outcome_edit", sanna, engagement.pk)
    assert way in page_of(client, sanna, engagement)
    assert engagement.outcome in read(client, "outcome_edit", sanna, engagement.pk)

    empty = client.post(way, {"outcome": "", "version": "1"}).content.decode()
    client.post(way, {"outcome": "We meet.", "version": "1"})
    late = client.post(way, {"outcome": "Mine.", "version": "1"}).content.decode()

    assert "Say in a sentence what was agreed." in empty
    assert kept(engagement).outcome == "We meet."
    assert ("We meet." in late, "Mine." in late) == (True, True)
    team = page_of(as_member(aino), aino, engagement)
    assert ("We meet." in team, way in team) == (True, False)


def test_after_two_weeks_what_was_agreed_stays(aino, sanna, as_member):
    engagement = support(aino, sanna, closed=True, closed_by=sanna)
    client, way = as_member(sanna), at("outcome_edit", sanna, engagement.pk)

    page = client.post(way, {"outcome": "We meet.", "version": "1"}).content.decode()

    assert "Two weeks have passed, so it stays as it is." in page
    assert "We meet." in page
    assert way not in page_of(client, sanna, engagement)
    assert kept(engagement).outcome == "We meet weekly."


def test_thanks_are_given_and_can_be_changed(aino, sanna, as_member):
    engagement = support(aino, sanna, closed=True)
    client, address = as_member(aino), at("thanks", aino, engagement.pk)

    assert "Thank your mentors" in page_of(client, aino, engagement)
    client.post(address, {"words": "Thank you, Sanna."})
    client.post(address, {"words": "Thank you so much, Sanna."})

    page = page_of(as_member(sanna), sanna, engagement)
    assert "Thank you so much, Sanna." in page
    assert "Thanks from Aino Salo" in page
    assert "Thank you, Sanna." not in page
    assert as_member(sanna).post(address, {"words": "Me"}).status_code == 403


def test_a_mentor_finds_her_own_support_and_hr_all_of_it(aino, sanna, jari, kirsi, as_member):
    live = support(aino, sanna, request__team="Live team")
    support(aino, sanna, closed=True, request__team="Old team", made_at=timezone.now())
    support(aino, jari, request__team="Jari's team")
    factories.EngagementFactory(request__team="CANARY team")
    meeting(live, days=2)

    mine = read(as_member(sanna), "engagements", sanna)
    everything = read(as_member(kirsi), "engagements", kirsi)
    own = as_member(kirsi).get(at("engagements", kirsi), {"whose": "mine"}).content.decode()

    assert mine.index("Live team") < mine.index("Old team")
    assert "Next meeting" in mine
    assert "Jari&#39;s team" not in mine
    assert "Jari&#39;s team" in everything
    assert "No support yet" in own
    assert "CANARY" not in mine + everything + own


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_one_as_for_three(
    count, aino, sanna, kirsi, as_member, django_assert_num_queries
):
    for _ in range(count):
        meeting(support(aino, sanna), days=2)
    client = as_member(kirsi)

    with django_assert_num_queries(8):
        client.get(at("engagements", kirsi))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("is_closed", [False, True])
def test_the_page_takes_at_most_twelve_queries(
    count, is_closed, aino, sanna, jari, as_member, django_assert_num_queries
):
    engagement = support(aino, sanna, jari, closed=is_closed)
    for _ in range(count):
        held = meeting(engagement, days=-3)
        factories.MeetingTimeFactory(engagement=engagement, meeting=held, mentor=sanna)
        factories.EngagementNoteFactory(engagement=engagement, writer=jari)
    if is_closed:
        factories.FollowUpFactory(engagement=engagement)
        factories.ThanksFactory(engagement=engagement)
    client = as_member(sanna)

    with django_assert_num_queries(12 if is_closed else 11):
        client.get(at("engagement", sanna, engagement.pk))


def test_lists_are_paged_by_fifty(aino, sanna, as_member):
    for number in range(51):
        support(aino, sanna, request__team=f"Team {number:02d}.", made_at=LONG_AGO)

    page = read(as_member(sanna), "engagements", sanna)

    assert "Page 1 of 2" in page
    assert page.count(" used of ") == 50


def test_a_supervisor_sees_hours_and_not_what_for(aino, sanna, as_member):
    """R86: the booking says minutes and a day; what it was for is nowhere on her pages."""
    TimeBookingFactory(mentor=sanna, minutes=60, source="engagement")

    page = as_member(sanna).get(f"/en/o/{sanna.organisation.slug}/me/time-share/")

    assert "engagement" not in page.content.decode()
