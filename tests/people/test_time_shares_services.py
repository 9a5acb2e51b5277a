from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import translation

from nuotio.audit.models import AuditEntry
from nuotio.people.events import TimeShareAnswered, TimeShareProposed
from nuotio.people.models import RoleHolding, TimeShare
from nuotio.people.queries import time_shares as queries
from nuotio.people.rules import mentors as rules
from nuotio.people.services import time_shares as services
from tests.factories import LONG_AGO, MembershipFactory, TimeShareFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def mentor(inside):
    mentor = MembershipFactory(mentor=True)
    inside(mentor)
    return mentor


@pytest.fixture
def boss(mentor):
    return MembershipFactory(organisation=mentor.organisation)


def proposal(hours="15.7", message="A tenth, from December."):
    return services.Proposal(Decimal(hours), date(2026, 12, 1), message)


def share_of(mentor, boss, **fields):
    return TimeShareFactory(mentor=mentor, supervisor=boss, **fields)


def audited():
    return list(AuditEntry.objects.order_by("pk").values_list("action", "actor_id", "subject_id"))


def states():
    return list(TimeShare.objects.order_by("pk").values_list("hours_a_month", "state"))


def test_a_mentor_proposes_her_hours(mentor, boss, announced, now):
    """Serves R85, R86."""
    share = services.propose_share(proposal(), supervisor=boss, by=mentor, at=now)

    share.refresh_from_db()
    assert (share.mentor, share.supervisor, share.state) == (mentor, boss, "proposed")
    assert (share.hours_a_month, share.starts_on) == (Decimal("15.7"), date(2026, 12, 1))
    assert (share.message, share.proposed_at) == ("A tenth, from December.", now)
    assert share.percent_of(Decimal(157)) == Decimal("10.0")
    assert audited() == [("people.propose_share", mentor.user_id, mentor.user_id)]
    assert announced == [TimeShareProposed(mentor.organisation_id, share.pk)]


def test_the_same_proposal_sent_twice_is_one(mentor, boss, announced, now):
    first = services.propose_share(proposal(), supervisor=boss, by=mentor, at=now)

    again = services.propose_share(
        proposal(), supervisor=boss, by=mentor, at=now + timedelta(hours=1)
    )

    assert (again, again.proposed_at) == (first, now)
    assert len(announced) == len(audited()) == TimeShare.objects.count() == 1


@pytest.mark.parametrize("what", ["hours", "message", "supervisor"])
def test_a_proposal_that_waits_is_corrected(mentor, boss, announced, now, what):
    first = services.propose_share(proposal(), supervisor=boss, by=mentor, at=LONG_AGO)
    changed = {"hours": proposal("20"), "message": proposal(message="")}.get(what, proposal())
    other = MembershipFactory(organisation=mentor.organisation)
    asked = other if what == "supervisor" else boss

    again = services.propose_share(changed, supervisor=asked, by=mentor, at=now)

    assert (again, again.proposed_at, again.supervisor) == (first, now, asked)
    assert TimeShare.objects.count() == 1
    assert len(announced) == 2


@pytest.mark.parametrize("who", ["nobody", "herself", "who has left", "who is elsewhere"])
def test_somebody_of_the_organisation_must_agree(mentor, announced, now, who):
    """Serves R86."""
    supervisor = {
        "nobody": lambda: None,
        "herself": lambda: mentor,
        "who has left": lambda: MembershipFactory(
            organisation=mentor.organisation, left_at=LONG_AGO
        ),
        "who is elsewhere": MembershipFactory,
    }[who]()

    with pytest.raises(services.NoSupervisor):
        services.propose_share(proposal(), supervisor=supervisor, by=mentor, at=now)

    assert (states(), audited(), announced) == ([], [], [])


@pytest.mark.parametrize("why", ["never a mentor", "left the role a moment ago"])
def test_who_is_no_mentor_proposes_no_hours(mentor, boss, announced, now, why):
    actor = mentor
    if why == "never a mentor":
        actor = MembershipFactory(organisation=mentor.organisation, hr=True)
    assert actor.has_role("mentor", "hr")
    RoleHolding.objects.filter(membership=mentor).update(state="ended")

    with pytest.raises(PermissionDenied, match="proposes her own hours"):
        services.propose_share(proposal(), supervisor=boss, by=actor, at=now)

    assert (states(), announced) == ([], [])


def test_agreed_hours_take_the_place_of_those_before(mentor, boss, announced, now):
    """Serves R86."""
    before = share_of(mentor, boss, state="agreed", answered_at=LONG_AGO)
    waiting = share_of(mentor, boss, hours_a_month=Decimal(20))

    agreed = services.agree_share(waiting, by=boss, at=now, answer="Gladly.")

    before.refresh_from_db()
    assert (agreed.state, agreed.answer, agreed.answered_at) == ("agreed", "Gladly.", now)
    assert (before.state, before.answered_at) == ("ended", LONG_AGO)
    assert announced == [TimeShareAnswered(mentor.organisation_id, waiting.pk)]
    assert audited() == [
        ("people.end_share", boss.user_id, mentor.user_id),
        ("people.answer_share", boss.user_id, mentor.user_id),
    ]


def test_agreed_twice_it_is_agreed_once(mentor, boss, announced, now):
    waiting = share_of(mentor, boss)
    services.agree_share(waiting, by=boss, at=now, answer="Gladly.")

    again = services.agree_share(waiting, by=boss, at=now + timedelta(hours=1), answer="Again")

    assert (again.answer, again.answered_at) == ("Gladly.", now)
    assert len(announced) == len(audited()) == 1


def test_the_database_holds_one_agreed_share_and_one_proposal(mentor, boss):
    """Of two agreements at once, the second would have to wait and end the first."""
    for state in ("agreed", "proposed"):
        share_of(mentor, boss, state=state)
        with pytest.raises(IntegrityError), transaction.atomic():
            share_of(mentor, boss, state=state)

    assert TimeShare.objects.count() == 2


def test_a_proposal_is_given_back_with_words_once(mentor, boss, announced, now):
    """Serves R87."""
    waiting = share_of(mentor, boss)

    services.return_share(waiting, by=boss, at=now, answer="Ten hours until spring?")
    again = services.return_share(waiting, by=boss, at=now, answer="Something else")

    assert (again.state, again.answer) == ("returned", "Ten hours until spring?")
    assert len(announced) == len(audited()) == 1


def answers(share, boss, now, **seen):
    return [
        lambda: services.agree_share(share, by=boss, at=now, **seen),
        lambda: services.return_share(share, by=boss, at=now, answer="No", **seen),
    ]


def test_nobody_agrees_to_hours_that_have_changed_since_they_were_read(mentor, boss, now):
    """Serves R26, R86."""
    read = services.propose_share(proposal("10"), supervisor=boss, by=mentor, at=LONG_AGO)
    services.propose_share(proposal("40"), supervisor=boss, by=mentor, at=now)

    for answer in [*answers(read, boss, now), *answers(read, boss, now, seen=LONG_AGO)]:
        with pytest.raises(services.AlreadyAnswered):
            answer()

    assert states() == [(Decimal(40), "proposed")]
    assert services.agree_share(read, by=boss, at=now, seen=now).hours_a_month == Decimal(40)


@pytest.mark.parametrize("state", ["ended", "agreed", "returned"])
def test_what_has_been_answered_otherwise_is_not_answered_again(
    mentor, boss, announced, now, state
):
    share = share_of(mentor, boss, state=state)
    agree, give_back = answers(share, boss, now)

    if state != "agreed":
        with pytest.raises(services.AlreadyAnswered):
            agree()
    if state != "returned":
        with pytest.raises(services.AlreadyAnswered):
            give_back()

    assert (states(), announced) == ([(Decimal("15.7"), state)], [])


@pytest.mark.parametrize("who", ["the mentor", "hr", "another lead", "a stranger"])
def test_only_the_supervisor_who_was_asked_answers(mentor, boss, announced, now, who):
    """Serves R86."""
    share = share_of(mentor, boss)
    actor = {
        "the mentor": lambda: mentor,
        "hr": lambda: MembershipFactory(organisation=mentor.organisation, hr=True),
        "another lead": lambda: MembershipFactory(organisation=mentor.organisation),
        "a stranger": MembershipFactory,
    }[who]()

    for answer in answers(share, actor, now):
        with pytest.raises(PermissionDenied, match="nobody agrees to her own"):
            answer()

    assert (states(), announced) == ([(Decimal("15.7"), "proposed")], [])


def test_shares_tell_apart_what_is_agreed_under_way_and_past(mentor, boss, now):
    past = share_of(mentor, boss, state="ended")
    agreed = share_of(mentor, boss, state="agreed", proposed_at=LONG_AGO + timedelta(days=1))
    given_back = share_of(mentor, boss, state="returned", proposed_at=LONG_AGO + timedelta(days=2))
    share_of(MembershipFactory(organisation=mentor.organisation, mentor=True), boss)

    before = queries.shares_of(mentor)
    waiting = share_of(mentor, boss, proposed_at=now)
    after = queries.shares_of(mentor)

    assert before == queries.Shares(agreed, given_back, [past])
    assert after == queries.Shares(agreed, waiting, [given_back, past])
    assert queries.shares_of(boss) == queries.Shares(None, None, [])


def test_agreed_hours_are_found_behind_many_others(mentor, boss, django_assert_num_queries):
    agreed = share_of(mentor, boss, state="agreed", proposed_at=LONG_AGO - timedelta(days=1))
    for _ in range(21):
        share_of(mentor, boss, state="ended")

    with django_assert_num_queries(1):
        shares = queries.shares_of(mentor)

    assert (shares.agreed, shares.open, len(shares.past)) == (agreed, None, 20)


def test_a_supervisor_sees_what_waits_first_and_what_counts(mentor, boss, now):
    """Serves R86."""

    def another():
        return MembershipFactory(organisation=mentor.organisation, mentor=True)

    def days_ago(days):
        return now - timedelta(days=days)

    waiting = share_of(mentor, boss, proposed_at=days_ago(9))
    agreed = share_of(another(), boss, state="agreed", proposed_at=days_ago(1))
    given_back = share_of(another(), boss, state="returned", proposed_at=days_ago(2))
    share_of(mentor, boss, state="returned", proposed_at=days_ago(10))  # proposed anew since
    share_of(mentor, boss, state="ended")
    share_of(another(), another())

    assert list(queries.for_supervisor(boss)) == [waiting, agreed, given_back]


def test_agreed_hours_come_by_mentor(mentor, boss, django_assert_num_queries):
    agreed = share_of(mentor, boss, state="agreed")
    waiting = share_of(MembershipFactory(organisation=mentor.organisation, mentor=True), boss)
    share_of(MembershipFactory(organisation=mentor.organisation, mentor=True), boss, state="agreed")

    with django_assert_num_queries(1):
        found = queries.agreed_hours([mentor, waiting.mentor])

    assert found == {mentor.pk: agreed}


def test_words_about_time_are_read_by_the_two_and_hours_by_hr_too(mentor, boss):
    """Serves R26, R86."""
    share = share_of(mentor, boss)
    hr = MembershipFactory(organisation=mentor.organisation, hr=True)
    coordinator = MembershipFactory(organisation=mentor.organisation, coordinator=True)
    colleague = MembershipFactory(organisation=mentor.organisation, management=True)
    stranger = MembershipFactory(hr=True)
    everybody = (mentor, boss, hr, coordinator, colleague)

    assert [rules.can_read_share(who, share) for who in everybody] == [True, True] + [False] * 3
    assert [rules.can_see_hours(who, share) for who in everybody] == [True] * 4 + [False]
    assert [queries.share_at(share.pk, viewer=who) for who in everybody] == (
        [share, share] + [None] * 3
    )
    assert not rules.can_read_share(stranger, share)
    assert not rules.can_see_hours(stranger, share)
    assert queries.share_at(999_999, viewer=mentor) is None


def test_a_mentor_proposes_and_only_the_other_one_answers(mentor, boss):
    share = share_of(mentor, boss)
    own = share_of(MembershipFactory(organisation=mentor.organisation, mentor=True), boss)
    own.supervisor = own.mentor

    assert rules.can_propose_share(mentor)
    assert not rules.can_propose_share(boss)
    assert rules.can_answer_share(boss, share)
    assert not rules.can_answer_share(mentor, share)
    assert not rules.can_answer_share(own.mentor, own)
