"""From an empty wizard to a shared result, as an agency of 420 people lives through it.

Serves R31: HR asks everyone, tickets are collected on one day and answers
given on another, in three languages and on paper, the count shows what it may, and no answer is
left anywhere.
"""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import service as services
from tests.journeys.conftest import PATIENCE
from tests.journeys.programme.walk import Walk
from tests.journeys.survey import crowd, hr, respondents, results

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif("JOURNEY_DATABASE_URL" in os.environ, reason="looks into the box's file"),
]
COUNTED = crowd.ANSWERS + 4
TICKETS = crowd.TICKETS + 3


@pytest.fixture
def walk(visit, sign_in, findings) -> Walk:
    return Walk(visit, sign_in, findings)


@pytest.fixture
def paper(chromium, service):
    """A browser without JavaScript."""
    context = chromium.new_context(base_url=service.base, java_script_enabled=False, locale="fi-FI")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_an_agency_of_420_asks_answers_and_reads_what_it_may(walk, service, paper):
    kirsi, sanna = walk.enter("kirsi.heinonen"), walk.enter("sanna.koskinen", phone=True)
    swede, briton = walk.visit(), walk.visit(dark=True)

    number = hr.prepare(kirsi, walk)
    hr.announce(kirsi, walk)
    codes = hr.print_codes(kirsi, walk)
    letters = crowd.letters(service)
    one = next(iter(letters.values())).round
    held = crowd.collect(service, letters)
    respondents.collect_as_member(sanna, walk)
    respondents.collect_by_letter(swede, letters["paikkatietopalvelut.82@mittaus.invalid"], walk)
    respondents.collect_by_letter(briton, letters["asiakaspalvelu.69@mittaus.invalid"], walk)

    _let_a_week_pass(service, number)
    assert crowd.answer(service, one, held) == [204] * crowd.ANSWERS
    respondents.answer_by_thumb(sanna, f"/survey/{one}/", walk)
    respondents.answer_on_one_page(swede, f"/sv/survey/{one}/", walk)
    respondents.answer_by_keyboard(briton, f"/en/survey/{one}/", walk)
    respondents.answer_by_code(paper, f"/survey/{one}/", codes[0])

    hr.close(kirsi, f"/o/mittaus/culture/rounds/{number}/", walk)
    results.see_results(kirsi, COUNTED, crowd.INVITED)
    assert results.answered_by_exports(kirsi, "mittaus", number) == dict.fromkeys(
        ("json", "xlsx", "pdf"), COUNTED
    )
    _share_with_everyone(kirsi, sanna, f"/o/mittaus/culture/rounds/{number}/results/", walk)

    assert results.certified(kirsi, one) == {
        "invited": crowd.INVITED,
        "tickets": TICKETS,
        "codes": crowd.CODES,
        "accepted": COUNTED,
        "refused": 0,
    }
    walk.look(kirsi)
    assert results.left_in_box(service.data, [ticket.ticket.node for ticket in held]) == 0


def _let_a_week_pass(service: services.Service, number: int) -> None:
    environment = services.surroundings(service.data, int(service.base.rsplit(":", 1)[1]))
    words = [sys.executable, "-m", "tests.journeys.survey.clock", str(number)]
    subprocess.run(words, env=environment, check=True)  # noqa: S603 -- our own command


def _share_with_everyone(hr_page: Page, employee: Page, address: str, walk: Walk) -> None:
    """What an employee is refused before, she reads after: with HR's words and without people's."""
    refused = employee.goto(address)
    assert refused is not None
    assert refused.status == 403
    walk.look(employee)
    hr.share(hr_page, walk)
    employee.goto(address)
    expect(employee.locator("main")).to_contain_text(hr.EXPLANATION)
    expect(employee.locator("main")).not_to_contain_text("Iltavuoron kahvi")
    walk.look(employee)
