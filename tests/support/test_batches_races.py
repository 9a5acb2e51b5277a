"""Serves issue 6, R87: joint proposals made, changed and sent at the same moment.

With real parallel connections, on SQLite and on PostgreSQL.
"""

from datetime import timedelta
from uuid import uuid4

import pytest

from nuotio.foundation import tenancy
from nuotio.support.models import Batch, BatchLine, SupportInvitation
from nuotio.support.proposals.situations import Change
from nuotio.support.services import answers, batch_sending
from nuotio.support.services import batches as services
from tests.factories import MembershipFactory, OrganisationFactory
from tests.people.test_races import at_once, seen
from tests.support.batch_world import asks, mentor
from tests.support.parallel import _parallel

pytestmark = pytest.mark.usefixtures("_parallel")
__all__ = ["_parallel"]


@pytest.fixture
def ours(_parallel):
    return OrganisationFactory()


@pytest.fixture
def two(ours):
    return [MembershipFactory(organisation=ours, coordinator=True) for _ in range(2)]


@pytest.fixture
def teams(ours):
    for name in ("Merja", "Olli"):
        mentor(ours, name, hours="4")
    return [asks(ours, f"Team {number}") for number in range(3)]


@pytest.fixture
def draft(ours, teams, two, now):
    with tenancy.inside(ours.pk):
        return services.draft_batch(by=two[0], at=now, once=uuid4())


def test_two_who_make_a_proposal_at_once_have_the_same_one(ours, teams, two, now):
    refused = at_once(
        ours.pk,
        *(lambda by=by: services.draft_batch(by=by, at=now, once=uuid4()) for by in two),
    )

    (made,) = seen(Batch)
    assert set(refused) <= {"", "EditedMeanwhile"}
    assert "" in refused
    assert len(seen(BatchLine, batch=made)) == 3


def test_sent_by_two_at_once_each_mentor_is_asked_once(ours, draft, two, now):
    refused = at_once(
        ours.pk,
        *(
            lambda by=by: batch_sending.publish_batch(draft, by=by, at=now, version=1)
            for by in (*two, *two)
        ),
    )

    assert refused == [""] * 4
    assert seen(Batch)[0].state == "published"
    rows = seen(SupportInvitation)
    assert len({one.request_id for one in rows}) == len(rows) == 3


def test_sent_while_it_is_changed_it_is_as_one_of_both_saw_it(ours, draft, teams, two, now):
    nobody = Change(teams[0].pk, 1)

    refused = at_once(
        ours.pk,
        lambda: batch_sending.publish_batch(draft, by=two[0], at=now, version=1),
        lambda: services.change_line(draft, nobody, by=two[1], at=now, version=1),
    )

    asked = len(seen(SupportInvitation))
    assert (refused, asked) in [(["", "NotADraft"], 3), (["", "EditedMeanwhile"], 0)]


def test_changed_by_two_at_once_one_is_saved_and_the_other_is_told(ours, draft, teams, two, now):
    refused = at_once(
        ours.pk,
        *(
            lambda by=by, team=team: services.change_line(
                draft, Change(team.pk, 1), by=by, at=now, version=1
            )
            for by, team in zip(two, teams, strict=False)
        ),
    )

    assert refused == ["", "EditedMeanwhile"]
    assert len(seen(BatchLine, is_by_hand=True)) == 1


def test_sent_while_mentors_take_the_same_requests_all_ends_clearly(ours, draft, teams, two, now):
    """Requests are locked in one order: nobody waits for one who waits for her."""
    takers = [mentor(ours, f"Taker {number}", hours="8") for number in range(3)]

    refused = at_once(
        ours.pk,
        lambda: batch_sending.publish_batch(draft, by=two[0], at=now, version=1),
        *(
            lambda team=team, by=by: answers.take(
                team, by=by, at=now + timedelta(minutes=1), once=uuid4()
            )
            for team, by in zip(reversed(teams), takers, strict=True)
        ),
    )

    assert refused == [""] * 4
    promised = seen(SupportInvitation, state="accepted")
    assert {one.request_id for one in promised} == {one.pk for one in teams}
    waiting = seen(SupportInvitation, state="invited", ended_at=None)
    assert waiting == []
