"""What is kept of a person: that she was invited. It is shown, erased and forgotten."""

from datetime import timedelta

import pytest

from nuotio.culture import tasks
from nuotio.culture.events import RoundAnnounced
from nuotio.culture.handlers import tell_soon
from nuotio.culture.models import Invitee
from nuotio.foundation import schedule, tenancy
from nuotio.foundation.personal_data import register
from tests.culture.factories import (
    CLOSES,
    OPENS,
    InviteeFactory,
    ReportingNodeFactory,
    SurveyRoundFactory,
)
from tests.culture.round_cases import fresh
from tests.factories import LONG_AGO, MembershipFactory

pytestmark = pytest.mark.django_db
YEARS = timedelta(days=730)


@pytest.fixture
def kept():
    return register["survey_invitations"]


def invitees():
    with tenancy.unrestricted(reason="Looking at what there is."):
        return list(Invitee.objects.order_by("pk"))


def test_a_person_gets_her_invitations_and_no_answers(kept):
    member = MembershipFactory()
    node = ReportingNodeFactory(
        round__organisation=member.organisation, round__name_fi="Kevät", round__announced=True
    )
    InviteeFactory(node=node, membership=member, email="", given="ticket")
    InviteeFactory(round__name_fi="Muu", email=member.user.email)
    InviteeFactory()

    rows = kept.export(member.user_id)

    assert [(row["round__opens_at"], row["given"]) for row in rows] == [
        (OPENS, "ticket"),
        (OPENS, ""),
    ]
    assert set(rows[0]) == {"round__name_fi", "round__opens_at", "given"}


def test_erasing_leaves_the_counts_and_takes_the_person(kept):
    member, other = MembershipFactory(), MembershipFactory()
    node = ReportingNodeFactory(round__organisation=member.organisation)
    InviteeFactory(node=node, membership=member, email="", given="ticket")
    InviteeFactory(email=member.user.email, link_digest="d" * 64)
    theirs = ReportingNodeFactory(round__organisation=other.organisation)
    InviteeFactory(node=theirs, membership=other, email="")

    kept.erase(member.user_id)

    assert [(one.membership_id, one.email, one.link_digest) for one in invitees()] == [
        (None, "", ""),
        (None, "", ""),
        (other.pk, "", ""),
    ]
    assert invitees()[0].given == "ticket"


def test_a_person_without_an_address_left_is_not_taken_for_others(kept):
    member = MembershipFactory(user__email="")
    InviteeFactory(email="", membership=None)

    assert kept.export(member.user_id) == []


@pytest.mark.parametrize(
    ("state", "left"), [("closed", ""), ("discarded", ""), ("announced", "a@x")]
)
def test_addresses_go_when_a_round_is_over(kept, state, left):
    node = ReportingNodeFactory(round__state=state)
    InviteeFactory(node=node, email="a@x", link_digest="d" * 64)

    kept.forget(CLOSES)

    assert invitees()[0].email == left


def test_names_go_two_years_after_the_closing(kept):
    member = MembershipFactory()
    node = ReportingNodeFactory(round__organisation=member.organisation, round__closed=True)
    InviteeFactory(node=node, membership=member, email="")

    early = kept.forget(CLOSES + YEARS - timedelta(days=1))
    there = invitees()[0].membership_id
    late = kept.forget(CLOSES + YEARS)

    assert (early, there, late) == (0, member.pk, 1)
    assert invitees()[0].membership_id is None


def test_a_list_in_an_old_draft_goes_after_a_year(kept):
    kept_list = {"group": "everyone", "list": [["1", "a@x.invalid", "", "", ""]]}
    old = SurveyRoundFactory(whom=kept_list)
    fresh_one = SurveyRoundFactory(whom=kept_list, made_at=LONG_AGO + timedelta(days=1))
    SurveyRoundFactory(whom={})

    count = kept.forget(LONG_AGO + timedelta(days=365))

    assert count == 1
    assert fresh(old).whom == {"group": "everyone", "list": []}
    assert fresh(fresh_one).whom == kept_list


def test_the_worker_is_woken_for_the_first_letters(monkeypatch):
    asked = []
    monkeypatch.setattr(schedule, "enqueue_once", asked.append)

    tell_soon(RoundAnnounced(1, 1))

    assert asked == [tasks.tell_of_rounds]
    assert tasks.tell_of_rounds.func() == 0
