"""Serves R43: a goal rests on what a survey found, as the writer may see it."""

from datetime import timedelta

import pytest
from django.utils import translation

from nuotio.goals.queries import findings as queries
from tests.culture.factories import ReportFactory, RoundResultFactory, result_content
from tests.factories import LONG_AGO


def keys(viewer):
    return [one.key for one in queries.findings_for(viewer)]


def test_the_weakest_dimension_is_offered_first(ours, kirsi):
    result = RoundResultFactory(round__organisation=ours)

    found = queries.findings_for(kirsi)

    number = result.round_id
    assert [one.key for one in found] == [
        f"{number}:experimentation",
        f"{number}:reflection",
        f"{number}:trust",
    ]
    assert found[2].round_name == result.round.name_fi


def test_a_finding_is_told_in_the_language_of_the_reader(ours, kirsi):
    result = RoundResultFactory(round__organisation=ours)

    english = queries.finding_at(result.round_id, "trust", viewer=kirsi)
    with translation.override("fi"):
        finnish = queries.finding_at(result.round_id, "trust", viewer=kirsi)

    assert english is not None
    assert finnish is not None
    assert english.words.startswith("Trust 3.4: People ")
    assert finnish.words.startswith("Luottamus 3,4: Teillä ")


@pytest.mark.parametrize("count", [1, 3])
def test_the_two_newest_results_are_read_in_one_query(
    count, ours, kirsi, django_assert_num_queries
):
    made = [
        RoundResultFactory(
            round__organisation=ours,
            released_at=LONG_AGO + timedelta(days=n),
            content=result_content({"trust": 3.0}),
        )
        for n in range(count)
    ]
    RoundResultFactory()

    with django_assert_num_queries(1):
        found = keys(kirsi)

    assert found == [f"{one.round_id}:trust" for one in reversed(made[-2:])]


def test_nothing_is_offered_where_nothing_is_shown(ours, kirsi, aino):
    refused = {**result_content(), "groups": [], "refused": "few"}
    RoundResultFactory(round__organisation=ours, content=refused)
    discarded = RoundResultFactory(round__organisation=ours, round__state="discarded")

    assert keys(kirsi) == []
    assert queries.finding_at(discarded.round_id, "trust", viewer=kirsi) is None


def test_who_may_not_see_a_result_is_not_offered_it_until_it_is_shared(ours, aino):
    closed = RoundResultFactory(round__organisation=ours)
    before = keys(aino)

    ReportFactory(round=closed.round, shared_at=LONG_AGO)

    assert (before, len(keys(aino))) == ([], 3)


def test_a_dimension_that_was_not_asked_is_no_finding(ours, kirsi):
    result = RoundResultFactory(round__organisation=ours)

    assert queries.finding_at(result.round_id, "courage", viewer=kirsi) is None
