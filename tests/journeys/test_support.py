"""A home-care team asks for support on a phone, and gets it.

Serves R84 to R92: three suggestions with reasons, one mentor cannot and another can, a
meeting in both calendars, hours booked, a follow-up answered, and the coordinator's joint
proposal with one change by hand.
"""

import subprocess
import sys

import pytest
from playwright.sync_api import Page

from tests.journeys import service as services
from tests.journeys.support import answering, asking, following_up, meeting, proposal
from tests.journeys.support.people import (
    ASKER,
    COORDINATOR,
    HR,
    Mentor,
    address_of,
    mentor_named,
)
from tests.journeys.thread.walk import Walk, number_in

pytestmark = pytest.mark.browser


@pytest.fixture
def walk(visit, sign_in, findings) -> Walk:
    return Walk(visit, sign_in, findings)


def test_a_team_asks_and_is_supported(walk: Walk, service):
    asker = walk.enter(ASKER, phone=True)
    request = asking.ask(asker, walk)
    first, second, _third = asking.see_suggestions(asker, walk)
    no, yes = mentor_named(service, first), mentor_named(service, second)
    asking.ask_mentor(asker, no)
    asking.ask_mentor(asker, yes)

    helper = _answer(service, walk, yes=yes, no=no)
    asking.read_answers(asker, request, walk, yes=yes, no=no)
    answering.team_reads_no_reason(asker, request)
    answering.hr_reads_reason(walk.enter(HR), request, walk)

    support = meeting.set_meeting(helper, walk)
    for page, who in ((helper, yes.email), (asker, address_of(ASKER))):
        meeting.mailed_to(service, who)
        meeting.in_calendar(page, walk)
    _let_time_pass(service, "meeting", support)
    meeting.book(helper, support, walk)
    meeting.close(helper, support, walk)

    path = following_up.find_link(asker, support, walk)
    following_up.team_answers(walk.visit, path, walk)
    following_up.sees_enough_so_far(asker, support)
    _let_time_pass(service, "follow-up", support)
    following_up.thank(asker, support, walk)
    following_up.read_results(helper, support, walk)


def test_a_coordinator_finds_mentors_for_all_who_wait(walk: Walk, service):
    coordinator = walk.enter(COORDINATOR)
    proposal.make(coordinator, walk)
    chosen = mentor_named(service, proposal.change_by_hand(coordinator, walk))
    proposal.send(coordinator, walk)
    answering.from_mail(service, chosen, walk)


def _answer(service: services.Service, walk: Walk, *, yes: Mentor, no: Mentor) -> Page:
    """One mentor cannot, the other can; return the page of the one who can."""
    answering.decline(answering.from_mail(service, no, walk), walk)
    page = answering.from_mail(service, yes, walk)
    answering.accept(page, walk)
    return page


def _let_time_pass(service: services.Service, what: str, support: str) -> None:
    words = [sys.executable, "-m", "tests.journeys.support.clock", what, str(number_in(support))]
    environment = services.surroundings(service.data, services.free_port())
    subprocess.run(words, env=environment, check=True)  # noqa: S603 -- our own module
