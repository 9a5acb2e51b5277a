"""Serves issue 5 (practices): who reads which card, and how a card is told in words."""

import pytest

from nuotio.plans import cards
from nuotio.plans.models import Practice
from nuotio.plans.queries import practices as queries
from nuotio.plans.queries.practices import Wanted
from nuotio.plans.rules import practices as rules
from tests.factories import LONG_AGO, MembershipFactory
from tests.plans import factories


@pytest.fixture
def experiment(plan):
    return factories.ExperimentFactory(plan=plan, kept=True, title="Lesson of the week")


@pytest.fixture
def draft(experiment, sanna):
    return factories.PracticeFactory(experiment=experiment, written_by=sanna, name="Draft")


@pytest.fixture
def opened(plan, sanna):
    return factories.PracticeFactory(
        experiment__plan=plan, experiment__kept=True, written_by=sanna, released=True, name="Open"
    )


def test_a_card_is_read_by_those_close_to_it_until_it_is_open(
    draft, opened, sanna, jari, petri, kirsi, markku, aino
):
    stranger = MembershipFactory(hr=True)

    def readers(card):
        everybody = (sanna, jari, petri, kirsi, markku, aino, stranger)
        return [one for one in everybody if queries.practice_at(card.pk, viewer=one)]

    assert readers(draft) == [sanna, jari, petri, kirsi]
    assert readers(opened) == [sanna, jari, petri, kirsi, markku, aino]


def test_lists_hold_what_one_may_read(draft, opened, ours, sanna, aino):
    factories.PracticeFactory(released=True, name="LEAK")
    paused = MembershipFactory(organisation=ours)
    factories.PlanMentorFactory(plan=draft.experiment.plan, membership=paused)

    assert list(queries.practices_of(aino)) == [opened]
    assert list(queries.under_way(aino)) == []
    assert list(queries.practices_of(sanna)) == [opened, draft]
    assert list(queries.released(sanna)) == [opened]
    assert list(queries.under_way(sanna)) == [draft]
    assert list(queries.under_way(paused)) == [draft]
    assert rules.can_see_practice(paused, draft) is True


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_one_query_for_any_number(count, ours, aino, django_assert_num_queries):
    for _ in range(count):
        factories.PracticeFactory(experiment__plan__organisation=ours, released=True)
    factories.PracticeFactory(released=True, name="LEAK")

    with django_assert_num_queries(1):
        found = [(one.name, one.experiment.goal.theme) for one in queries.released(aino)]

    assert len(found) == count
    assert "LEAK" not in dict(found)


def test_open_practices_are_found_by_word_theme_and_outcome(opened, plan, aino):
    plan.goal.theme = "trust"
    plan.goal.save()

    assert list(queries.released(aino, Wanted(words="open", theme="trust"))) == [opened]
    assert list(queries.released(aino, Wanted(theme="wellbeing"))) == []
    assert list(queries.released(aino, Wanted(outcome="did_not"))) == []


def test_an_experiment_leads_to_its_card_and_nowhere_else(draft, experiment, plan):
    other = factories.ExperimentFactory(plan=plan, kept=True)

    assert queries.practice_of(experiment) == draft
    assert queries.practice_of(other) is None


def test_an_experiment_to_write_up_is_found_by_who_may_read_it(plan, experiment, aino, sanna):
    planned = factories.ExperimentFactory(plan=plan)
    foreign = factories.ExperimentFactory(kept=True)

    def found(row, viewer):
        return queries.experiment_to_write_up(row.pk, viewer=viewer)

    assert found(experiment, aino) == experiment
    assert found(planned, sanna) == planned
    assert found(planned, aino) is None
    assert found(foreign, sanna) is None


@pytest.mark.parametrize(
    ("decision", "outcome"), [("keep", "worked"), ("adapt", "partly"), ("stop", "did_not")]
)
def test_a_card_begins_from_the_words_of_its_experiment(plan, sanna, decision, outcome):
    """Serves R68."""
    tried = factories.ExperimentFactory(
        plan=plan,
        state="decided",
        decision=decision,
        title="Lesson of the week",
        need="We learn alone.",
        action="Ask on Fridays.",
        learned="People like to be asked.",
    )
    factories.MeasureFactory(
        experiment=tried, name="Lessons", unit="a week", before=2, after="6.5", people=8
    )
    factories.MeasureFactory(experiment=tried, name="Calls", after=3, people=1)
    factories.MeasureFactory(experiment=tried, name="Not measured")
    factories.MeasureFactory(experiment=tried, name="Smiles", before=1)
    factories.PlanMentorFactory(plan=plan, membership=None)
    factories.PlanMentorFactory(plan=plan, left_at=LONG_AGO)
    found = queries.experiment_to_write_up(tried.pk, viewer=sanna)

    assert cards.begun_from(found) == {
        "name": "Lesson of the week",
        "outcome": outcome,
        "need": "We learn alone.",
        "how": "Ask on Fridays.",
        "changed": (
            "Lessons: before 2\N{NO-BREAK SPACE}a week, after 6.5\N{NO-BREAK SPACE}a week"
            " (the team's own notes, 8 people)\n"
            "Calls: before –, after 3 (the team's own notes, 1 person)\n"
            "Smiles: before 1, after – (the team's own notes)\n"
            "People like to be asked."
        ),
        "contact": "Sanna Koskinen, Jari Lehto",
    }


def test_a_card_is_told_in_the_words_of_the_shipped_one(draft):
    draft.works_with = "Small teams."
    draft.watch_out = "More than twelve."

    assert cards.parts_of(draft) == [
        ("What it helps with", "We learn alone at home."),
        ("With whom it works", "Small teams."),
        ("Where it does not work", "More than twelve."),
    ]
    assert cards.label_of("name") == "Name of the practice"


def test_the_pair_is_named_as_reader_and_others_are_not(draft, ours, sanna, petri):
    alone = factories.PlanFactory(organisation=ours, by=[petri])
    single = factories.PracticeFactory(experiment__plan=alone, written_by=petri)

    assert cards.readers_of(draft) == "Jari Lehto"
    assert cards.readers_of(single) == ""


def test_the_story_of_a_draft_says_what_is_to_come(draft):
    assert cards.moments_of(draft) == [
        ("12 Jan 2026", "Written by Sanna Koskinen", "done"),
        ("", "A second person reads it through", ""),
        ("", "Its mentors open it to the organisation", ""),
        ("", "HR gives it to the network", ""),
    ]


def test_the_story_of_a_shared_card_outlives_its_people(experiment, kirsi):
    erased = factories.PracticeFactory(experiment=experiment, published=True)

    told = [words for _when, words, _state in cards.moments_of(erased)]
    erased.published_by = kirsi

    assert told == [
        "Written by a former mentor",
        "Read through by a former mentor",
        "Opened to the organisation by a former mentor",
        "Given to the network by somebody who has left",
    ]
    assert cards.moments_of(erased)[-1][1] == "Given to the network by Kirsi Laine"


def test_a_card_for_telling_is_found_and_one_that_is_gone_is_not(draft):
    assert queries.practice_named(draft.pk) == draft
    assert queries.practice_named(987_654) is None


def test_rules_stop_at_the_organisation(draft, opened, sanna):
    stranger = MembershipFactory(hr=True, mentor=True)
    stranger.roles = frozenset({"hr", "mentor"})

    assert rules.can_see_practices(sanna, sanna.organisation_id) is True
    assert rules.can_see_practices(stranger, sanna.organisation_id) is False
    assert rules.can_see_practice(stranger, opened) is False
    assert rules.can_review_practice(stranger, draft) is False
    assert rules.can_publish_practice(stranger, opened) is False


def test_a_reader_who_left_the_plan_leaves_the_card_to_others(draft, sanna, jari, petri):
    part = draft.experiment.plan.mentors.get(membership=jari)
    part.left_at = LONG_AGO
    part.save()
    alone = queries.practice_at(draft.pk, viewer=sanna)

    assert rules.can_review_practice(petri, alone) is True
    assert rules.can_review_practice(sanna, alone) is False


def test_every_decision_has_an_outcome():
    assert set(cards.OUTCOME_OF.values()) == set(Practice.Outcome)
