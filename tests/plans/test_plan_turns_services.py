"""Serves R44 and R62: a plan is shown, discussed, started, paused and closed."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy
from nuotio.foundation.merging import Clash, Draft, digests
from nuotio.foundation.versions import EditedMeanwhile
from nuotio.plans.events import MentorAdded, PlanAnswered, PlanRemarked, PlanShown, ThreadMoved
from nuotio.plans.models import Plan, PlanMentor, PlanRemark
from nuotio.plans.services import plan_mentors, plan_remarks
from nuotio.plans.services import plan_turns as services
from nuotio.plans.services.plans import NotThere, PlanOver
from tests.factories import LONG_AGO, MembershipFactory
from tests.plans import factories
from tests.plans.conftest import person

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
UNWRITTEN = digests({"learned": ""})


@pytest.fixture
def draft(ours, sanna, jari):
    return factories.PlanFactory(organisation=ours, by=[sanna, jari], aim="We ask first.")


@pytest.fixture
def shown(ours, sanna, jari):
    return factories.PlanFactory(organisation=ours, by=[sanna, jari], shown=True)


def stored(plan) -> Plan:
    with tenancy.unrestricted(reason="Looking at what there is."):
        return Plan.objects.get(pk=plan.pk)


def closed(plan, by, words="We ask more.", state="completed", base=None):
    learned = Draft({"learned": words}, UNWRITTEN if base is None else base)
    return services.close_plan(plan, learned, state=state, by=by, at=NOW)


def test_a_plan_is_shown_once_and_hr_is_told(draft, ours, sanna, jari, announced):
    services.show_plan(draft, by=sanna, at=NOW)
    services.show_plan(draft, by=jari, at=datetime(2027, 1, 1, tzinfo=UTC))

    assert (stored(draft).shown_at, stored(draft).state) == (NOW, "draft")
    assert announced == [PlanShown(ours.pk, draft.pk, sanna.pk), ThreadMoved(ours.pk)]


def test_others_do_not_show_it(draft, petri, kirsi):
    for other in (petri, kirsi):
        with pytest.raises(PermissionDenied):
            services.show_plan(draft, by=other, at=NOW)

    assert stored(draft).shown_at is None


def test_hr_agrees_and_the_second_who_does_changes_nothing(shown, ours, kirsi, announced):
    second = person(ours, "Heikki Oja", coordinator=True)

    services.agree_plan(shown, by=kirsi, at=NOW)
    services.agree_plan(shown, by=second, at=datetime(2027, 1, 1, tzinfo=UTC))

    kept = stored(shown)
    assert (kept.state, kept.agreed_by, kept.agreed_at) == ("discussed", kirsi, NOW)
    assert announced == [
        PlanAnswered(ours.pk, shown.pk, kirsi.pk, is_agreed=True),
        ThreadMoved(ours.pk),
    ]
    assert AuditEntry.objects.get().action == "plans.agree_plan"


def test_hr_agrees_to_what_it_has_read(shown, kirsi):
    Plan.objects.filter(pk=shown.pk).update(version=2)

    for seen in (None, 1):  # what the row says that was loaded, and what the page says
        with pytest.raises(EditedMeanwhile):
            services.agree_plan(shown, by=kirsi, at=NOW, seen=seen)

    assert stored(shown).state == "draft"
    services.agree_plan(shown, by=kirsi, at=NOW, seen=2)
    assert stored(shown).state == "discussed"


def test_nobody_agrees_to_a_draft_or_without_being_hr(draft, shown, kirsi, sanna, petri):
    for plan, by in ((draft, kirsi), (shown, sanna), (shown, petri)):
        with pytest.raises(PermissionDenied):
            services.agree_plan(plan, by=by, at=NOW)

    assert {stored(draft).state, stored(shown).state} == {"draft"}


def test_a_plan_starts_once_hr_has_agreed(shown, ours, kirsi, sanna, announced):
    with pytest.raises(services.NotYet):
        services.start_plan(shown, by=sanna, at=NOW)
    services.agree_plan(shown, by=kirsi, at=NOW)
    announced.clear()

    for _ in range(2):
        services.start_plan(shown, by=sanna, at=NOW)

    assert (stored(shown).state, stored(shown).started_at) == ("active", NOW)
    assert announced == [ThreadMoved(ours.pk)]


def test_an_active_plan_pauses_with_a_reason_and_goes_on(plan, ours, sanna, jari, announced):
    services.pause_plan(plan, "The autumn is full.", by=sanna, at=NOW)
    services.pause_plan(plan, "Something else.", by=jari, at=NOW)
    paused = stored(plan)
    for _ in range(2):
        services.resume_plan(plan, by=jari)

    assert (paused.state, paused.paused_at, paused.paused_words) == (
        "paused",
        NOW,
        "The autumn is full.",
    )
    on = stored(plan)
    assert (on.state, on.paused_at, on.paused_words) == ("active", None, "")
    assert announced == [ThreadMoved(ours.pk)] * 2


def test_what_has_not_started_is_not_paused_and_others_do_not_pause(draft, plan, sanna, petri):
    with pytest.raises(services.NotYet):
        services.pause_plan(draft, "Later.", by=sanna, at=NOW)
    for turn in (
        lambda: services.pause_plan(plan, "Later.", by=petri, at=NOW),
        lambda: services.resume_plan(plan, by=petri),
        lambda: services.start_plan(plan, by=petri, at=NOW),
    ):
        with pytest.raises(PermissionDenied):
            turn()

    assert (stored(draft).state, stored(plan).state) == ("draft", "active")


@pytest.mark.parametrize("state", ["completed", "ended"])
def test_a_plan_is_closed_with_what_was_learned(state, plan, ours, sanna, announced):
    saved = closed(plan, sanna, state=state)
    closed(plan, sanna, state=state)

    kept = stored(plan)
    assert (kept.state, kept.learned, kept.closed_at) == (state, "We ask more.", NOW)
    assert saved.merged.clashes == ()
    assert announced == [ThreadMoved(ours.pk)]


def test_a_plan_is_not_closed_without_a_word_or_by_others(plan, sanna, petri, kirsi):
    with pytest.raises(services.NothingLearned):
        closed(plan, sanna, words="  ")
    for state in ("active", "made up"):
        with pytest.raises(services.NotYet):
            closed(plan, sanna, state=state)
    for other in (petri, kirsi):
        with pytest.raises(PermissionDenied):
            closed(plan, other)

    assert (stored(plan).state, stored(plan).learned) == ("active", "")


def test_two_who_close_at_once_lose_no_word(plan, sanna, jari):
    closed(plan, sanna, words="We ask more.")

    saved = closed(plan, jari, words="Mornings are best.", state="ended")

    assert saved.merged.clashes == (Clash("learned", "Mornings are best.", "We ask more."),)
    assert (stored(plan).state, stored(plan).learned) == ("completed", "We ask more.")
    both = closed(
        plan,
        jari,
        words="We ask more. Mornings are best.",
        base=digests({"learned": "We ask more."}),
    )
    assert both.merged.clashes == ()
    assert stored(plan).learned == "We ask more. Mornings are best."


def test_a_closed_plan_takes_no_more_turns(plan, sanna):
    closed(plan, sanna)

    for turn in (
        lambda: services.show_plan(plan, by=sanna, at=NOW),
        lambda: services.start_plan(plan, by=sanna, at=NOW),
        lambda: services.pause_plan(plan, "Later.", by=sanna, at=NOW),
        lambda: services.resume_plan(plan, by=sanna),
        lambda: plan_mentors.leave_plan(plan, by=sanna, at=NOW),
    ):
        with pytest.raises(PlanOver):
            turn()

    assert stored(plan).state == "completed"


def test_hr_answers_what_the_plan_needs_and_the_mentors_answer_back(
    plan, ours, kirsi, sanna, announced
):
    once = uuid4()
    for _ in range(2):
        plan_remarks.write_remark(
            plan, "A room on Fridays.", by=kirsi, at=NOW, once=once, answer="partly"
        )
    plan_remarks.write_remark(plan, "Thank you.", by=sanna, at=NOW, once=uuid4())

    kept = PlanRemark.objects.filter(plan=plan).order_by("pk")
    assert [(one.words, one.answer, one.written_by) for one in kept] == [
        ("A room on Fridays.", "partly", kirsi),
        ("Thank you.", "", sanna),
    ]
    assert announced == [
        PlanAnswered(ours.pk, plan.pk, kirsi.pk),
        PlanRemarked(ours.pk, plan.pk, sanna.pk),
    ]


def test_a_mentor_answers_no_need_and_others_write_nothing(plan, draft, sanna, petri, markku):
    with pytest.raises(PermissionDenied):
        plan_remarks.write_remark(plan, "Yes.", by=sanna, at=NOW, once=uuid4(), answer="yes")
    for other, about in ((petri, plan), (markku, plan), (sanna, draft)):
        with pytest.raises(PermissionDenied):
            plan_remarks.write_remark(about, "Hello.", by=other, at=NOW, once=uuid4())

    assert PlanRemark.objects.count() == 0


def in_it(plan):
    rows = PlanMentor.objects.filter(plan=plan, left_at=None).order_by("pk")
    return list(rows.values_list("membership_id", flat=True))


def test_a_mentor_joins_leaves_and_joins_again(ours, sanna, petri, announced):
    alone = factories.PlanFactory(organisation=ours, by=[sanna], kind="individual")

    for _ in range(2):
        plan_mentors.add_mentor(alone, petri.pk, by=sanna, at=NOW)
    together = (stored(alone).kind, in_it(alone))
    plan_mentors.leave_plan(alone, by=petri, at=NOW)
    apart = (stored(alone).kind, in_it(alone))
    plan_mentors.add_mentor(alone, petri.pk, by=sanna, at=NOW)

    assert together == ("pair", [sanna.pk, petri.pk])
    assert apart == ("individual", [sanna.pk])
    assert (stored(alone).kind, in_it(alone)) == ("pair", [sanna.pk, petri.pk])
    joined = [MentorAdded(ours.pk, alone.pk, petri.pk, sanna.pk), ThreadMoved(ours.pk)]
    assert announced == [*joined, ThreadMoved(ours.pk), *joined]


def test_who_is_added_to_a_plan_reads_so_in_her_ledger(ours, sanna, petri):
    alone = factories.PlanFactory(organisation=ours, by=[sanna], kind="individual")

    plan_mentors.add_mentor(alone, petri.pk, by=sanna, at=NOW)

    [entry] = AuditEntry.objects.filter(subject_id=petri.user_id)
    assert (entry.action, entry.actor_id) == ("plans.add_mentor", sanna.user_id)


def test_a_plan_keeps_a_mentor_who_is_here(plan, sanna, jari):
    erased = factories.PlanMentorFactory(plan=plan, membership=None)
    jari.left_at = LONG_AGO
    jari.save()

    with pytest.raises(plan_mentors.LastMentor):
        plan_mentors.leave_plan(plan, by=sanna, at=NOW)

    assert in_it(plan) == [sanna.pk, jari.pk, erased.membership_id]


def test_only_mentors_of_the_organisation_join_and_only_by_one_of_the_plan(
    plan, sanna, petri, aino
):
    for somebody in (aino, MembershipFactory(mentor=True)):
        with pytest.raises(NotThere, match="mentor"):
            plan_mentors.add_mentor(plan, somebody.pk, by=sanna, at=NOW)
    with pytest.raises(PermissionDenied):
        plan_mentors.add_mentor(plan, petri.pk, by=petri, at=NOW)

    assert len(in_it(plan)) == 2
