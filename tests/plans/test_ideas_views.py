"""Serves issue 5 (plans), R69: the box of ideas on a phone, in a list and on a page."""

import pytest
from django.urls import reverse

from nuotio.foundation import tenancy
from nuotio.plans.models import Idea, IdeaJoin
from tests.factories import LONG_AGO, UnitFactory
from tests.plans.factories import ExperimentFactory, IdeaFactory, IdeaJoinFactory, PlanFactory


def at(name, member, *args):
    return reverse(f"plans:{name}", args=[member.organisation.slug, *args])


def read(client, name, member, *args, query=""):
    return client.get(at(name, member, *args) + query).content.decode()


def only() -> Idea:
    with tenancy.unrestricted(reason="Looking at what there is."):
        return Idea.objects.get()


def joined() -> list[int]:
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(IdeaJoin.objects.values_list("membership", flat=True))


def test_an_idea_needs_one_sentence(ours, aino, as_member):
    client = as_member(aino)

    page = read(client, "idea_add", aino)
    refused = client.post(at("idea_add", aino), {"title": " "}).content.decode()
    response = client.post(at("idea_add", aino), {"title": "A quiet hour"}, follow=True)

    assert "Nothing is proposed here without a name." in page
    assert "Write your idea in one sentence." in refused
    assert "Thank you. Your idea is in the box." in response.content.decode()
    made = only()
    assert (made.title, made.unit, made.proposed_by_id) == ("A quiet hour", None, aino.pk)


def test_an_idea_can_tell_more_and_name_a_unit(ours, aino, as_member):
    unit = UnitFactory(organisation=ours, name_en="Ward 5")
    told = {"title": "A quiet hour", "words": "We could think.", "unit": unit.pk}

    page = as_member(aino).post(at("idea_add", aino), told, follow=True).content.decode()

    assert only().unit_id == unit.pk
    for words in ("We could think.", "Proposed by Aino Salo", "Ward 5"):
        assert words in page


def test_the_same_form_sent_twice_makes_one_idea(ours, aino, as_member):
    told = {"title": "A quiet hour", "once": "00000000-0000-4000-8000-000000000007"}
    client = as_member(aino)

    for _ in range(2):
        client.post(at("idea_add", aino), told)

    assert only().title == "A quiet hour"


def test_a_unit_that_has_just_gone_is_asked_for_again(ours, aino, as_member, monkeypatch):
    unit = UnitFactory(organisation=ours)
    monkeypatch.setattr("nuotio.plans.services.ideas._has_unit", lambda *_args: False)

    page = as_member(aino).post(at("idea_add", aino), {"title": "A quiet hour", "unit": unit.pk})

    assert "This unit is not there any more." in page.content.decode()
    assert Idea.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("state", "queries"),
    [
        ({}, 8),
        ({"state": "picked", "answered_at": LONG_AGO}, 9),
        ({"state": "set_aside", "answer": "No.", "answered_at": LONG_AGO}, 8),
    ],
    ids=["open", "picked", "set_aside"],
)
def test_each_list_costs_the_same_for_any_number_of_ideas(
    count, state, queries, ours, plan, aino, sanna, as_member, django_assert_num_queries
):
    unit = UnitFactory(organisation=ours)
    for _ in range(count):
        became = {"experiment": ExperimentFactory(plan=plan)} if "picked" in state.values() else {}
        idea = IdeaFactory(organisation=ours, unit=unit, proposed_by=sanna, **became, **state)
        IdeaJoinFactory(idea=idea)
    IdeaFactory(title="CANARY", **state)
    client = as_member(aino)

    with django_assert_num_queries(queries):
        page = read(client, "ideas", aino, query=f"?show={state.get('state', 'open')}")

    assert page.count("One colleague would be in") == count
    assert "CANARY" not in page


def test_a_page_of_an_idea_costs_the_same_for_any_number_who_would_be_in(
    ours, aino, as_member, django_assert_num_queries
):
    client = as_member(aino)

    for count in (1, 3):
        idea = IdeaFactory(organisation=ours)
        for _ in range(count):
            IdeaJoinFactory(idea=idea)
        with django_assert_num_queries(7):
            read(client, "idea", aino, idea.pk)


def test_an_empty_box_says_what_will_be_in_it(aino, as_member):
    client = as_member(aino)

    for show, words in {
        "open": "Half a minute is enough",
        "picked": "Nothing picked up yet",
        "set_aside": "Nothing set aside",
        "made up": "Half a minute is enough",
    }.items():
        assert words in read(client, "ideas", aino, query=f"?show={show}")


def test_the_list_is_narrowed_to_a_unit_and_pages_keep_it(ours, aino, as_member):
    units = [UnitFactory(organisation=ours, name_en=name) for name in ("Ward 5", "Ward 6")]
    for n in range(51):
        IdeaFactory(organisation=ours, unit=units[0], title=f"Ours {n}.")
    IdeaFactory(organisation=ours, unit=units[1], title="Theirs")

    page = read(as_member(aino), "ideas", aino, query=f"?unit={units[0].pk}")
    every = read(as_member(aino), "ideas", aino, query="?unit=x")

    assert page.count("Ours ") == 100  # each title stands on its line and in its button
    assert "Theirs" not in page
    assert f'href="?show=open&amp;unit={units[0].pk}&amp;page=2"' in page
    assert 'href="?show=open&amp;page=2"' in every


def test_one_tap_in_the_list_joins_and_comes_back_to_the_same_list(ours, aino, as_member):
    idea, client = IdeaFactory(organisation=ours), as_member(aino)
    page = read(client, "ideas", aino, query="?show=open&unit=")

    response = client.post(at("idea_join", aino, idea.pk), {"join": "yes", "list": "show=open&x"})

    assert 'name="list" value="show=open&amp;unit="' in page
    assert response.url == f"{at('ideas', aino)}?show=open&x=#idea-{idea.pk}"
    assert joined() == [aino.pk]
    assert "I am in. Leave" in read(client, "ideas", aino)


def test_one_tap_leaves_again(ours, aino, as_member):
    idea, client = IdeaFactory(organisation=ours), as_member(aino)
    IdeaJoinFactory(idea=idea, membership=aino)

    response = client.post(at("idea_join", aino, idea.pk), {"join": "no"})

    assert response.url == at("idea", aino, idea.pk)
    assert joined() == []
    assert "Nobody has joined yet" in read(client, "idea", aino, idea.pk)


def test_joining_what_was_set_aside_meanwhile_is_told_kindly(ours, aino, as_member):
    idea = IdeaFactory(organisation=ours, state="set_aside", answer="No.", answered_at=LONG_AGO)

    page = as_member(aino).post(at("idea_join", aino, idea.pk), {"join": "yes"}, follow=True)

    assert "The idea was set aside meanwhile." in page.content.decode()
    assert joined() == []


def test_who_proposed_an_idea_is_asked_for_nothing(ours, aino, as_member):
    idea = IdeaFactory(organisation=ours, proposed_by=aino)

    assert "I would be in" not in read(as_member(aino), "idea", aino, idea.pk)


def test_who_was_erased_is_somebody_who_has_left(ours, aino, jari, as_member):
    idea = IdeaFactory(organisation=ours, words="We could think.")
    other = IdeaFactory(organisation=ours, proposed_by=jari)
    jari.user.name = ""
    jari.user.save()
    client = as_member(aino)

    for one in (idea, other):
        assert "Proposed by somebody who has left" in read(client, "idea", aino, one.pk)


def test_a_mentor_is_led_to_pick_an_idea_up_and_others_are_not(ours, aino, sanna, as_member):
    idea = IdeaFactory(organisation=ours)
    address = at("idea_pick", aino, idea.pk)

    assert address in read(as_member(sanna), "idea", sanna, idea.pk)
    assert address not in read(as_member(aino), "idea", aino, idea.pk)


def test_a_mentor_picks_an_idea_up_and_comes_to_a_new_experiment(ours, plan, sanna, as_member):
    idea, client = IdeaFactory(organisation=ours), as_member(sanna)

    page = read(client, "idea_pick", sanna, idea.pk)
    response = client.post(at("idea_pick", sanna, idea.pk), {"plan": plan.pk})

    assert f'value="{plan.pk}"' in page
    path = f"/o/{ours.slug}/plans/{plan.pk}/experiments/new/"
    assert response.url.endswith(f"{path}?idea={idea.pk}")
    assert (only().state, only().picked_by_id) == ("picked", sanna.pk)
    # She was interrupted before the experiment was made: the way there stays open to her.
    assert "Plan the experiment" in read(client, "idea", sanna, idea.pk)


def test_an_idea_is_not_picked_up_without_a_plan(ours, sanna, plan, as_member):
    idea = IdeaFactory(organisation=ours)
    PlanFactory(organisation=ours, by=[sanna])
    client = as_member(sanna)

    for told in ({}, {"plan": "987654"}):
        page = client.post(at("idea_pick", sanna, idea.pk), told).content.decode()
        assert "Choose one of your plans." in page

    assert only().state == "open"


def test_a_mentor_without_a_plan_is_told_what_comes_first(ours, petri, as_member):
    idea = IdeaFactory(organisation=ours)

    assert "You have no open plan" in read(as_member(petri), "idea_pick", petri, idea.pk)


def test_the_slower_mentor_is_told_who_was_faster(ours, plan, sanna, jari, as_member):
    idea = IdeaFactory(organisation=ours, state="picked", picked_by=sanna, answered_at=LONG_AGO)
    client = as_member(jari)

    page = client.post(at("idea_pick", jari, idea.pk), {"plan": plan.pk}, follow=True)

    assert "Somebody was faster" in page.content.decode()
    assert "Sanna Koskinen has picked it up" in page.content.decode()
    assert only().picked_by_id == sanna.pk


def test_what_an_idea_became_is_named(ours, plan, aino, as_member):
    experiment = ExperimentFactory(plan=plan, running=True, title="One lesson a week")
    idea = IdeaFactory(
        organisation=ours, state="picked", experiment=experiment, answered_at=LONG_AGO
    )
    client = as_member(aino)

    for page in (
        read(client, "idea", aino, idea.pk),
        read(client, "ideas", aino, query="?show=picked"),
    ):
        assert "One lesson a week" in page


def test_an_idea_is_set_aside_with_a_reason_that_everybody_reads(ours, aino, kirsi, as_member):
    idea = IdeaFactory(organisation=ours)
    client = as_member(kirsi)

    refused = client.post(at("idea_set_aside", kirsi, idea.pk), {}).content.decode()
    client.post(at("idea_set_aside", kirsi, idea.pk), {"reason": "Next year."})

    assert "Say in a sentence why." in refused
    for page in (
        read(as_member(aino), "idea", aino, idea.pk),
        read(as_member(aino), "ideas", aino, query="?show=set_aside"),
    ):
        assert "Next year." in page


def test_what_became_an_experiment_is_not_set_aside(ours, plan, kirsi, as_member):
    idea = IdeaFactory(
        organisation=ours,
        state="picked",
        experiment=ExperimentFactory(plan=plan),
        answered_at=LONG_AGO,
    )
    client = as_member(kirsi)

    page = client.post(at("idea_set_aside", kirsi, idea.pk), {"reason": "No."}, follow=True)

    assert "Somebody was faster" in page.content.decode()
    assert only().state == "picked"
