"""Whoever puts everything together that any role can see finds no group of fewer than five.

Serves R31, R34. Three people of one unit answer like nobody else; every page, export and the API is
read in every role, and what they say together is searched for these three.
"""

import json
import re
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from django.utils import translation

from nuotio.culture import documents
from nuotio.culture.documents.report import told_of
from nuotio.culture.queries import readings
from nuotio.culture.queries import results as queries
from nuotio.foundation import tenancy
from tests.culture.factories import ReportFactory
from tests.culture.result_world import Answers, closed_round
from tests.factories import LONG_AGO, MembershipFactory, RoleHoldingFactory

pytestmark = pytest.mark.django_db
ROLES = ["hr", "management", "coordinator", "mentor", "trainer", None]
UNITS = {"Iso": 24, "Keski": 12, "Kuusi": 6, "Salainen": 3}
PLANTED = -9.0  # so far below that they answer 1 to everything
K = 5


class Three(Answers):
    """Most people answer around 3.5; those of one unit answer 1, in the direction of the scale."""

    def of(self, survey, units):
        self.shifts = {code: PLANTED if size == 3 else 0.6 for code, size in units.items()}
        return super().of(survey, units)


@pytest.fixture
def survey_round(db):
    with tenancy.unrestricted(reason="Makes the rows of the test."):
        before = closed_round(Three(seed=9), units=UNITS, closed_at=LONG_AGO - timedelta(days=300))
        rows = {node.name_fi: node.unit for node in before.nodes.exclude(unit=None)}
        made = closed_round(
            Three(seed=4, words=["Aika auttaa."] * 12),
            organisation=before.organisation,
            rows=rows,
            units=UNITS,
        )
        for one in (before, made):
            ReportFactory(round=one, explanations="Muutto.", shared_at=LONG_AGO)
    return made


def _member(survey_round, role):
    made = MembershipFactory(organisation=survey_round.organisation)
    if role:
        RoleHoldingFactory(membership=made, role=role)
    return made


def _addresses(survey_round) -> list[str]:
    ours = [survey_round.organisation.slug, survey_round.pk]
    results = reverse("culture:results", args=ours)
    scales = [scale["code"] for scale in survey_round.instrument["scales"]]
    return [
        results,
        f"{results}?background=years",
        f"{results}?background=nothing",
        reverse("culture:methods", args=ours),
        *(reverse("culture:dimension", args=[*ours, code]) for code in scales),
    ]


def _everything(client, survey_round, member) -> str:
    """Return all that the member can get to see, as one text."""
    client.force_login(member.user)
    seen = [client.get(address).content.decode() for address in _addresses(survey_round)]
    ours = [survey_round.organisation.slug, survey_round.pk]
    book = openpyxl.load_workbook(
        BytesIO(client.get(reverse("culture:results_xlsx", args=ours)).content)
    )
    seen += [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert client.get(reverse("culture:results_pdf", args=ours)).content.startswith(b"%PDF")
    with tenancy.inside(member.organisation_id):
        one = queries.result_at(survey_round.pk, viewer=member)
        seen.append(json.dumps(told_of(readings.reading_for(member, one)), ensure_ascii=False))
    seen.append(json.dumps(_api(client, survey_round), ensure_ascii=False))
    return "\n".join(seen)


def _api(client, survey_round) -> dict:
    ours = [survey_round.organisation.slug, survey_round.pk]
    response = client.get(reverse("api:results", args=ours))
    assert response.status_code == 200
    return response.json()


def test_nothing_that_any_role_reads_tells_of_the_three(client, survey_round):
    with tenancy.unrestricted(reason="Makes the rows of the test."):
        members = [_member(survey_round, role) for role in ROLES]
        kept = survey_round.result.content

    seen = "\n".join(_everything(client, survey_round, member) for member in members)

    assert not re.search(r"\b1[.,]0\b", seen)  # the mean of the three, and of nobody else
    exact = [
        scale["exact"][name]
        for group in kept["groups"]
        for scale in group["scales"].values()
        if scale["exact"]
        for name in ("mean", "sd")
    ]
    odd = {f"{value:.4f}" for value in exact if f"{value:.4f}"[-3:] != "000"}
    assert len(odd) > 50
    assert [one for one in odd if one in seen or one.replace(".", ",") in seen] == []
    assert "exact" not in seen


def test_what_is_left_of_a_group_is_nobody_or_five(client, survey_round):
    tables = []
    for role in ROLES:
        with tenancy.unrestricted(reason="Makes the rows of the test."):
            client.force_login(_member(survey_round, role).user)
        told = _api(client, survey_round)
        tables += [told["units"], *told["variables"]]

    assert len(tables) == 2 * len(ROLES)
    for table in tables:
        groups = table["groups"]
        below = groups[1:] if table["code"] == "unit" else groups
        shown = [group for group in below if group["n"] is not None]
        assert all(group["n"] >= K for group in shown)
        left = told["answered"] - sum(group["n"] for group in shown)
        assert left == 0 or left >= K
        hidden = [group for group in below if group["n"] is None]
        assert all(group["cells"] == [] and group["why_hidden"] for group in hidden)


def test_the_small_unit_and_its_neighbour_say_why_they_are_not_shown(client, survey_round):
    with tenancy.unrestricted(reason="Makes the rows of the test."):
        client.force_login(_member(survey_round, "hr").user)

    with translation.override("en"):
        shown = client.get(_addresses(survey_round)[0]).content.decode()

    rows = re.findall(r"<tr.*?</tr>", shown, re.DOTALL)
    small = next(row for row in rows if "Salainen" in row)
    neighbour = next(row for row in rows if "Kuusi" in row)
    assert "Fewer than 5 people answered." in small
    assert "Beside it is a group so small" in neighbour
    assert not re.search(r"\d[.,]\d", small + neighbour)


def test_the_printed_report_has_what_the_page_has(survey_round):
    with tenancy.unrestricted(reason="Makes the rows of the test."):
        employee, hr = _member(survey_round, None), _member(survey_round, "hr")
        round_ = queries.result_at(survey_round.pk, viewer=hr)
        all_of_it = readings.reading_for(hr, round_)
        shared = readings.reading_for(employee, round_)

    assert [len(one.answers) for one in all_of_it.words] == [12]
    assert shared.words == ()
    assert documents.report_of(shared) != documents.report_of(all_of_it)
