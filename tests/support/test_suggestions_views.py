"""Serves R84, R89, R90: suggestions by a request and on their own page, and what weighs."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from nuotio.foundation import tenancy
from nuotio.support.models import MatchingWeights
from tests.factories import (
    LONG_AGO,
    MembershipFactory,
    OrganisationFactory,
    TimeShareFactory,
    UserFactory,
)
from tests.support.factories import (
    ConflictFactory,
    MatchingWeightsFactory,
    ReadinessFactory,
    SupportInvitationFactory,
    SupportRequestFactory,
)

NBSP = "\N{NO-BREAK SPACE}"


def mentor(organisation, name, hours="16", **told):
    user = UserFactory(name=name)
    made = MembershipFactory(organisation=organisation, mentor=True, user=user, **told)
    TimeShareFactory(
        mentor=made,
        hours_a_month=Decimal(hours),
        state="agreed",
        starts_on=date(2025, 1, 1),
        answered_at=LONG_AGO,
    )
    return made


def address(name, member, *args):
    return reverse(f"support:{name}", args=[member.organisation.slug, *args])


def read(client, name, member, *args, query=""):
    return client.get(address(name, member, *args) + query).content.decode()


@pytest.fixture
def asked(ours, aino):
    return SupportRequestFactory(organisation=ours, asked_by=aino, team="Home care")


def test_everybody_who_could_come_is_listed_with_reasons_and_a_button(ours, asked, aino, as_member):
    merja = mentor(ours, "Merja Vainio", job_title="nurse")
    ReadinessFactory(mentor=merja, wished_kinds=["workshop"], gives_onsite=True)
    mentor(ours, "Olli Peltola")

    page = read(as_member(aino), "suggestions", aino, asked.pk)

    for words in (
        "2 mentors could come. Who suits best stands first.",
        "Merja Vainio",
        "nurse",
        "Gladly gives such support",
        "Would like to learn this",
        f"16{NBSP}h left in",
        f"Used 0{NBSP}h, promised 0{NBSP}h, asked for 0{NBSP}h, free 16{NBSP}h",
        "Ask: Merja",
        "Ask: Olli",
        "What weighs most: same work community, then kind of support and method.",
    ):
        assert words in page
    assert page.index("Ask: Merja") < page.index("Ask: Olli")
    assert page.count('class="button wide "') == 1
    assert address("request_invite", aino, asked.pk) in page


def test_a_caution_is_told_in_words_and_not_by_its_sign_alone(ours, asked, aino, as_member):
    asked.mode = "either"
    asked.save()
    ReadinessFactory(mentor=mentor(ours, "Merja"), gives_onsite=False)

    page = read(as_member(aino), "suggestions", aino, asked.pk)

    assert '<span class="visually-hidden">Note: </span>Remotely only' in page


def test_what_is_missing_and_why_others_cannot_stand_on_the_page(
    ours, asked, aino, kirsi, as_member
):
    mentor(ours, "Merja Vainio", hours="3")
    hidden = mentor(ours, "Hanna Kallio")
    ConflictFactory(mentor=hidden, unit=None, person=aino)

    team = read(as_member(aino), "suggestions", aino, asked.pk)
    steering = read(as_member(kirsi), "suggestions", kirsi, asked.pk)

    for page in (team, steering):
        assert "Not enough mentors for this yet" in page
        assert "1 has too few hours left." in page
        assert f"Less time would do: 3{NBSP}h." in page
    assert "1 takes no new requests now." in team
    assert "1 is not available for this request." in steering
    assert ("Hanna" in team, "Merja" in team) == (False, False)
    assert f"1{NBSP}h for Merja Vainio." in steering


def test_where_all_who_could_come_were_asked_the_page_says_so(ours, asked, aino, as_member):
    SupportInvitationFactory(request=asked, mentor=mentor(ours, "Merja"))

    page = read(as_member(aino), "suggestions", aino, asked.pk)

    assert "Nobody else needs to be asked" in page
    assert "1 has been asked already." not in page


def test_a_draft_asks_nobody(ours, aino, as_member):
    mentor(ours, "Merja")
    draft = SupportRequestFactory(organisation=ours, asked_by=aino, draft=True)

    page = read(as_member(aino), "suggestions", aino, draft.pk)

    assert "Merja" in page
    assert "Ask: Merja" not in page


def test_who_may_not_see_suggestions_finds_no_page(ours, asked, sanna, markku, as_member):
    theirs = SupportRequestFactory(organisation=OrganisationFactory())

    for viewer, pk in ((markku, asked.pk), (sanna, theirs.pk), (sanna, 987_654)):
        assert as_member(viewer).get(address("suggestions", viewer, pk)).status_code == 404
    assert as_member(sanna).get(address("suggestions", sanna, asked.pk)).status_code == 403


def test_a_request_that_has_its_mentors_shows_itself(ours, aino, as_member):
    done = SupportRequestFactory(organisation=ours, asked_by=aino, done=True)

    response = as_member(aino).get(address("suggestions", aino, done.pk))

    assert (response.status_code, response["Location"]) == (302, address("request", aino, done.pk))


def test_the_page_of_a_request_has_the_best_three_beside_it(
    ours, asked, aino, as_member, django_assert_max_num_queries
):
    for name in ("Merja", "Olli", "Hanna", "Jari"):
        mentor(ours, name)
    client = as_member(aino)

    with django_assert_max_num_queries(12):
        page = read(client, "request", aino, asked.pk)

    assert page.count('class="suggestion') == 3
    assert "These mentors would suit" in page
    assert "See 1 more, and why others cannot" in page
    assert page.count('class="button wide "') == 1


def test_the_page_of_a_draft_tells_that_mentors_are_asked_later(ours, aino, as_member):
    mentor(ours, "Merja")
    draft = SupportRequestFactory(organisation=ours, asked_by=aino, draft=True)

    page = read(as_member(aino), "request", aino, draft.pk)

    assert "You can ask them once you have sent your request." in page
    assert "See why others cannot come" in page


def test_a_mentor_who_reads_a_request_does_not_see_who_else_would_suit(
    ours, asked, sanna, as_member
):
    mentor(ours, "Merja Vainio")

    page = read(as_member(sanna), "request", sanna, asked.pk)

    assert "Merja" not in page
    assert "would suit" not in page


def test_a_long_list_comes_in_pages(ours, asked, aino, as_member, django_assert_max_num_queries):
    for number in range(51):
        mentor(ours, f"Mentor {number:02}")
    client = as_member(aino)

    with django_assert_max_num_queries(12):
        first = read(client, "suggestions", aino, asked.pk)
    second = read(client, "suggestions", aino, asked.pk, query="?page=2")

    assert (first.count('name="mentor"'), second.count('name="mentor"')) == (50, 1)
    assert 'class="button wide "' not in second


def test_how_suggestions_come_about_is_read_by_everybody(ours, aino, kirsi, as_member):
    MatchingWeightsFactory(organisation=ours, wish=9, answer_days=1)

    page = read(as_member(aino), "how", aino)
    steering = read(as_member(kirsi), "how", kirsi)

    assert '<strong class="num">9</strong>' in page
    assert "You have an answer in 1 working day." in page
    assert page.index("What the mentor wants to learn") < page.index("Same work community")
    assert "Change what weighs" not in page
    assert "Change what weighs" in steering


def test_a_provider_has_no_such_page(as_member, db):
    provider = OrganisationFactory(provider=True)
    with tenancy.inside(provider.pk):
        member = MembershipFactory(organisation=provider)

    assert as_member(member).get(address("how", member)).status_code == 403


SET = {
    "kind": "1",
    "community": "0",
    "fairness": "2",
    "continuity": "3",
    "wish": "10",
    "answer_days": "5",
    "version": "1",
}


def stored(ours):
    with tenancy.inside(ours.pk):
        rows = MatchingWeights.objects.values_list("kind", "community", "wish", "answer_days")
        return list(rows)


def test_the_weights_begin_as_shipped_and_are_saved(ours, kirsi, as_member):
    client = as_member(kirsi)
    page = read(client, "weights", kirsi)

    saved = client.post(address("weights", kirsi), SET, follow=True).content.decode()

    assert page.count('type="range"') == 5
    assert "When a request waits for a mentor" in page
    assert "The weights were saved. New suggestions follow them." in saved
    assert stored(ours) == [(1, 0, 10, 5)]


def test_show_tries_the_weights_and_saves_nothing(ours, asked, kirsi, as_member):
    near = mentor(ours, "Near")
    asked.unit = near.unit
    asked.save()
    ReadinessFactory(mentor=mentor(ours, "Keen"), wished_kinds=["workshop"], kinds=["lean"])
    client = as_member(kirsi)
    before = read(client, "weights", kirsi)

    tried = client.post(
        address("weights", kirsi),
        {**SET, "kind": "0", "fairness": "0", "continuity": "0", "show": "y", "example": asked.pk},
    ).content.decode()

    assert before.index("Near") < before.index("Keen")
    assert tried.index("Keen") < tried.index("Near")
    assert "Now in place 2" in tried
    assert "Now in place" not in before
    assert stored(ours) == []


def test_an_example_is_chosen_among_the_open_requests_of_the_house(ours, asked, kirsi, as_member):
    other = SupportRequestFactory(organisation=ours, team="Ward 5")
    theirs = SupportRequestFactory(organisation=OrganisationFactory(), team="Elsewhere")
    client = as_member(kirsi)

    chosen = read(client, "weights", kirsi, query=f"?example={asked.pk}")
    newest = read(client, "weights", kirsi, query=f"?example={theirs.pk}")

    assert f'<option value="{asked.pk}" selected>' in chosen
    assert f'<option value="{other.pk}" selected>' in newest
    assert "Elsewhere" not in chosen + newest
    assert "No mentor could come to this one." in chosen


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("wish", "11", "Choose a number from 0 to 10."),
        ("wish", "-1", "Choose a number from 0 to 10."),
        ("kind", "much", "Choose a number from 0 to 10."),
        ("kind", "", "Choose a number from 0 to 10."),
        ("kind", "\N{FIRE}", "Choose a number from 0 to 10."),
        ("answer_days", "0", "Write a number from 1 to 20."),
        ("answer_days", "10000", "Write a number from 1 to 20."),
    ],
)
def test_a_number_out_of_bounds_is_said_kindly_and_nothing_is_saved(
    ours, asked, kirsi, as_member, field, value, words
):
    page = as_member(kirsi).post(address("weights", kirsi), {**SET, field: value})

    assert page.status_code == 200
    assert words in page.content.decode()
    assert stored(ours) == []


def test_who_was_faster_is_shown_beside_and_nothing_is_lost(ours, kirsi, as_member):
    client = as_member(kirsi)
    client.post(address("weights", kirsi), SET)

    late = client.post(address("weights", kirsi), {**SET, "wish": "4"}).content.decode()
    same = client.post(address("weights", kirsi), SET, follow=True).content.decode()

    assert "Both texts are kept: choose or merge." in late
    assert "The weights were saved." in same
    assert stored(ours) == [(1, 0, 10, 5)]
    client.post(address("weights", kirsi), {**SET, "wish": "4", "version": "2"})
    assert stored(ours) == [(1, 0, 4, 5)]


def test_weights_are_for_hr_and_coordinators(ours, aino, sanna, markku, as_member):
    for viewer in (aino, sanna, markku):
        client = as_member(viewer)
        assert client.get(address("weights", viewer)).status_code == 403
        assert client.post(address("weights", viewer), SET).status_code == 403
    assert stored(ours) == []


@pytest.mark.parametrize("number", [1, 20])
def test_the_page_of_weights_takes_the_same_queries_for_any_number(
    ours, kirsi, as_member, number, django_assert_num_queries
):
    for each in range(number):
        SupportRequestFactory(organisation=ours)
        mentor(ours, f"Mentor {each}")
    client = as_member(kirsi)
    read(client, "weights", kirsi)

    with django_assert_num_queries(11):
        read(client, "weights", kirsi)
