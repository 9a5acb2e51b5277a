"""Serves issue 5, R54 to R83 and R122 to R134: from a goal to a practice of the network.

HR's goal becomes the plan of a pair, an experiment with a before and an after, a decision and a
card; what was written for the pair alone is found nowhere else on the way.
"""

import pytest
from playwright.sync_api import Page

from tests.journeys.thread import experiment, goal, plan, practice, private, report
from tests.journeys.thread.walk import Walk, number_in

pytestmark = pytest.mark.browser


@pytest.fixture
def walk(visit, sign_in, findings) -> Walk:
    return Walk(visit, sign_in, findings)


def test_a_goal_becomes_a_practice_and_what_is_private_stays_so(walk: Walk, service):
    hr, management = walk.enter("elina.koivisto"), walk.enter("matti.pitkanen")
    joonas, timo = walk.enter("joonas.hiltunen", phone=True), walk.enter("timo.pitkanen")

    decided = goal.propose_and_sign(hr, walk)
    goal.sign_for_management(management, decided, walk)
    made = _plan_together(joonas, timo, hr, decided, walk)
    tried = _try_it(joonas, timo, made, walk)
    entry = private.reflect_for_the_pair(joonas, tried, walk)
    private.pair_reads_it(timo, entry, walk)
    experiment.measure_after(timo, tried, walk)
    experiment.decide(timo, walk)
    _share(joonas, timo, hr, tried, walk)

    pages = private.pages_that_could_tell(made, tried, decided)
    private.nobody_else_finds_it(hr, entry, pages)
    private.nobody_else_finds_it(management, entry, pages)
    assert [to for to, text in service.letters() if private.CANARY in text] == []
    report.see_whole_line(hr, number_in(decided), walk)
    report.fetch_report(hr)
    report.fetch_tables(hr)
    report.see_it_small_and_dark(walk.enter("riikka.koskinen", phone=True), walk)


def _plan_together(joonas: Page, timo: Page, hr: Page, decided: str, walk: Walk) -> str:
    """Two browsers write one plan at once; HR answers its need and agrees; it starts."""
    made = plan.begin(joonas, number_in(decided), walk)
    plan.write_at_once(joonas, timo, made, walk)
    plan.write_the_same(joonas, timo, walk)
    plan.compare_versions(timo, made, walk)
    plan.finish_and_show(joonas, made, walk)
    plan.answer_and_agree(hr, made, walk)
    plan.start(timo, made)
    return made


def _try_it(joonas: Page, timo: Page, made: str, walk: Walk) -> str:
    """An experiment with its need and the value before; it runs, and something is seen."""
    tried = experiment.plan_it(timo, made, walk)
    experiment.measure_before(timo, walk)
    experiment.start(timo, walk)
    experiment.note(joonas, tried, walk)
    return tried


def _share(joonas: Page, timo: Page, hr: Page, tried: str, walk: Walk) -> None:
    """The card is written, read through by the pair, opened, given to the network, and read."""
    card = practice.write_card(timo, tried, walk)
    practice.read_through(joonas, card)
    practice.open_it(timo, card)
    practice.give_to_network(hr, card, walk)
    practice.read_elsewhere(walk.enter("mikko.ahonen"), walk)
