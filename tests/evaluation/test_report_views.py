"""Serves issue 5 (the golden thread), R128: what is taken along holds what its reader sees."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from tests.factories import MembershipFactory
from tests.goals.factories import GoalFactory
from tests.plans.factories import EntryFactory, PlanFactory
from tests.ui.structure import structure

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def markku(db):
    """Management of an agency with a goal, a plan that was shown and one that was not."""
    markku = MembershipFactory(management=True, organisation__slug="agency")
    ours = {"organisation": markku.organisation}
    mentor = MembershipFactory(**ours, mentor=True, user__name="Sanna Koskinen")
    goal = GoalFactory(**ours, state="decided", title="We stop once a month")
    GoalFactory(**ours, state="decided", title="=1+1")
    PlanFactory(**ours, goal=goal, by=[mentor], active=True, title="Five minutes")
    draft = PlanFactory(**ours, goal=goal, by=[mentor], title="CANARY Draft")
    EntryFactory(writer=mentor, plan=draft, words="CANARY Entry")
    PlanFactory(active=True, title="CANARY Plan", goal__title="CANARY Goal")
    return markku


def address(member, name, query=""):
    return reverse(f"evaluation:{name}", args=[member.organisation.slug]) + query


def cells(answer) -> list[str]:
    book = openpyxl.load_workbook(BytesIO(answer.content))
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    return [value for value in values if isinstance(value, str)]


def test_the_report_is_a_file_that_screen_readers_read(markku, as_member):
    answer = as_member(markku).get(address(markku, "thread_pdf"))

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="thread-agency.pdf"'
    found = structure(answer.content)
    assert (found.is_tagged, found.standard) == (True, "1")
    assert len(found.alternatives) == 2


def test_the_tables_hold_what_the_reader_sees_and_nothing_else(markku, as_member):
    answer = as_member(markku).get(address(markku, "thread_xlsx"))

    told = cells(answer)
    assert answer.headers["Content-Type"] == XLSX
    assert {"We stop once a month", "Sanna", "=1+1"} <= set(told)
    assert "CANARY" not in " ".join(told)


def test_what_is_taken_along_is_narrowed_as_the_page_was(markku, as_member):
    client = as_member(markku)

    past = client.get(address(markku, "thread_xlsx", "?until=2001-01-01"))
    nonsense = client.get(address(markku, "thread_xlsx", "?until=nonsense"))

    assert ("Sanna" in cells(past), "Sanna" in cells(nonsense)) == (False, True)


@pytest.mark.parametrize("name", ["thread_pdf", "thread_xlsx"])
def test_who_does_not_follow_learning_mentoring_takes_nothing_along(name, markku, as_member):
    employee = MembershipFactory(organisation=markku.organisation)

    answer = as_member(employee).get(address(markku, name))

    assert answer.status_code == 403


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["thread_pdf", "thread_xlsx"])
def test_a_file_costs_the_same_for_any_number_of_rows(
    name, count, markku, as_member, django_assert_num_queries
):
    for _ in range(count):
        PlanFactory(organisation=markku.organisation, active=True)
    client = as_member(markku)

    with django_assert_num_queries(11):
        client.get(address(markku, name))


def test_the_page_leads_to_both_files_as_it_is_narrowed(markku, as_member):
    query = "?since=2026-01-01"

    page = as_member(markku).get(address(markku, "thread", query)).content.decode()

    for name in ("thread_pdf", "thread_xlsx"):
        assert f'href="{address(markku, name, query)}&amp;"' in page
