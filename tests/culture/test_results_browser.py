"""The pages of a result in a real browser: both themes, a phone and a desk. Serves R31, R34."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page

from nuotio.foundation import tenancy
from tests.culture.result_world import Answers, closed_round
from tests.culture.test_answering_browser import chromium, in_both_themes, open_page
from tests.factories import LONG_AGO, MembershipFactory, RoleHoldingFactory

__all__ = ["chromium", "open_page"]  # fixtures
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "box"]),
]
MEANS = {"colearning": 3.9, "experimentation": 2.2}


@pytest.fixture
def survey_round(db):
    with tenancy.unrestricted(reason="Makes the rows of the test."):
        now = closed_round(Answers(MEANS, words=["Aika ja lupa."] * 12))
        rows = {node.name_fi: node.unit for node in now.nodes.exclude(unit=None)}
        for number in (1, 2):
            closed_round(
                Answers({**MEANS, "reflection": 2.6}, seed=number + 4),
                organisation=now.organisation,
                rows=rows,
                closed_at=LONG_AGO - timedelta(days=300 * number),
            )
        return now


def _signed_in(page: Page, client, member, address: str) -> Page:
    client.force_login(member.user)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
    return page


def test_a_result_is_accessible_on_a_phone_and_on_a_desk(
    open_page, live_server, client, survey_round
):
    with tenancy.unrestricted(reason="Makes the rows of the test."):
        hr = MembershipFactory(organisation=survey_round.organisation)
        RoleHoldingFactory(membership=hr, role="hr")
    base = f"/o/{survey_round.organisation.slug}/culture/rounds/{survey_round.pk}/results/"

    wrong = []
    for screen in ({"phone": True}, {}):
        page = _signed_in(open_page(**screen), client, hr, live_server.url)
        for address in ("", "dimensions/reflection/", "methods/", "report/"):
            page.goto(f"{base}{address}")
            wrong += [f"{address}: {one}" for one in in_both_themes(page)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append(f"{address}: wider than the screen {screen}")

    assert wrong == []
