"""Serves R84, R85, R87: a joint proposal is drafted and changed by hand, sending nothing."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation import versions
from nuotio.support.models import Batch, BatchLine, SupportInvitation
from nuotio.support.proposals import situations as proposals
from nuotio.support.proposals.situations import CannotServe, Change, NoTimeBeside
from nuotio.support.queries import batches as queries
from nuotio.support.services import batch_sending
from nuotio.support.services import batches as services
from tests.factories import MembershipFactory
from tests.support.batch_world import FIRST, NOVEMBER, asks, mentor
from tests.support.factories import (
    BatchFactory,
    ConflictFactory,
    MatchingWeightsFactory,
    SupportInvitationFactory,
    SupportRequestFactory,
)

ONCE = UUID("00000000-0000-4000-8000-00000000ba70")


@pytest.fixture
def draft(teams, kirsi, now):
    return services.draft_batch(by=kirsi, at=now, once=ONCE)


def who(batch):
    lines = BatchLine.objects.filter(batch=batch).select_related("request", "mentor__user")
    return {
        (one.request.team, one.place): one.mentor.name if one.mentor else None
        for one in lines.order_by("request", "place")
    }


def ledger():
    rows = AuditEntry.objects.filter(action__startswith="support.").order_by("pk")
    return [one.action for one in rows]


# Drafting


def test_a_draft_serves_more_than_first_come_first_served(draft, teams, merja, kirsi, now):
    assert who(draft) == {("Home care", 1): "Olli Peltola", ("Library", 1): "Merja Vainio"}
    assert (draft.state, draft.served, draft.best_served) == ("draft", 2, 2)
    assert (draft.is_proved, draft.gap, draft.made_by) == (True, 0, kirsi)
    assert (draft.minutes_left, draft.hours_until) == (360, NOVEMBER)
    assert draft.weights["community"] == 8
    line = BatchLine.objects.get(batch=draft, mentor=merja)
    assert (line.month, line.is_by_hand, line.missing) == (NOVEMBER, False, [])
    assert [one["code"] for one in line.reasons] == ["kind_listed", "language"]
    assert draft.fit == pytest.approx(
        sum(one.score for one in BatchLine.objects.filter(batch=draft)) / 2
    )
    assert SupportInvitation.objects.count() == 0
    assert ledger() == ["support.make_batch"]


def test_the_same_form_sent_again_returns_what_it_made(draft, kirsi, now):
    BatchLine.objects.filter(batch=draft).update(is_by_hand=True)

    again = services.draft_batch(by=kirsi, at=now, once=ONCE)

    assert (again.pk, again.version) == (draft.pk, 1)
    assert BatchLine.objects.filter(is_by_hand=True).count() == 2
    assert ledger() == ["support.make_batch"]


def test_drafted_anew_it_takes_new_requests_in_and_keeps_what_was_chosen_by_hand(
    ours, draft, teams, tiina, now
):
    services.change_line(draft, Change(teams[0].pk, 1), by=tiina, at=now, version=1)
    asks(ours, "School", minutes=60)

    again = services.draft_batch(by=tiina, at=now + timedelta(hours=1), once=uuid4())

    assert again.pk == draft.pk
    assert who(again) == {
        ("Home care", 1): None,
        ("Library", 1): "Merja Vainio",
        ("School", 1): "Olli Peltola",
    }
    assert BatchLine.objects.get(is_by_hand=True).request == teams[0]
    assert (again.made_by, again.version) == (tiina, 3)
    assert (again.served, again.best_served) == (2, 3)
    assert Batch.objects.count() == 1


def test_drafted_anew_it_lets_go_of_what_is_no_more_possible(draft, teams, merja, olli, kirsi, now):
    services.change_line(draft, Change(teams[0].pk, 1, olli.pk), by=kirsi, at=now, version=1)
    olli.readiness.rests = True
    olli.readiness.save()

    again = services.draft_batch(by=kirsi, at=now, once=uuid4())

    assert not BatchLine.objects.filter(is_by_hand=True).exists()
    assert again.served == 1


def test_places_that_are_promised_or_asked_for_are_never_moved(ours, teams, merja, kirsi, now):
    two = asks(ours, "School", mentors_needed=2, minutes=60)
    SupportInvitationFactory(request=teams[1], mentor=merja, month=NOVEMBER)  # waits for an answer
    third = mentor(ours, "Hanna Kallio")
    SupportInvitationFactory(request=two, mentor=third, month=NOVEMBER, accepted=True)

    draft = services.draft_batch(by=kirsi, at=now, once=ONCE)

    # The library is asked for, the school lacks one; Merja's two hours are spoken for.
    assert who(draft) == {("Home care", 1): "Olli Peltola", ("School", 1): "Olli Peltola"} or who(
        draft
    ) == {("Home care", 1): "Olli Peltola", ("School", 1): "Hanna Kallio"}
    assert BatchLine.objects.filter(mentor=merja).count() == 0
    assert BatchLine.objects.filter(request=two, mentor=third).count() == 0


def test_only_open_requests_are_in_it_also_those_that_few_read(ours, olli, kirsi, now):
    asks(ours, "Few", readers="invited")
    for state in ("draft", "matched", "done", "declined"):
        SupportRequestFactory(organisation=ours, **{state: True}, last_day=date(2026, 11, 30))
    SupportRequestFactory(team="CANARY")

    draft = services.draft_batch(by=kirsi, at=now, once=ONCE)

    assert who(draft) == {("Few", 1): "Olli Peltola"}


def test_where_every_request_has_its_mentors_nothing_is_drafted(ours, kirsi, now):
    SupportRequestFactory(organisation=ours, matched=True)

    with pytest.raises(services.NothingOpen):
        services.draft_batch(by=kirsi, at=now, once=ONCE)

    assert Batch.objects.count() == 0


def test_fairness_comes_from_the_organisations_weights(ours, olli, kirsi, now):
    MatchingWeightsFactory(organisation=ours, fairness=10)
    asks(ours, "School")

    found = proposals.draft(ours.pk, day=now.date())

    assert found.situation.world.fairness == 1.0
    assert services.draft_batch(by=kirsi, at=now, once=ONCE).weights["fairness"] == 10


def test_a_declared_conflict_is_kept_and_never_named(ours, teams, merja, unit, kirsi, olli, now):
    ConflictFactory(mentor=olli, unit=unit)

    draft = services.draft_batch(by=kirsi, at=now, once=ONCE)

    assert draft.served == 1
    left = BatchLine.objects.get(batch=draft, mentor=None)
    assert "conflict" not in str(left.missing)


@pytest.mark.parametrize("name", ["aino", "sanna", "markku"])
def test_only_hr_and_coordinators_make_one(name, teams, draft, now, request):
    by = request.getfixturevalue(name)
    for act in (
        lambda: services.draft_batch(by=by, at=now, once=uuid4()),
        lambda: services.cost_of_change(draft, Change(teams[0].pk, 1), by=by, at=now),
        lambda: services.change_line(draft, Change(teams[0].pk, 1), by=by, at=now, version=1),
        lambda: batch_sending.publish_batch(draft, by=by, at=now, version=1),
        lambda: services.drop_batch(draft, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()

    draft.refresh_from_db()
    assert (draft.state, draft.version, draft.served) == ("draft", 1, 2)
    assert Batch.objects.count() == 1


def test_a_colleague_who_drafts_at_the_same_moment_finds_the_same_draft(
    teams, kirsi, tiina, now, monkeypatch
):
    find = proposals.draft

    def while_a_colleague_is_faster(*args, **told):
        monkeypatch.setattr(proposals, "draft", find)
        services.draft_batch(by=tiina, at=now, once=uuid4())
        return find(*args, **told)

    monkeypatch.setattr(proposals, "draft", while_a_colleague_is_faster)
    made = services.draft_batch(by=kirsi, at=now, once=ONCE)

    assert made.made_by == tiina
    assert (Batch.objects.count(), BatchLine.objects.count()) == (1, 2)


def test_drafted_anew_while_a_colleague_changes_it_nothing_of_hers_is_lost(
    draft, teams, kirsi, tiina, now, monkeypatch
):
    find = proposals.draft

    def while_a_colleague_changes_it(*args, **told):
        services.change_line(draft, Change(teams[0].pk, 1), by=tiina, at=now, version=1)
        return find(*args, **told)

    monkeypatch.setattr(proposals, "draft", while_a_colleague_changes_it)
    with pytest.raises(versions.EditedMeanwhile):
        services.draft_batch(by=kirsi, at=now, once=uuid4())

    assert BatchLine.objects.get(is_by_hand=True).request == teams[0]


# Changing by hand


def test_what_a_change_costs_is_told_before_it_is_saved(draft, teams, merja, kirsi, now):
    found = services.cost_of_change(draft, Change(teams[0].pk, 1, merja.pk), by=kirsi, at=now)

    assert found.cost.served == 1
    assert {one.request: one.mentor for one in found.now.places} == {
        teams[0].pk: merja.pk,
        teams[1].pk: None,
    }
    assert who(draft)["Home care", 1] == "Olli Peltola"
    draft.refresh_from_db()
    assert draft.version == 1


def test_a_saved_change_stands_and_the_rest_is_found_around_it(draft, teams, merja, kirsi, now):
    change = Change(teams[0].pk, 1, merja.pk)

    services.change_line(draft, change, by=kirsi, at=now, version=1)

    draft.refresh_from_db()
    assert who(draft) == {("Home care", 1): "Merja Vainio", ("Library", 1): None}
    assert (draft.served, draft.best_served, draft.version) == (1, 2, 2)
    by_hand = BatchLine.objects.get(batch=draft, is_by_hand=True)
    assert (by_hand.request, by_hand.mentor, by_hand.month) == (teams[0], merja, NOVEMBER)
    left = BatchLine.objects.get(batch=draft, request=teams[1])
    assert left.missing == [{"code": "crowded_out", "values": {"short": [[merja.pk, 120]]}}]
    assert ledger()[-1] == "support.change_batch"


def test_a_change_can_be_given_back_to_the_engine(draft, teams, merja, kirsi, now):
    services.change_line(draft, Change(teams[0].pk, 1, merja.pk), by=kirsi, at=now, version=1)
    draft.refresh_from_db()
    release = Change(teams[0].pk, 1, is_released=True)

    services.change_line(draft, release, by=kirsi, at=now, version=2)

    draft.refresh_from_db()
    assert who(draft) == {("Home care", 1): "Olli Peltola", ("Library", 1): "Merja Vainio"}
    assert not BatchLine.objects.filter(is_by_hand=True).exists()
    assert draft.served == draft.best_served == 2


def test_a_second_change_is_refused_where_there_is_no_time_beside_the_first(
    draft, teams, merja, kirsi, now
):
    services.change_line(draft, Change(teams[0].pk, 1, merja.pk), by=kirsi, at=now, version=1)
    draft.refresh_from_db()
    second = Change(teams[1].pk, 1, merja.pk)

    with pytest.raises(NoTimeBeside):
        services.change_line(draft, second, by=kirsi, at=now, version=2)

    assert who(draft) == {("Home care", 1): "Merja Vainio", ("Library", 1): None}


def test_who_cannot_serve_is_not_put_there_by_hand(ours, draft, teams, olli, merja, kirsi, now):
    stranger = MembershipFactory(mentor=True)
    for change in (
        Change(teams[1].pk, 1, olli.pk),  # speaks no Swedish
        Change(teams[0].pk, 2, olli.pk),  # there is no second place
        Change(987_654, 1, olli.pk),
        Change(teams[0].pk, 1, stranger.pk),
    ):
        with pytest.raises(CannotServe):
            services.change_line(draft, change, by=kirsi, at=now, version=1)

    draft.refresh_from_db()
    assert draft.version == 1


def test_the_same_mentor_is_not_put_on_both_places(ours, merja, olli, kirsi, now):
    two = asks(ours, "School", mentors_needed=2, minutes=60)
    draft = services.draft_batch(by=kirsi, at=now, once=ONCE)
    services.change_line(draft, Change(two.pk, 1, olli.pk), by=kirsi, at=now, version=1)
    draft.refresh_from_db()

    with pytest.raises(CannotServe):
        services.change_line(draft, Change(two.pk, 2, olli.pk), by=kirsi, at=now, version=2)

    assert who(draft) == {("School", 1): "Olli Peltola", ("School", 2): "Merja Vainio"}


def test_a_change_to_a_proposal_that_has_changed_is_not_saved(draft, teams, merja, kirsi, now):
    change = Change(teams[0].pk, 1, merja.pk)
    services.change_line(draft, Change(teams[1].pk, 1), by=kirsi, at=now, version=1)

    with pytest.raises(versions.EditedMeanwhile):
        services.change_line(draft, change, by=kirsi, at=now, version=1)  # changed since
    draft.refresh_from_db()
    with pytest.raises(versions.EditedMeanwhile):
        services.change_line(draft, change, by=kirsi, at=now, version=1)  # an old page

    assert draft.version == 2
    assert BatchLine.objects.get(is_by_hand=True).request == teams[1]


def test_a_request_that_has_got_its_mentor_meanwhile_leaves_with_the_next_change(
    draft, teams, merja, kirsi, now
):
    teams[1].state = "withdrawn"
    teams[1].save()

    services.change_line(draft, Change(teams[0].pk, 1, merja.pk), by=kirsi, at=now, version=1)

    draft.refresh_from_db()
    assert who(draft) == {("Home care", 1): "Merja Vainio"}
    assert (draft.served, draft.best_served) == (1, 1)


@pytest.mark.parametrize("state", ["published", "dropped"])
def test_what_was_sent_or_dropped_is_not_changed(state, draft, teams, merja, kirsi, now):
    Batch.objects.filter(pk=draft.pk).update(state=state)

    with pytest.raises(services.NotADraft):
        services.change_line(draft, Change(teams[0].pk, 1, merja.pk), by=kirsi, at=now, version=1)

    assert who(draft)["Home care", 1] == "Olli Peltola"


# Dropping


def test_a_draft_is_dropped_once_and_a_new_one_can_be_made(draft, kirsi, now):
    for _ in range(2):
        services.drop_batch(draft, by=kirsi)

    again = services.draft_batch(by=kirsi, at=now, once=uuid4())

    assert again.pk != draft.pk
    assert [one.state for one in Batch.objects.order_by("pk")] == ["dropped", "draft"]
    assert ledger() == ["support.make_batch", "support.drop_batch", "support.make_batch"]


def test_what_was_sent_is_not_dropped(ours, kirsi):
    sent = BatchFactory(organisation=ours, state="published")

    with pytest.raises(services.NotADraft):
        services.drop_batch(sent, by=kirsi)

    sent.refresh_from_db()
    assert sent.state == "published"


# Reading


def test_proposals_of_others_are_not_there(ours, draft, kirsi):
    theirs = BatchFactory(state="published")

    assert queries.batch_at(theirs.pk, viewer=kirsi) is None
    assert list(queries.batches(kirsi)) == [draft]
    assert queries.draft_of(kirsi) == draft


def test_requests_that_came_later_are_counted(ours, draft, merja):
    asks(ours, "School")
    SupportInvitationFactory(request=asks(ours, "Asked"), mentor=merja)
    SupportRequestFactory(organisation=ours, draft=True)
    SupportRequestFactory()

    assert queries.came_later(draft) == 1
    assert queries.count_lacking(ours.pk) == 3


def test_the_days_of_a_request_decide_in_which_months_hours_are_counted(ours, olli, kirsi, now):
    asks(ours, "School", last_day=FIRST + timedelta(days=60))

    draft = services.draft_batch(by=kirsi, at=now, once=ONCE)

    assert (draft.minutes_left, draft.hours_until) == (3 * 240, date(2027, 1, 1))
    assert proposals.situated([], day=FIRST).minutes_left == 0
