"""Everybody reads the goals; HR and management write them in parts and sign them by two."""

from datetime import date

import pytest
from django.urls import reverse

from nuotio.foundation import tenancy
from nuotio.goals.models import Goal
from tests.culture.factories import RoundResultFactory
from tests.factories import LONG_AGO, MembershipFactory
from tests.goals.conftest import stored
from tests.goals.factories import GoalFactory, StrategicCompetenceFactory

FILLED = {"title": "We learn from mistakes together", "sign": "Mistakes are told", "version": 1}


def at(name, member, *args):
    return reverse(f"goals:{name}", args=[member.organisation.slug, *args])


def read(client, name, member, *args):
    return client.get(at(name, member, *args)).content.decode()


def only() -> Goal:
    with tenancy.unrestricted(reason="Looking at what there is."):
        return Goal.objects.get()


def signed(organisation, kirsi, **told):
    """A goal that HR has signed."""
    return GoalFactory(
        organisation=organisation, hr_signed_by=kirsi, hr_signed_at=LONG_AGO, **FILLED, **told
    )


def test_everybody_reads_what_is_said_of_a_goal(ours, aino, markku, as_member):
    """Serves R39 and R46."""
    GoalFactory(
        organisation=ours,
        title="We learn together",
        sign="Mistakes are told",
        finding="Trust: 3.4",
        competence=StrategicCompetenceFactory(organisation=ours, name="Courage"),
        owner=aino,
        sponsor=markku,
        commitment="I come along.",
        time_share=10,
        state="decided",
    )

    page = read(as_member(aino), "goals", aino)

    for words in (
        "We learn together",
        "Mistakes are told",
        "Trust: 3.4 · Courage",
        "Owner: Aino Salo",
        "I come along.",
        "10%",
        "Everybody in the organisation sees the goals.",
    ):
        assert words in page
    assert at("goal_add", aino) not in page


def test_a_goal_without_ground_is_marked_kindly(ours, aino, as_member):
    goal = GoalFactory(organisation=ours)
    client = as_member(aino)

    for page in (read(client, "goals", aino), read(client, "goal", aino, goal.pk)):
        assert "There is no finding behind this yet." in page


@pytest.mark.parametrize(
    ("ends_on", "state", "is_over"),
    [
        (date(2020, 6, 30), "decided", True),
        (date(2020, 6, 30), "proposed", False),
        (date(2999, 6, 30), "decided", False),
        (None, "decided", False),
    ],
)
def test_a_goal_whose_period_is_over_asks_what_came_of_it(
    ours, kirsi, as_member, ends_on, state, is_over
):
    goal = GoalFactory(organisation=ours, state=state, ends_on=ends_on)
    client = as_member(kirsi)

    assert ("What came of this goal?" in read(client, "goal", kirsi, goal.pk)) is is_over
    assert ("Period over" in read(client, "goals", kirsi)) is is_over


def test_the_end_of_a_period_asks_nothing_of_those_who_only_read(ours, aino, as_member):
    goal = GoalFactory(organisation=ours, state="decided", ends_on=date(2020, 6, 30))

    assert "What came of this goal?" not in read(as_member(aino), "goal", aino, goal.pk)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_goals(
    count, ours, kirsi, as_member, django_assert_num_queries
):
    for _ in range(count):
        signed(ours, kirsi, owner=kirsi, sponsor=kirsi)
        GoalFactory(organisation=ours, state="ended", ended_at=LONG_AGO, owner=kirsi)
    GoalFactory(title="CANARY")
    client = as_member(kirsi)

    with django_assert_num_queries(8):
        page = read(client, "goals", kirsi)

    assert "CANARY" not in page


def test_an_empty_list_leads_on(aino, kirsi, as_member):
    asked = read(as_member(aino), "goals", aino)
    led = read(as_member(kirsi), "goals", kirsi)

    assert "When they have decided, you read them here." in asked
    assert f'href="{at("goal_add", kirsi)}">Propose the first goal' in led


def test_a_fourth_goal_is_met_with_a_caution_and_made(ours, kirsi, as_member):
    GoalFactory.create_batch(3, organisation=ours)
    client = as_member(kirsi)

    asked = read(client, "goal_add", kirsi)
    client.post(at("goal_add", kirsi), FILLED)

    assert "You have three goals already." in asked
    assert "Three goals at a time are enough" in read(client, "goals", kirsi)
    assert Goal.objects.count() == 4


def test_hr_writes_a_goal_on_a_finding(ours, kirsi, markku, aino, as_member):
    result = RoundResultFactory(round__organisation=ours)
    competence = StrategicCompetenceFactory(organisation=ours)
    told = {
        **FILLED,
        "theme": "trust",
        "ground": f"{result.round_id}:trust",
        "competence": competence.pk,
        "starts_on": "2027-01-01",
        "ends_on": "2027-06-30",
        "owner": aino.pk,
        "sponsor": markku.pk,
        "time_share": "10",
    }

    answer = as_member(kirsi).post(at("goal_add", kirsi), told)

    goal = only()
    assert answer.url == at("goal", kirsi, goal.pk)
    assert (goal.round, goal.dimension, goal.competence) == (result.round, "trust", competence)
    assert (goal.owner, goal.sponsor, goal.time_share) == (aino, markku, 10)


def test_a_form_sent_twice_makes_one_goal(kirsi, as_member):
    client = as_member(kirsi)
    told = {**FILLED, "once": "00000000-0000-4000-8000-00000000abcd"}

    client.post(at("goal_add", kirsi), told)
    client.post(at("goal_add", kirsi), told)

    assert Goal.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ({"title": ""}, "Write the goal in one sentence."),
        ({"time_share": "200"}, "Write a share between 0 and 100"),
        ({"starts_on": "2027-06-30", "ends_on": "2027-01-01"}, "The period ends before it begins."),
        ({"starts_on": "soon"}, "Write the day"),
    ],
)
def test_wrong_input_is_answered_next_to_the_field_and_kept(kirsi, as_member, told, answer):
    page = as_member(kirsi).post(
        at("goal_add", kirsi), {**FILLED, "why": "Fear of mistakes", **told}
    )

    assert answer in page.content.decode()
    assert "Fear of mistakes" in page.content.decode()
    assert Goal.objects.count() == 0


def test_what_went_away_meanwhile_is_said_at_its_field(kirsi, as_member, monkeypatch):
    monkeypatch.setattr("nuotio.goals.services.goals.themes.codes", frozenset)

    page = as_member(kirsi).post(at("goal_add", kirsi), {**FILLED, "theme": "trust"})

    assert "This is not there any more. Choose again." in page.content.decode()
    assert Goal.objects.count() == 0


def test_two_people_sign_and_the_goal_is_decided(ours, kirsi, markku, client):
    """Serves R40 and R44."""
    goal = GoalFactory(organisation=ours)
    client.force_login(kirsi.user)
    offered = read(client, "goal", kirsi, goal.pk)
    client.post(at("goal_sign", kirsi, goal.pk), {"version": 1, "side": "hr"})
    half = read(client, "goal", kirsi, goal.pk)
    client.force_login(markku.user)

    client.post(at("goal_sign", markku, goal.pk), {"version": 1})

    page = read(client, "goal", markku, goal.pk)
    assert "Sign for HR" in offered
    assert "Your signature is kept." in half
    assert "The goal is decided." in page
    assert "Signed for management: Markku Rinne" in page


def test_who_read_an_older_text_reads_again_before_signing(ours, kirsi, as_member):
    goal = GoalFactory(organisation=ours, version=2)
    client = as_member(kirsi)

    client.post(at("goal_sign", kirsi, goal.pk), {"version": 1})

    assert "The goal was changed just now." in read(client, "goal", kirsi, goal.pk)
    assert stored(goal).is_signed is False


def test_one_person_does_not_sign_for_both(ours, as_member):
    both = MembershipFactory(organisation=ours, hr=True, management=True)
    goal = GoalFactory(organisation=ours)
    client = as_member(both)
    offered = read(client, "goal", both, goal.pk)
    client.post(at("goal_sign", both, goal.pk), {"version": 1, "side": "hr"})

    client.post(at("goal_sign", both, goal.pk), {"version": 1, "side": "management"})

    assert "Sign for HR" in offered
    assert "Sign for management" in offered
    assert "The other signature is a colleague" in read(client, "goal", both, goal.pk)
    assert stored(goal).missing == [Goal.Side.MANAGEMENT]


def test_a_change_of_what_was_signed_is_announced_beforehand(ours, kirsi, as_member):
    goal = signed(ours, kirsi)
    client = as_member(kirsi)

    page = read(client, "goal_change", kirsi, goal.pk)
    client.post(at("goal_change", kirsi, goal.pk), {**FILLED, "may_unsign": "True", "title": "New"})

    assert "HR and management sign it anew." in page
    assert 'name="may_unsign" value="True"' in page
    assert "It waits for signatures anew." in read(client, "goal", kirsi, goal.pk)
    assert (stored(goal).title, stored(goal).is_signed) == ("New", False)


def test_who_opened_the_form_before_it_was_signed_is_asked_first(ours, kirsi, as_member):
    goal = signed(ours, kirsi)
    client = as_member(kirsi)
    told = {**FILLED, "may_unsign": "False", "title": "New"}

    page = client.post(at("goal_change", kirsi, goal.pk), told).content.decode()

    assert "Your change takes the signatures back." in page
    assert 'name="may_unsign" value="True"' in page
    assert (stored(goal).title, stored(goal).is_signed) == (FILLED["title"], True)


def test_other_words_are_saved_without_asking_anybody(ours, kirsi, as_member):
    goal = signed(ours, kirsi)
    client = as_member(kirsi)

    answer = client.post(at("goal_change", kirsi, goal.pk), {**FILLED, "why": "Fear."})

    assert answer.url == at("goal", kirsi, goal.pk)
    assert (stored(goal).why, stored(goal).is_signed) == ("Fear.", True)


def test_two_editors_see_both_texts(ours, kirsi, markku, as_member, client):
    goal = GoalFactory(organisation=ours, **FILLED)
    client.force_login(markku.user)
    client.post(at("goal_change", markku, goal.pk), {**FILLED, "why": "Joy."})
    client.force_login(kirsi.user)

    page = client.post(at("goal_change", kirsi, goal.pk), {**FILLED, "why": "Fear."})

    text = page.content.decode()
    assert "Markku Rinne has just changed this." in text
    assert "Joy." in text
    assert "Fear." in text
    assert stored(goal).why == "Joy."


def test_a_change_to_what_is_gone_is_said_at_its_field(ours, kirsi, as_member, monkeypatch):
    goal = GoalFactory(organisation=ours, **FILLED)
    monkeypatch.setattr("nuotio.goals.services.goals.themes.codes", frozenset)

    page = as_member(kirsi).post(
        at("goal_change", kirsi, goal.pk), {**FILLED, "theme": "trust", "why": "Fear."}
    )

    assert "This is not there any more. Choose again." in page.content.decode()
    assert stored(goal).why == ""


def test_the_form_keeps_what_a_goal_points_at(ours, kirsi, as_member):
    gone = MembershipFactory(organisation=ours, user__name="Gone Away", left_at=LONG_AGO)
    old = StrategicCompetenceFactory(organisation=ours, name="Old courage", retired_at=LONG_AGO)
    result = RoundResultFactory(round__organisation=ours, round__state="discarded")
    goal = GoalFactory(
        organisation=ours,
        owner=gone,
        competence=old,
        round=result.round,
        dimension="trust",
        finding="As it was read.",
    )

    page = read(as_member(kirsi), "goal_change", kirsi, goal.pk)

    for words in ("Gone Away", "Old courage", "As it was read."):
        assert f"selected>{words}</option>" in page


def test_a_goal_ends_with_what_came_of_it(ours, kirsi, as_member):
    goal = signed(ours, kirsi, state="decided")
    client = as_member(kirsi)
    asked = read(client, "goal_end", kirsi, goal.pk)
    refused = client.post(at("goal_end", kirsi, goal.pk), {"words": ""}).content.decode()

    client.post(at("goal_end", kirsi, goal.pk), {"words": "We tell of mistakes."})

    assert "You were to see it by this sign: Mistakes are told" in asked
    assert "Write in a sentence what came of it." in refused
    page = read(client, "goal", kirsi, goal.pk)
    assert "We tell of mistakes." in page
    assert at("goal_change", kirsi, goal.pk) not in page


@pytest.mark.parametrize("name", ["goal_change", "goal_end"])
def test_an_ended_goal_stays_as_it_is(ours, kirsi, as_member, name):
    goal = GoalFactory(organisation=ours, state="ended", ended_at=LONG_AGO)
    client = as_member(kirsi)

    answer = client.get(at(name, kirsi, goal.pk))

    assert answer.url == at("goal", kirsi, goal.pk)
    assert "The goal has ended, so it stays as it is." in read(client, "goal", kirsi, goal.pk)


def test_a_goal_that_ended_while_the_form_was_sent_stays(ours, kirsi, as_member, monkeypatch):
    goal = GoalFactory(organisation=ours, **FILLED)
    client = as_member(kirsi)

    def ended(found):
        found.state = Goal.State.ENDED
        return found

    monkeypatch.setattr("nuotio.goals.services.goals._locked", ended)
    page = client.post(at("goal_change", kirsi, goal.pk), {**FILLED, "why": "Fear."})

    assert "The goal has ended meanwhile" in page.content.decode()
    assert stored(goal).why == ""


def test_a_goal_of_others_is_not_there(kirsi, as_member):
    theirs = GoalFactory(title="CANARY")

    answer = as_member(kirsi).get(at("goal", kirsi, theirs.pk))

    assert (str(theirs), answer.status_code) == ("CANARY", 404)
    assert "CANARY" not in answer.content.decode()
