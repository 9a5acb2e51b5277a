"""A result for other programs. Serves R31."""

import subprocess
import sys
from datetime import timedelta

import pytest
from django.urls import reverse

from nuotio.foundation import tenancy
from tests.culture.factories import ReportFactory
from tests.culture.result_world import Answers, closed_round
from tests.factories import LONG_AGO, MembershipFactory, RoleHoldingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey_round(db):
    with tenancy.unrestricted(reason="Makes the rows of the test."):
        return closed_round(Answers({"colearning": 3.9}, words=["Time."] * 12))


def member(survey_round, *roles: str):
    with tenancy.unrestricted(reason="Makes the rows of the test."):
        made = MembershipFactory(organisation=survey_round.organisation)
        for role in roles:
            RoleHoldingFactory(membership=made, role=role)
        return made


def address(survey_round) -> str:
    return reverse("api:results", args=[survey_round.organisation.slug, survey_round.pk])


def test_the_address_is_the_promised_one(survey_round):
    slug, pk = survey_round.organisation.slug, survey_round.pk

    assert address(survey_round) == f"/api/v1/organisations/{slug}/culture/rounds/{pk}/results"


def test_hr_reads_the_words_and_rounded_figures(client, survey_round):
    client.force_login(member(survey_round, "hr").user)

    response = client.get(address(survey_round), headers={"accept-language": "en"})

    told = response.json()
    assert response.status_code == 200
    assert (told["answered"], told["invited"], told["smallest_group"]) == (134, 205, 5)
    assert len(told["scales"]) == 10
    strongest = told["scales"][0]
    assert (strongest["code"], strongest["band"]) == ("colearning", "solid")
    assert strongest["finding"] == "People here learn together."
    assert len(told["open_answers"][0]["answers"]) == 12


@pytest.mark.parametrize(("language", "name"), [("fi", "Luottamus"), ("sv", "Tillit")])
def test_words_are_in_the_language_of_the_request(client, survey_round, language, name):
    client.force_login(member(survey_round, "hr").user)

    told = client.get(address(survey_round), headers={"accept-language": language}).json()

    assert name in {scale["name"] for scale in told["scales"]}


def test_everyone_reads_what_was_shared_without_the_open_answers(client, survey_round):
    with tenancy.unrestricted(reason="Makes the rows of the test."):
        ReportFactory(round=survey_round, explanations="We moved.", shared_at=LONG_AGO)
    client.force_login(member(survey_round).user)

    told = client.get(address(survey_round)).json()

    assert (told["open_answers"], told["other_explanations"]) == ([], "We moved.")


def test_signed_out_is_401(client, survey_round):
    response = client.get(address(survey_round))

    assert (response.status_code, response.json()) == (401, {"detail": "Unauthorized"})


def test_without_the_right_it_is_403_with_the_rules_reason(client, survey_round):
    client.force_login(member(survey_round, "mentor").user)

    response = client.get(address(survey_round), headers={"accept-language": "en"})

    assert response.status_code == 403
    assert "everyone does once HR has shared the report" in response.json()["detail"]


def test_a_stranger_and_a_missing_round_are_404(client, survey_round):
    with tenancy.unrestricted(reason="Makes the rows of the test."):
        stranger = MembershipFactory()
    hr = member(survey_round, "hr")

    client.force_login(stranger.user)
    foreign = client.get(address(survey_round))
    client.force_login(hr.user)
    missing = client.get(address(survey_round).replace(f"/{survey_round.pk}/", "/987654/"))

    assert (foreign.status_code, missing.status_code) == (404, 404)


def test_change_and_trend_are_told_by_the_codes_of_scales(client, survey_round):
    with tenancy.unrestricted(reason="Makes the rows of the test."):
        rows = {node.name_fi: node.unit for node in survey_round.nodes.exclude(unit=None)}
        for number in (1, 2):
            closed_round(
                Answers({"colearning": 3.0}, seed=number + 4),
                organisation=survey_round.organisation,
                rows=rows,
                closed_at=LONG_AGO - timedelta(days=300 * number),
            )
    client.force_login(member(survey_round, "hr").user)

    told = client.get(address(survey_round), headers={"accept-language": "en"}).json()

    change = next(one for one in told["changes"] if one["scale"] == "colearning")
    assert change["verdict"] == "improved"
    assert change["words"].startswith("Learning together and peer support has improved: ")
    assert {one["scale"] for one in told["trends"]} == {one["code"] for one in told["scales"]}


def test_the_description_is_typed_and_open_to_all(client):
    told = client.get("/api/v1/openapi.json").json()

    path = told["paths"]["/api/v1/organisations/{organisation}/culture/rounds/{pk}/results"]
    answer = path["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert told["openapi"].startswith("3.1")
    assert answer == {"$ref": "#/components/schemas/Result"}
    assert {"401", "403", "404"} <= path["get"]["responses"].keys()


def test_pages_do_not_load_what_only_programs_and_reports_need():
    code = (
        "import django, sys; django.setup(); "
        "from django.urls import get_resolver; "
        "[getattr(one, 'url_patterns', None) for one in get_resolver().url_patterns]; "
        "heavy = {'ninja', 'pydantic', 'typst', 'openpyxl', 'numpy', 'scipy'} & set(sys.modules); "
        "print(sorted(heavy))"
    )

    loaded = subprocess.run(  # noqa: S603 -- our own words
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout

    assert loaded.strip() == "[]"
