"""The network's pooled result tells of at least five organisations. Serves R42."""

from datetime import timedelta

import pytest

from nuotio.culture.instruments import copy_of
from nuotio.culture.models import PooledResult
from nuotio.culture.services import pooling
from nuotio.foundation import tenancy
from tests.culture.factories import RoundResultFactory, SurveyRoundFactory, result_content
from tests.factories import LONG_AGO, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _everything_is_open():
    with tenancy.unrestricted(reason="Makes rounds of several organisations."):
        yield


def result(mean: float, *, organisation=None, days: int = 0, **more):
    content = more.pop("content", None) or result_content({"trust": mean})
    survey_round = SurveyRoundFactory(
        organisation=organisation or OrganisationFactory(),
        closed=True,
        closed_at=LONG_AGO + timedelta(days=days),
        **more,
    )
    return RoundResultFactory(round=survey_round, content=content)


def pooled() -> list[dict]:
    return [row.content for row in PooledResult.objects.order_by("pk")]


def test_five_organisations_make_a_pooled_result(now):
    for mean in (2.0, 3.0, 3.0, 3.0, 4.0):
        result(mean)

    made = pooling.pool(at=now)

    assert made == 1
    assert pooled() == [{"trust": {"mean": 3.0, "organisations": 5}}]
    assert PooledResult.objects.get().organisations == 5


def test_four_organisations_make_none(now):
    for mean in (2.0, 3.0, 3.0, 4.0):
        result(mean)

    assert pooling.pool(at=now) == 0
    assert pooled() == []


def test_an_organisation_counts_once_with_its_latest_round(now):
    ours = OrganisationFactory()
    result(1.0, organisation=ours)
    result(3.0, organisation=ours, days=5)
    for _ in range(3):
        result(3.0)

    assert pooling.pool(at=now) == 0

    result(3.0)
    assert pooling.pool(at=now) == 1
    assert pooled() == [{"trust": {"mean": 3.0, "organisations": 5}}]


def test_a_new_one_waits_for_five_that_have_something_new(now):
    for _ in range(5):
        result(3.0)
    pooling.pool(at=now)
    for _ in range(4):
        result(2.0)

    assert pooling.pool(at=now) == 0

    result(2.0)
    assert pooling.pool(at=now) == 1
    assert pooled()[-1] == {"trust": {"mean": 2.5, "organisations": 10}}


def test_a_scale_without_five_new_ones_stays_as_it_was(now):
    for _ in range(5):
        result(3.0, content=result_content({"trust": 3.0, "reflection": 3.0}))
    pooling.pool(at=now)
    result(5.0, content=result_content({"trust": 2.0, "reflection": 5.0}))
    for _ in range(4):
        result(2.0)

    pooling.pool(at=now)

    assert pooled()[-1] == {
        "trust": {"mean": 2.5, "organisations": 10},
        "reflection": {"mean": 3.0, "organisations": 5},
    }


def test_refused_partial_small_and_coarse_results_are_left_out(now):
    for _ in range(4):
        result(3.0)
    partial = copy_of("learning_culture")
    partial["scales"][0]["items"][0]["on"] = False
    result(3.0, instrument=partial)
    result(3.0, content={**result_content(), "groups": [], "refused": "few"})
    result(3.0, content=result_content({"trust": 3.0}, n=4))
    coarse = result_content({"trust": 3.0})
    coarse["groups"][0]["scales"]["trust"]["exact"] = None
    result(3.0, content=coarse)
    result(3.0, content=result_content({"reflection": 3.0}))
    result(3.0, instrument_code="mentor_efficacy")

    assert pooling.pool(at=now) == 0


def test_nothing_names_an_organisation(now):
    organisations = [OrganisationFactory(name_fi=f"Salainen {n}", slug=f"x{n}") for n in range(5)]
    for one in organisations:
        result(3.0, organisation=one)

    pooling.pool(at=now)

    row = PooledResult.objects.get()
    assert row.content.keys() == {"trust"}
    assert row.content["trust"].keys() == {"mean", "organisations"}
    assert "Salainen" not in str(vars(row))
