"""Whom a round invites, from how the organisation is now."""

import pytest

from nuotio.culture.queries import roster as queries
from tests.culture.round_cases import place, ready_draft
from tests.factories import MembershipFactory, RoleHoldingFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(inside):
    here = place()
    inside(here.hr)
    return here


def roster(here, **whom):
    return queries.roster_of(ready_draft(here, whom=whom))


def test_everyone_who_is_here_now_is_invited(here):
    MembershipFactory(organisation=here.organisation, left_at=here.organisation.accepted_at)
    MembershipFactory(organisation=here.organisation, user__is_active=False)
    MembershipFactory()

    found = roster(here, group="everyone")

    assert {one.membership_id for one in found.people} == {
        one.pk for one in [here.hr, *here.people]
    }
    assert (found.invited, found.by_address) == (26, 0)


def test_mentors_who_pause_are_not_invited_as_mentors(here):
    mentor = MembershipFactory(organisation=here.organisation, mentor=True)
    paused = MembershipFactory(organisation=here.organisation)
    RoleHoldingFactory(membership=paused, state="paused")

    assert [one.membership_id for one in roster(here, group="mentors").people] == [mentor.pk]


def test_units_under_a_chosen_one_come_along(here):
    deeper = UnitFactory(organisation=here.organisation, parent=here.advice)
    below = MembershipFactory(organisation=here.organisation, unit=deeper)

    found = roster(here, group="units", units=[here.services.pk])

    assert len(found.people) == 16
    assert below.pk in {one.membership_id for one in found.people}


def test_a_draft_that_has_chosen_nobody_invites_nobody(here):
    assert roster(here).people == []


def test_an_address_of_a_member_is_invited_as_that_member_and_once(here):
    email = here.people[0].user.email
    listed = [["1", email, "Hallinto", "", ""], ["2", "new@x.invalid", "", "", ""]]

    among, alone = roster(here, group="everyone", list=listed), roster(here, list=listed)

    assert (len(among.people), among.by_address) == (27, 1)
    assert [(one.membership_id, one.unit_id, one.email) for one in alone.people] == [
        (here.people[0].pk, here.services.pk, ""),
        (None, None, "new@x.invalid"),
    ]


def test_rows_to_correct_invite_nobody(here):
    listed = [["1", "no address", "", "", ""], ["2", "b@x.invalid", "", "", "out"]]

    found = roster(here, list=listed)

    assert (found.people, len(found.wrong)) == ([], 1)


def test_codes_of_units_that_are_gone_are_left_out(here):
    found = roster(here, group="everyone", paper={"": 2, str(here.office.pk): 3, "9999999": 8})

    assert found.paper == {None: 2, here.office.pk: 3}
    assert found.invited == 31


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow_with_the_rows(here, number, django_assert_num_queries):
    listed = [[str(one), f"{one}@x.invalid", "", "", ""] for one in range(number)]
    draft = ready_draft(here, whom={"group": "everyone", "list": listed})

    with django_assert_num_queries(7):
        queries.roster_of(draft)
