"""Two requests at the same moment, on a database that lets two writers in."""

import pytest

from nuotio.foundation import tenancy
from nuotio.foundation.merging import Draft, digests
from nuotio.plans.models import Plan, PlanMentor, PlanVersion
from nuotio.plans.services import plan_mentors, plan_turns
from nuotio.plans.services import plans as services
from tests.factories import MembershipFactory, OrganisationFactory
from tests.people.test_races import _races, _two_writers, at_once, seen
from tests.plans import factories

pytestmark = pytest.mark.usefixtures("_races")
__all__ = ["_races", "_two_writers"]
EMPTY = digests({"aim": "", "risks": "", "learned": ""})


@pytest.fixture
def plan(_races):
    organisation = OrganisationFactory()
    with tenancy.inside(organisation.pk):
        by = [MembershipFactory(organisation=organisation, mentor=True) for _ in range(2)]
        return factories.PlanFactory(organisation=organisation, by=by, shown=True)


def mentors(plan):
    rows = sorted(seen(PlanMentor, plan=plan), key=lambda one: one.pk)
    with tenancy.unrestricted(reason="Arranging a test."):
        return [one.membership for one in rows]


def test_two_who_agree_at_once_agree_once(plan, now):
    hr = [MembershipFactory(organisation=plan.organisation, hr=True) for _ in range(2)]

    refused = at_once(
        plan.organisation_id,
        *(lambda by=by: plan_turns.agree_plan(plan, by=by, at=now) for by in hr),
    )

    assert refused == ["", ""]
    assert seen(Plan)[0].state == "discussed"


def test_two_who_write_at_once_lose_no_word(plan, now):
    one, other = mentors(plan)

    refused = at_once(
        plan.organisation_id,
        lambda: services.write_plan(plan, Draft({"aim": "Ask"}, EMPTY), by=one, at=now),
        lambda: services.write_plan(plan, Draft({"risks": "Time"}, EMPTY), by=other, at=now),
    )

    (kept,) = seen(Plan)
    assert refused == ["", ""]
    assert (kept.aim, kept.risks, kept.version) == ("Ask", "Time", 3)
    assert sorted(version.number for version in seen(PlanVersion)) == [1, 2]


def test_closed_while_the_other_writes_both_are_told_clearly(plan, now):
    one, other = mentors(plan)

    refused = at_once(
        plan.organisation_id,
        lambda: plan_turns.close_plan(
            plan, Draft({"learned": "Ask."}, EMPTY), state="ended", by=one, at=now
        ),
        lambda: services.write_plan(plan, Draft({"aim": "Ask"}, EMPTY), by=other, at=now),
    )

    (kept,) = seen(Plan)
    assert (kept.state, kept.learned) == ("ended", "Ask.")
    assert (refused, kept.aim) in [(["", ""], "Ask"), (["", "PlanOver"], "")]


def test_two_who_leave_at_once_leave_one_behind(plan, now):
    refused = at_once(
        plan.organisation_id,
        *(lambda by=by: plan_mentors.leave_plan(plan, by=by, at=now) for by in mentors(plan)),
    )

    assert refused == ["", "LastMentor"]
    assert len(seen(PlanMentor, left_at=None)) == 1
