"""Serves R84, R85, R87: a coordinator looks at a joint proposal and changes it by hand."""

from uuid import uuid4

import pytest
from django.urls import reverse

from nuotio.foundation import tenancy
from nuotio.support.models import Batch, BatchLine
from nuotio.support.queries import fits
from nuotio.support.services import batches as services
from tests.factories import UnitFactory
from tests.support.batch_world import asks, mentor
from tests.support.factories import BatchFactory, BatchLineFactory, SupportInvitationFactory

HTMX = {"HX-Request": "true"}


def at(name, member, *args):
    return reverse(f"support:{name}", args=[member.organisation.slug, *args])


def read(client, name, member, *args, query="", **headers):
    return client.get(at(name, member, *args) + query, headers=headers).content.decode()


def only() -> Batch:
    with tenancy.unrestricted(reason="Looking at what there is."):
        return Batch.objects.get()


@pytest.fixture(autouse=True)
def _today(monkeypatch, now):
    """The pages read the clock; let it be a Wednesday in November."""
    for module in ("batches", "batch_changes"):
        monkeypatch.setattr(f"nuotio.support.views.{module}.timezone.now", lambda: now)


@pytest.fixture
def unit(ours):
    return UnitFactory(organisation=ours, name_en="Home care unit")


@pytest.fixture
def draft(teams, kirsi, now):
    return services.draft_batch(by=kirsi, at=now, once=uuid4())


def query_of(request, place=1, mentor=None):
    more = "" if mentor is None else f"&mentor={mentor}"
    return f"?request={request.pk}&place={place}{more}"


# Beginning


def test_who_waits_is_told_and_a_proposal_begins_with_one_press(teams, kirsi, as_member):
    client = as_member(kirsi)

    page = read(client, "batches", kirsi)
    response = client.post(at("batch_add", kirsi), {"once": uuid4()}, follow=True)

    assert "2 requests wait for a mentor" in page
    assert "Make a joint proposal" in page
    told = response.content.decode()
    assert "All 2 open requests get a mentor" in told
    assert "This is the best possible." in told
    assert "Nothing has been sent yet" in told
    assert only().made_by_id == kirsi.pk


def test_a_draft_waits_on_the_list(draft, kirsi, as_member):
    page = read(as_member(kirsi), "batches", kirsi)

    assert "A proposal waits for you" in page
    assert "Made by Kirsi Laine on 18 Nov 2026. Nobody has been asked yet." in page
    assert "Make a joint proposal" not in page


def test_where_nothing_waits_the_list_says_so(ours, kirsi, as_member):
    client = as_member(kirsi)

    page = read(client, "batches", kirsi)
    told = client.post(at("batch_add", kirsi), {"once": uuid4()}, follow=True).content.decode()

    assert "No request waits for a mentor" in page
    assert "Every open request has a mentor, or mentors who are asked." in told
    assert Batch.objects.count() == 0


def test_a_form_without_its_mark_begins_nothing(teams, kirsi, as_member):
    response = as_member(kirsi).post(at("batch_add", kirsi), {"once": "\0"})

    assert response.url == at("batches", kirsi)
    assert Batch.objects.count() == 0


def test_earlier_proposals_are_listed_and_those_of_others_are_not(
    ours, kirsi, as_member, django_assert_num_queries
):
    client = as_member(kirsi)
    theirs = BatchFactory(state="published")

    for count in (1, 3):
        Batch.objects.filter(organisation=ours).delete()
        for _ in range(count):
            sent = BatchFactory(organisation=ours, state="published", made_by=kirsi)
            line = BatchLineFactory(batch=sent)
            BatchLineFactory(batch=sent, mentor=line.mentor)  # one mentor, two questions
            BatchLineFactory(batch=sent, missing=[{"code": "closed", "values": {}}])
        BatchFactory(organisation=ours, state="dropped")
        with django_assert_num_queries(9):
            page = read(client, "batches", kirsi)
        assert page.count("One mentor was asked · 3 requests · Kirsi Laine") == count
        assert page.count("Not used") == 1

    assert at("batch", kirsi, theirs.pk) not in page


# Looking


def test_a_proposal_tells_who_would_support_whom_and_why(draft, teams, kirsi, as_member):
    page = read(as_member(kirsi), "batch", kirsi, draft.pk)

    for words in (
        "It takes 4\N{NO-BREAK SPACE}h of the 6\N{NO-BREAK SPACE}h that mentors have left",
        "by the end of November.",
        "2 mentors get a question. They may say no. Nobody is assigned without saying yes.",
        "Ask the 2 mentors",
        "Merja Vainio",
        "Home care unit",
        "Olli Peltola",
        "Speaks Swedish",
        "Gladly gives such support",
        "Has time in November",
        "A workshop · 2\N{NO-BREAK SPACE}h · 18 Nov 2026–30 Nov 2026",
    ):
        assert words in page
    assert "Left without a mentor" not in page
    assert "Chosen by hand" not in page


def test_what_is_missing_is_told_for_those_left_over(ours, merja, kirsi, now, as_member):
    for team in ("Home care", "Library"):
        asks(ours, team, language="sv")
    asks(ours, "School", language="en")
    draft = services.draft_batch(by=kirsi, at=now, once=uuid4())

    page = read(as_member(kirsi), "batch", kirsi, draft.pk)

    assert "1 of 3 requests gets a mentor" in page
    assert "Left without a mentor" in page
    assert "Those who suit are needed more for other requests." in page
    assert "2\N{NO-BREAK SPACE}h more from Merja Vainio would do." in page
    assert "No mentor who could come speaks English." in page
    assert "Support in Swedish would do." in page


def test_who_suits_but_is_asked_elsewhere_is_told_as_that(ours, merja, kirsi, now, as_member):
    asks(ours, "Home care")
    SupportInvitationFactory(
        request=asks(ours, "Library"), mentor=merja, month=now.date().replace(day=1)
    )
    draft = services.draft_batch(by=kirsi, at=now, once=uuid4())

    page = read(as_member(kirsi), "batch", kirsi, draft.pk)

    assert "The open request gets no mentor now" in page
    assert "Those who suit are asked by other teams and have yet to answer." in page
    assert "Nobody to ask" in page
    assert at("batch_publish", kirsi, draft.pk) not in page


def test_a_gap_is_stated_where_the_proof_was_cut_short(draft, kirsi, as_member):
    Batch.objects.update(is_proved=False, gap=0.0123)

    page = read(as_member(kirsi), "batch", kirsi, draft.pk)

    assert "At most 1.2% better would be possible." in page
    assert "This is the best possible." not in page


def test_later_requests_are_told_and_taken_in_on_demand(ours, draft, kirsi, as_member):
    asks(ours, "School", minutes=60)
    client = as_member(kirsi)

    page = read(client, "batch", kirsi, draft.pk)
    again = client.post(at("batch_add", kirsi), {"once": uuid4()}, follow=True).content.decode()

    assert "One request has come after this proposal." in page
    assert "All 3 open requests get a mentor" in again
    assert "has come after" not in again


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_for_any_number_of_requests(
    count, ours, kirsi, as_member, django_assert_num_queries
):
    batch = BatchFactory(organisation=ours, made_by=kirsi)
    short = [{"code": "crowded_out", "values": {"short": [[kirsi.pk, 60]]}}]
    for _ in range(count):
        BatchLineFactory(batch=batch)
        BatchLineFactory(batch=batch, mentor=None, missing=short)
    BatchLineFactory(request__team="CANARY")
    client = as_member(kirsi)

    with django_assert_num_queries(9):
        page = read(client, "batch", kirsi, batch.pk)

    assert page.count("1\N{NO-BREAK SPACE}h more from Kirsi Laine would do.") == count
    assert "CANARY" not in page


def test_fifty_requests_stand_on_a_page(ours, kirsi, as_member):
    batch = BatchFactory(organisation=ours)
    for number in range(51):
        BatchLineFactory(batch=batch, request__team=f"Team {number}.")
    client = as_member(kirsi)

    pages = [read(client, "batch", kirsi, batch.pk, query=f"?page={one}") for one in (1, 2)]

    assert [page.count('id="request-') for page in pages] == [50, 1]


def test_who_was_erased_is_somebody_who_has_left(draft, merja, kirsi, as_member):
    merja.user.name = ""
    merja.user.save()

    assert "somebody who has left" in read(as_member(kirsi), "batch", kirsi, draft.pk)


@pytest.mark.parametrize("name", ["aino", "sanna", "markku"])
def test_proposals_are_for_hr_and_coordinators(name, draft, request, as_member):
    member = request.getfixturevalue(name)
    client = as_member(member)

    for page, *args in (("batches",), ("batch", draft.pk), ("batch_change", draft.pk)):
        assert client.get(at(page, member, *args)).status_code == 403


def test_a_proposal_of_another_organisation_is_not_there(ours, kirsi, as_member):
    theirs = BatchFactory()
    client = as_member(kirsi)

    for page in ("batch", "batch_change"):
        assert client.get(at(page, kirsi, theirs.pk)).status_code == 404
    for page in ("batch_change", "batch_publish", "batch_drop"):
        assert client.post(at(page, kirsi, theirs.pk), {"version": 1}).status_code == 404


# Changing


def test_a_change_shows_its_cost_and_what_else_moves_before_it_is_saved(
    draft, teams, merja, kirsi, as_member
):
    client = as_member(kirsi)

    first = read(client, "batch_change", kirsi, draft.pk, query=query_of(teams[0]))
    cost = read(client, "batch_change", kirsi, draft.pk, query=query_of(teams[0], 1, merja.pk))

    assert "Merja Vainio: fit " in first
    assert "Nobody for now" in first
    assert "Whoever suits the whole best" not in first
    assert "Save this change" not in first
    assert "With this, one request less gets a mentor." in cost
    assert "1 of 2 requests gets a mentor." in cost
    assert "Library: nobody, instead of Merja Vainio" in cost
    assert "Save this change" in cost
    assert only().version == 1


def test_a_change_that_was_seen_is_saved(draft, teams, merja, kirsi, as_member):
    client = as_member(kirsi)
    told = {"request": teams[0].pk, "place": 1, "mentor": merja.pk, "version": 1}

    page = client.post(at("batch_change", kirsi, draft.pk), told, follow=True)

    assert page.redirect_chain[-1][0] == f"{at('batch', kirsi, draft.pk)}#request-{teams[0].pk}"
    for words in (
        "Your change is saved. With this, one request less gets a mentor.",
        "You have changed one place by hand",
        "1 of 2 requests gets a mentor",
        "With your changes by hand, this is the best possible.",
        "Chosen by hand",
    ):
        assert words in page.content.decode()
    release = read(client, "batch_change", kirsi, draft.pk, query=query_of(teams[0]))
    assert "Whoever suits the whole best" in release


def test_a_weaker_fit_is_told_in_figures(ours, merja, olli, unit, kirsi, now, as_member):
    team = asks(ours, "Home care", unit=unit)
    draft = services.draft_batch(by=kirsi, at=now, once=uuid4())
    found = {one.mentor: one.score for one in fits.fittings([team], day=now.date())[team.pk]}

    page = read(as_member(kirsi), "batch_change", kirsi, draft.pk, query=query_of(team, 1, olli.pk))

    assert (
        f"The fit is a little weaker: {found[olli.pk]:.0f} instead of {found[merja.pk]:.0f} of 100."
        in page
    )
    assert "The open request gets a mentor." in page


def test_the_part_alone_comes_where_only_it_is_asked_for(draft, teams, kirsi, as_member):
    address = at("batch_change", kirsi, draft.pk) + query_of(teams[0])

    part = as_member(kirsi).get(address, headers=HTMX)

    assert part.content.decode().lstrip().startswith('<div class="by-hand">')
    assert part.headers["Vary"].count("HX-Request") == 1
    back = {**HTMX, "HX-History-Restore-Request": "true"}
    assert "<html" in as_member(kirsi).get(address, headers=back).content.decode()


def test_a_change_costs_ten_queries(
    ours, draft, teams, merja, kirsi, as_member, django_assert_num_queries
):
    client = as_member(kirsi)
    address = at("batch_change", kirsi, draft.pk) + query_of(teams[0], 1, merja.pk)

    with django_assert_num_queries(10):
        client.get(address)
    for number in range(3):
        mentor(ours, f"Mentor {number}")
    with django_assert_num_queries(10):
        client.get(address)


@pytest.mark.parametrize(
    "query",
    ["", "?request=x&place=1", "?request=987654&place=1", "?request=1&place=3", "?place=\0"],
)
def test_a_place_that_is_not_in_it_is_not_there(query, draft, kirsi, as_member):
    assert as_member(kirsi).get(at("batch_change", kirsi, draft.pk) + query).status_code == 404


@pytest.mark.parametrize("who", ["x", "", "987654", "\0", "🙂" * 400])
def test_somebody_made_up_is_asked_for_again(who, draft, teams, kirsi, as_member):
    told = {"request": teams[0].pk, "place": 1, "mentor": who, "version": 1}

    page = as_member(kirsi).post(at("batch_change", kirsi, draft.pk), told).content.decode()

    assert "Choose one of the list." in page
    assert only().version == 1


def test_a_second_change_without_time_beside_the_first_is_explained(
    ours, draft, teams, merja, kirsi, as_member
):
    client = as_member(kirsi)
    first = {"request": teams[0].pk, "place": 1, "mentor": merja.pk, "version": 1}
    client.post(at("batch_change", kirsi, draft.pk), first)
    second = {"request": teams[1].pk, "place": 1, "mentor": merja.pk, "version": 2}
    query = query_of(teams[1], 1, merja.pk)

    shown = read(client, "batch_change", kirsi, draft.pk, query=query)
    refused = client.post(at("batch_change", kirsi, draft.pk), second).content.decode()

    for page in (shown, refused):
        assert "There is no time for this beside your other changes by hand." in page
    assert only().version == 2


def test_a_mentor_who_rests_since_the_cost_was_shown_is_asked_for_again(
    draft, teams, merja, kirsi, as_member
):
    merja.readiness.rests = True
    merja.readiness.save()
    told = {"request": teams[0].pk, "place": 1, "mentor": merja.pk, "version": 1}

    page = as_member(kirsi).post(at("batch_change", kirsi, draft.pk), told).content.decode()

    assert "Choose one of the list." in page


@pytest.mark.parametrize("version", [7, "", "x"])
def test_a_change_on_an_old_page_is_told_and_not_saved(
    version, draft, teams, merja, kirsi, as_member
):
    told = {"request": teams[0].pk, "place": 1, "mentor": merja.pk, "version": version}

    page = as_member(kirsi).post(at("batch_change", kirsi, draft.pk), told, follow=True)

    assert "The proposal has changed since you read it." in page.content.decode()
    assert not BatchLine.objects.filter(is_by_hand=True).exists()


def test_what_was_sent_is_not_changed(draft, teams, merja, kirsi, as_member):
    Batch.objects.update(state="published")
    client = as_member(kirsi)
    told = {"request": teams[0].pk, "place": 1, "mentor": merja.pk, "version": 1}

    for page in (
        client.post(at("batch_change", kirsi, draft.pk), told, follow=True),
        client.get(at("batch_change", kirsi, draft.pk) + query_of(teams[0]), follow=True),
    ):
        assert "This proposal has been sent or dropped" in page.content.decode()
    assert not BatchLine.objects.filter(is_by_hand=True).exists()


# Dropping


def test_a_proposal_is_dropped_and_stays_on_the_list(draft, kirsi, as_member):
    client = as_member(kirsi)

    page = client.post(at("batch_drop", kirsi, draft.pk), follow=True).content.decode()

    assert "The proposal is dropped. Nobody was asked." in page
    assert "Not used" in page
    assert only().state == "dropped"
    assert "This proposal was not used." in read(client, "batch", kirsi, draft.pk)


def test_what_was_sent_is_not_dropped(ours, kirsi, as_member):
    sent = BatchFactory(organisation=ours, state="published")

    page = as_member(kirsi).post(at("batch_drop", kirsi, sent.pk), follow=True)

    assert "A colleague has sent the proposal meanwhile." in page.content.decode()
    assert only().state == "published"
