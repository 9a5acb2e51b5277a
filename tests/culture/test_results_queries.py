"""Which results a member finds. Serves R31."""

from datetime import timedelta

import pytest
from django.utils import translation

from nuotio.culture.instruments import copy_of
from nuotio.culture.queries import readings
from nuotio.culture.queries import results as queries
from nuotio.foundation import tenancy
from tests.culture.factories import (
    ReportFactory,
    RoundResultFactory,
    SurveyRoundFactory,
    result_content,
)
from tests.factories import LONG_AGO, MembershipFactory, OrganisationFactory, RoleHoldingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _everything_is_open():
    with tenancy.unrestricted(reason="Makes the rows of the test."), translation.override("en"):
        yield


@pytest.fixture
def ours():
    return OrganisationFactory()


def result(organisation, days: int = 0, *, shared: bool = False, **more):
    content = more.pop("content", None) or result_content()
    survey_round = SurveyRoundFactory(
        organisation=organisation, closed=True, closed_at=LONG_AGO + timedelta(days=days), **more
    )
    RoundResultFactory(round=survey_round, content=content)
    if shared:
        ReportFactory(round=survey_round, shared_at=LONG_AGO)
    return survey_round


def member(organisation, *roles: str):
    made = MembershipFactory(organisation=organisation)
    for role in roles:
        RoleHoldingFactory(membership=made, role=role)
    return made


def test_hr_finds_the_latest_result_of_the_culture_survey(ours, django_assert_num_queries):
    result(ours, 0)
    latest = result(ours, 5)
    result(ours, 9, instrument_code="session_pulse")
    result(OrganisationFactory(), 20)
    SurveyRoundFactory(organisation=ours, announced=True)
    hr = member(ours, "hr")
    assert hr.roles

    with django_assert_num_queries(1):
        found = queries.latest_result(hr)
        assert found.result.content["answered"] == 262

    assert found == latest


def test_an_employee_finds_what_was_shared(ours):
    shared = result(ours, 0, shared=True)
    result(ours, 5)

    assert queries.latest_result(member(ours)) == shared
    assert queries.latest_result(member(OrganisationFactory())) is None


def test_earlier_rounds_are_those_of_the_same_instrument_that_are_seen(ours):
    first, second = result(ours, 0, shared=True), result(ours, 5)
    now = result(ours, 9)
    result(ours, 7, instrument_code="session_pulse")
    result(ours, 12)

    assert queries.earlier_results(now, viewer=member(ours, "hr")) == [second, first]
    assert queries.earlier_results(now, viewer=member(ours)) == [first]


def test_a_scale_that_is_not_shown_is_honestly_unknown(ours):
    survey_round = result(ours)

    reading = readings.reading_for(member(ours, "hr"), survey_round)

    unknown = [line for line in reading.lines if line.mean is None]
    assert {line.sentence for line in unknown} == {"We do not know this yet."}
    assert len(unknown) == 7
    assert reading.dimensions[0].code == "trust"


def _with_groups(*groups: dict, hidden=(), methods=None, instrument="learning_culture") -> dict:
    content = result_content({"session_pulse": 3.0} if instrument != "learning_culture" else None)
    whole = content["groups"][0]
    content["groups"] += [{**whole, "parent": "organisation", **group} for group in groups]
    return {**content, "hidden": list(hidden), "methods": methods or {}}


def _plan(*nodes: str) -> dict:
    units = [{"node": "root", "parent": None, "invited": 0}]
    units += [{"node": node, "parent": "root", "invited": 20} for node in nodes]
    return {"k": 5, "units": units, "variables": {}}


def test_units_whose_differences_are_small_are_not_coloured(ours):
    groups = [{"kind": "unit", "key": key, "n": 20, "invited": 30} for key in ("a", "b")]
    told = {"units": {"trust": {"differ": False}}}
    survey_round = result(ours, content=_with_groups(*groups, methods=told), plan=_plan("a", "b"))

    table = readings.reading_for(member(ours, "hr"), survey_round).units

    assert table.sentence == "Differences between units are small."
    assert {cell.shade for row in table.rows for cell in row.cells} == {0}


ALL = (
    *("trust", "reflection", "experimentation", "colearning"),
    *("everyday", "recognition", "leadership", "structures"),
)


@pytest.mark.parametrize(
    ("differing", "words"),
    [
        (ALL, "Units differ in every dimension."),
        (("trust", "reflection"), "Units differ in: Trust, Reflection."),
    ],
)
def test_what_units_differ_in_is_named_unless_it_is_everything(ours, differing, words):
    groups = [{"kind": "unit", "key": key, "n": 20, "invited": 30} for key in ("a", "b")]
    told = {"units": {code: {"differ": True} for code in differing}}
    survey_round = result(ours, content=_with_groups(*groups, methods=told), plan=_plan("a", "b"))

    table = readings.reading_for(member(ours, "hr"), survey_round).units

    assert table.sentence == words


def test_a_finding_is_the_heading_of_the_page(ours):
    found = result(ours, content=result_content({"colearning": 3.9, "experimentation": 2.2}))
    empty = result(ours, content={**result_content(), "groups": []})

    assert queries.finding_of(found) == (
        "People here learn together. Trying new things needs permission."
    )
    assert queries.finding_of(empty) == ""


def test_one_unit_has_nothing_to_differ_from(ours):
    group = {"kind": "unit", "key": "a", "n": 20, "invited": 30, "scales": {}}
    survey_round = result(ours, content=_with_groups(group), plan=_plan("a"))

    table = readings.reading_for(member(ours, "hr"), survey_round).units

    assert table.sentence == ""
    assert {cell.mean for cell in table.rows[1].cells} == {None}


def test_an_instrument_without_dimensions_has_a_table_of_its_scales(ours):
    group = {"kind": "unit", "key": "a", "n": 20, "invited": 30}
    survey_round = result(
        ours,
        content=_with_groups(group, instrument="session_pulse"),
        plan=_plan("a"),
        instrument=copy_of("session_pulse"),
        instrument_code="session_pulse",
    )

    reading = readings.reading_for(member(ours, "hr"), survey_round)

    assert reading.units.columns == ["Session pulse"]
    assert reading.dimensions == []


def test_uneven_units_are_told_with_the_weighted_mean(ours):
    group = {"kind": "unit", "key": "a", "n": 20, "invited": 30}
    told = {
        "response": {"spread": 0.5, "needs_weighting": True, "band": "indicative"},
        "weighted": {"trust": {"mean": 3.0, "low": 2.9, "high": 3.1}},
    }
    survey_round = result(ours, content=_with_groups(group, methods=told), plan=_plan("a"))

    reading = readings.reading_for(member(ours, "hr"), survey_round)

    assert reading.response[1] == "If units weighed as they are large, Trust would be 3.0."


def test_words_to_a_question_that_is_gone_are_left_out(ours):
    content = {**result_content(), "words": {"open_best": ["Time."], "gone": ["Lost."]}}
    survey_round = result(ours, content=content)

    reading = readings.reading_for(member(ours, "hr"), survey_round)

    assert [one.answers for one in reading.words] == [["Time."]]
