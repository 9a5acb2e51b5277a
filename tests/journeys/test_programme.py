"""A programme of three organisations, as the people in it walk it.

Serves R48 to R56 and R60: a coordinator makes it and moves its dates, organisations come
in, a mentor applies on her phone and writes with her pair, and it is seen who may need support.
"""

import pytest

from tests.journeys.programme.coordinator import (
    adapt_session,
    give_feedback,
    make_programme,
    move_later_dates,
    see_how_it_goes,
)
from tests.journeys.programme.hr import (
    accept_invitation,
    bring_mentors_along,
    pair_across_units,
    read_invitation,
    take_applicant_along,
    write_decisions_down,
)
from tests.journeys.programme.mentor import (
    apply_as_mentor,
    fetch_calendar,
    give_in,
    read_feedback,
    see_own_place,
    write_together,
)
from tests.journeys.programme.walk import Walk

pytestmark = pytest.mark.browser


@pytest.fixture
def walk(visit, sign_in, findings) -> Walk:
    return Walk(visit, sign_in, findings)


def test_a_programme_runs_for_three_organisations(walk: Walk):
    coordinator, trainer = walk.enter("johanna.makela"), walk.enter("timo.saarinen")
    hr = walk.enter("kirsi.heinonen")
    tiina, eero = walk.enter("tiina.heikkinen", phone=True), walk.enter("eero.ojala")

    make_programme(coordinator, walk)
    adapt_session(coordinator, walk)
    move_later_dates(coordinator, walk)
    read_invitation(hr, walk)
    accept_invitation(hr, "mittaus", "Kirsi Heinonen", walk)
    accept_invitation(walk.enter("outi.hakala"), "kaari", "Outi Hakala", walk)
    accept_invitation(walk.enter("tobias.blomqvist"), "vaaka", "Tobias Blomqvist", walk)
    apply_as_mentor(tiina, walk)
    take_applicant_along(hr, walk)
    bring_mentors_along(hr, walk)
    pair_across_units(hr, walk)
    see_own_place(tiina, walk)
    fetch_calendar(tiina, walk)
    write_together(tiina, eero, walk)
    give_in(tiina, walk)
    give_feedback(trainer, walk)
    read_feedback(tiina, walk)
    write_decisions_down(hr, walk)
    see_how_it_goes(coordinator, walk)
