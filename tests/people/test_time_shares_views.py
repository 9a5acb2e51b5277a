from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from nuotio.people.models import TimeShare
from nuotio.people.services import time_shares as services
from tests.factories import LONG_AGO, MembershipFactory, TimeShareFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def mentor(inside):
    mentor = MembershipFactory(mentor=True, user__name="Maija Mäkelä")
    inside(mentor)
    return mentor


@pytest.fixture
def boss(mentor):
    boss = MembershipFactory(organisation=mentor.organisation, user__name="Bertel Berg")
    mentor.supervisor = boss
    mentor.save()
    return boss


def address(member, name="own_time_share", *more):
    return reverse(f"people:{name}", args=[member.organisation.slug, *more])


def form(**changes):
    return {"hours_a_month": "15,7", "starts_on": "2026-12-01", "message": "A tenth.", **changes}


def share_of(mentor, boss, **fields):
    return TimeShareFactory(mentor=mentor, supervisor=boss, **fields)


def hours_and_states():
    return list(TimeShare.objects.order_by("pk").values_list("hours_a_month", "state"))


def test_a_mentor_proposes_a_tenth_to_her_supervisor(mentor, boss, as_member):
    """Serves R85, R86."""
    client = as_member(mentor)
    opened = client.get(address(mentor)).content.decode()

    page = client.post(address(mentor), form(), follow=True).content.decode()

    share = TimeShare.objects.get()
    assert 'value="15.7"' in opened
    assert "The proposal goes to your supervisor, Bertel Berg." in opened
    assert "The proposal is with your supervisor." in page
    assert "Bertel Berg has been told." in page
    assert (share.supervisor, share.hours_a_month, share.message) == (
        boss,
        Decimal("15.7"),
        "A tenth.",
    )


def test_a_form_sent_twice_makes_one_proposal(mentor, boss, as_member):
    client = as_member(mentor)

    client.post(address(mentor), form())
    client.post(address(mentor), form())

    assert hours_and_states() == [(Decimal("15.7"), "proposed")]


def test_what_is_no_number_is_told_and_the_text_kept(mentor, boss, as_member):
    """Serves R85."""
    page = as_member(mentor).post(address(mentor), form(hours_a_month="kymmenkunta"))

    assert "Write a number, for example 10." in page.content.decode()
    assert 'value="kymmenkunta"' in page.content.decode()
    assert "A tenth." in page.content.decode()
    assert hours_and_states() == []


def test_hours_that_were_not_sent_show_an_empty_field(mentor, boss, as_member):
    page = as_member(mentor).post(address(mentor), {"starts_on": "2026-12-01"}).content.decode()

    assert 'name="hours_a_month" id="id_hours_a_month" autocomplete="off" value=""' in page


def test_over_a_fifth_of_the_time_is_asked_about_but_not_refused(mentor, boss, as_member):
    """Serves R87."""
    client = as_member(mentor)

    usual = client.post(address(mentor), form(hours_a_month="31,4"), follow=True)
    much = client.post(address(mentor), form(hours_a_month="31,6"), follow=True)

    words = "This is over a fifth of full working time."
    assert words not in usual.content.decode()
    assert words in much.content.decode()
    assert hours_and_states() == [(Decimal("31.6"), "proposed")]


def test_where_no_supervisor_is_known_the_mentor_chooses(mentor, as_member):
    """Serves R86."""
    boss = MembershipFactory(organisation=mentor.organisation, user__name="Bertel Berg")
    client = as_member(mentor)

    missing = client.post(address(mentor), form()).content.decode()
    client.post(address(mentor), form(supervisor=boss.pk))

    assert "Choose your supervisor." in missing
    assert TimeShare.objects.get().supervisor == boss


def test_a_supervisor_who_leaves_in_the_same_moment_is_told(mentor, boss, as_member, monkeypatch):
    def too_late(*_args, **_kwargs):
        raise services.NoSupervisor

    monkeypatch.setattr(services, "propose_share", too_late)
    page = as_member(mentor).post(address(mentor), form()).content.decode()

    assert "Choose who agrees on the hours with you." in page
    assert 'value="15,7"' in page


def test_the_page_shows_agreed_returned_and_past_hours(mentor, boss, as_member):
    days = [timezone.now() - timedelta(days=n) for n in range(3)]
    share_of(mentor, boss, state="agreed", proposed_at=days[1], answered_at=days[1])
    share_of(mentor, boss, state="returned", answer="Ten until spring?", proposed_at=days[0])
    share_of(mentor, boss, state="ended", proposed_at=days[2], hours_a_month=Decimal(8))

    page = as_member(mentor).get(address(mentor)).content.decode()

    assert "With Bertel Berg" in page
    assert "Ten until spring?" in page
    assert "Before" in page
    assert "8\u00a0h" in page


@pytest.mark.parametrize("who", [{}, {"hr": True}])
def test_who_is_no_mentor_proposes_no_hours(mentor, as_member, who):
    client = as_member(MembershipFactory(organisation=mentor.organisation, **who))

    answers = [client.get(address(mentor)), client.post(address(mentor), form())]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "proposes her own hours" in answers[0].content.decode()
    assert hours_and_states() == []


@pytest.mark.parametrize("count", [1, 3])
def test_own_hours_cost_the_same_for_one_and_three(
    mentor, boss, as_member, count, django_assert_num_queries
):
    for n in range(count):
        share_of(mentor, boss, state="ended", proposed_at=LONG_AGO - timedelta(days=n))
    client = as_member(mentor)

    # of every page: session, user, membership, roles, notices; then supervisor and her name,
    # shares, hours used
    with django_assert_num_queries(9):
        page = client.get(address(mentor)).content.decode()

    assert page.count("15.7\u00a0h</strong>") == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_supervisors_list_costs_the_same_for_one_and_three(
    mentor, boss, as_member, count, django_assert_num_queries
):
    for n in range(count):
        unit = UnitFactory(organisation=mentor.organisation)
        other = MembershipFactory(
            organisation=mentor.organisation, mentor=True, unit=unit, user__name=f"Mentor no {n}"
        )
        share_of(other, boss)
    TimeShareFactory(mentor__user__name="Mentor no where")
    client = as_member(boss)

    # of every page: session, user, membership, roles, notices; then the count and the shares
    with django_assert_num_queries(7):
        page = client.get(address(boss, "time_shares")).content.decode()

    assert page.count("Mentor no ") == count


def test_the_supervisors_list_is_paged(mentor, boss, as_member):
    for _ in range(51):
        share_of(MembershipFactory(organisation=mentor.organisation, mentor=True), boss)

    page = as_member(boss).get(address(boss, "time_shares"), {"page": 2}).content.decode()

    assert "Page 2 of 2" in page
    assert page.count("waiting for the supervisor") == 1


def test_an_empty_list_leads_to_the_mentors(mentor, as_member):
    page = as_member(mentor).get(address(mentor, "time_shares")).content.decode()

    assert "No proposals" in page
    assert address(mentor, "mentors") in page


def answer(share, action="agree", **changes):
    return {"action": action, "proposed_at": share.proposed_at.isoformat(), **changes}


def test_the_supervisor_reads_and_agrees(mentor, boss, as_member):
    """Serves R26, R86."""
    share = share_of(mentor, boss, message="I would begin in December.")
    here, client = address(boss, "time_share", share.pk), as_member(boss)
    opened = client.get(here).content.decode()

    response = client.post(here, answer(share, answer="Gladly."), follow=True)
    again = client.post(here, answer(share), follow=True)

    share.refresh_from_db()
    assert "I would begin in December." in opened
    assert "Read by you and Maija only." in opened
    assert f'value="{share.proposed_at.isoformat()}"' in opened
    assert "Agreed. The mentor hears of it at once." in response.content.decode()
    assert again.status_code == 200
    assert (share.state, share.answer) == ("agreed", "Gladly.")


def test_the_supervisor_wants_to_talk_it_over(mentor, boss, as_member):
    """Serves R87."""
    share = share_of(mentor, boss)
    here, client = address(boss, "time_share", share.pk), as_member(boss)

    silent = client.post(here, answer(share, "return")).content.decode()
    response = client.post(here, answer(share, "return", answer="Ten hours?"), follow=True)

    share.refresh_from_db()
    assert "Write what you would like to talk over." in silent
    assert "Talk it over when you meet." in response.content.decode()
    assert (share.state, share.answer) == ("returned", "Ten hours?")


def test_a_proposal_that_changed_while_it_was_read_is_shown_again(mentor, boss, as_member):
    """Serves R26, R86."""
    share = share_of(mentor, boss, proposed_at=timezone.now(), hours_a_month=Decimal(40))
    old = answer(share) | {"proposed_at": LONG_AGO.isoformat()}

    page = as_member(boss).post(address(boss, "time_share", share.pk), old, follow=True)

    assert page.redirect_chain == [(address(boss, "time_share", share.pk), 302)]
    assert "The proposal has changed meanwhile." in page.content.decode()
    assert "40\u00a0h" in page.content.decode()
    assert hours_and_states() == [(Decimal(40), "proposed")]


def test_the_mentor_reads_but_does_not_answer_her_own(mentor, boss, as_member):
    """Serves R86."""
    share = share_of(mentor, boss, state="returned", answer="Ten hours?")
    here, client = address(mentor, "time_share", share.pk), as_member(mentor)

    opened, posted = client.get(here), client.post(here, answer(share))

    assert "Ten hours?" in opened.content.decode()
    assert "Talk it over" not in opened.content.decode()
    assert posted.status_code == 403
    assert hours_and_states() == [(Decimal("15.7"), "returned")]


@pytest.mark.parametrize("who", ["hr", "a colleague", "a stranger"])
def test_others_never_read_what_the_two_write(mentor, boss, as_member, who):
    """Serves R26."""
    share = share_of(mentor, boss)
    actor = {
        "hr": lambda: MembershipFactory(organisation=mentor.organisation, hr=True),
        "a colleague": lambda: MembershipFactory(organisation=mentor.organisation),
        "a stranger": lambda: MembershipFactory(hr=True),
    }[who]()
    client = as_member(actor)

    answers = [
        client.get(address(mentor, "time_share", share.pk)),
        client.post(address(mentor, "time_share", share.pk), answer(share)),
        client.get(address(actor, "time_share", share.pk)),
        client.get(address(actor, "time_share", 999_999)),
    ]

    assert [one.status_code for one in answers] == [404] * 4
    assert hours_and_states() == [(Decimal("15.7"), "proposed")]
