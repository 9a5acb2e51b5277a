"""Serves R43 and R62: plans are begun for a decided goal and written together without a loss."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from nuotio.audit.models import AuditEntry
from nuotio.foundation import tenancy
from nuotio.foundation.merging import Clash, Draft, digests
from nuotio.plans import plan_texts
from nuotio.plans.events import MentorAdded, ThreadMoved
from nuotio.plans.models import Plan, PlanMentor, PlanVersion
from nuotio.plans.services import plans as services
from nuotio.plans.services.plans import PlanStart
from tests.factories import LONG_AGO, MembershipFactory, ProgrammeFactory
from tests.goals.factories import GoalFactory
from tests.plans import factories

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
SOON, LATER = NOW + timedelta(minutes=30), NOW + timedelta(minutes=95)


@pytest.fixture
def goal(ours):
    return GoalFactory(organisation=ours, state="decided")


def stored(plan) -> Plan:
    with tenancy.unrestricted(reason="Looking at what there is."):
        return Plan.objects.get(pk=plan.pk)


def begun(by, goal, **told):
    start = PlanStart("Friday", goal.pk, **told)
    return services.begin_plan(start, by=by, at=NOW, once=uuid4())


def mentors_of(plan):
    rows = PlanMentor.objects.filter(plan=plan, left_at=None).order_by("pk")
    return list(rows.values_list("membership_id", flat=True))


def written(plan, by, at=NOW, base=None, **texts):
    start = digests(plan_texts.texts_of(base or stored(plan)))
    return services.write_plan(plan, Draft(texts, start), by=by, at=at)


def test_a_pair_begins_a_plan_for_two_goals_in_a_programme(ours, sanna, jari, goal, announced):
    other, programme = GoalFactory(organisation=ours, state="decided"), ProgrammeFactory()

    plan = begun(
        sanna,
        goal,
        more_goals=[goal.pk, other.pk],
        partner_id=jari.pk,
        programme_id=programme.pk,
    )

    assert (plan.kind, plan.state, plan.goal, plan.made_at) == ("pair", "draft", goal, NOW)
    assert (plan.programme_id, plan.shown_at) == (programme.pk, None)
    assert list(plan.more_goals.values_list("goal_id", flat=True)) == [other.pk]
    assert mentors_of(plan) == [sanna.pk, jari.pk]
    assert [one.content["title"] for one in plan.versions.all()] == ["Friday"]
    assert announced == [MentorAdded(ours.pk, plan.pk, jari.pk, sanna.pk), ThreadMoved(ours.pk)]
    assert list(AuditEntry.objects.values_list("action", "actor_id")) == [
        ("plans.begin_plan", sanna.user_id)
    ]


def test_a_plan_sent_twice_is_begun_once(sanna, goal, announced):
    once, start = uuid4(), PlanStart("Friday", goal.pk, partner_id=sanna.pk)

    first = services.begin_plan(start, by=sanna, at=NOW, once=once)
    second = services.begin_plan(start, by=sanna, at=NOW, once=once)

    assert first == second
    assert (first.kind, mentors_of(first)) == ("individual", [sanna.pk])
    assert (Plan.objects.count(), len(announced)) == (1, 1)


@pytest.mark.parametrize("state", ["proposed", "ended", "foreign"])
def test_a_plan_needs_a_goal_that_is_decided_here(state, ours, sanna):
    of = {} if state == "foreign" else {"organisation": ours}
    other = GoalFactory(**of, state="decided" if state == "foreign" else state)

    with pytest.raises(services.NotThere, match="goal"):
        begun(sanna, other)

    assert Plan.objects.count() == 0


def test_a_partner_is_a_mentor_of_the_same_organisation(sanna, aino, goal):
    stranger = MembershipFactory(mentor=True)

    for somebody in (aino, stranger):
        with pytest.raises(services.NotThere, match="partner"):
            begun(sanna, goal, partner_id=somebody.pk)

    assert Plan.objects.count() == 0


def test_who_is_no_mentor_begins_no_plan(aino, goal):
    with pytest.raises(PermissionDenied):
        begun(aino, goal)

    assert Plan.objects.count() == 0


def test_the_database_itself_refuses_a_plan_without_a_goal(plan, ours):
    """Serves R43: not even a program that goes past the service can make one."""
    with connection.cursor() as cursor:
        for goal in (None, 987_654_321):
            with pytest.raises(IntegrityError), transaction.atomic():
                cursor.execute("UPDATE plans_plan SET goal_id = %s WHERE id = %s", [goal, plan.pk])
                connection.check_constraints()
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(
                "INSERT INTO plans_plan (organisation_id, version, kind, state, title, made_at,"
                " changed_at, once, situation, aim, target, signs, roles, support, risks, sharing,"
                " paused_words, learned) VALUES (%s, 1, 'pair', 'draft', 'x', %s, %s, %s,"
                " '', '', '', '', '', '', '', '', '', '')",
                [ours.pk, NOW, NOW, uuid4().hex],
            )

    assert Plan.objects.count() == 1


def test_two_who_write_in_different_fields_both_get_theirs(plan, sanna, jari):
    start = stored(plan)
    written(plan, sanna, base=start, aim="We ask first.")

    saved = written(plan, jari, base=start, risks="Nobody has time.", hours_a_week="2.5")

    kept = stored(plan)
    assert (kept.aim, kept.risks, kept.hours_a_week) == (
        "We ask first.",
        "Nobody has time.",
        Decimal("2.5"),
    )
    assert (saved.before_by, saved.merged.clashes, kept.version) == ("Sanna Koskinen", (), 3)
    assert kept.changed_at == NOW


def test_a_field_that_both_changed_keeps_the_first_text_and_tells_both(plan, sanna, jari):
    start = stored(plan)
    written(plan, sanna, base=start, aim="We ask first.")

    saved = written(plan, jari, base=start, aim="We tell first.")

    assert saved.merged.clashes == (Clash("aim", "We tell first.", "We ask first."),)
    assert (stored(plan).aim, stored(plan).version) == ("We ask first.", 2)


def test_a_plan_keeps_its_name_and_takes_only_its_own_fields(plan, sanna):
    name = plan.title

    saved = written(plan, sanna, title=" ", state="completed", aim="We ask.")

    assert (stored(plan).title, stored(plan).state, stored(plan).aim) == (name, "active", "We ask.")
    assert saved.before_by == ""


def test_what_is_written_without_a_change_leaves_no_trace(plan, sanna):
    written(plan, sanna, title=plan.title)

    assert (stored(plan).version, PlanVersion.objects.count()) == (1, 0)


def test_one_sitting_is_one_version_and_another_writer_or_hour_the_next(plan, sanna, jari):
    written(plan, sanna, aim="One")
    written(plan, sanna, at=SOON, aim="One and a half")
    written(plan, jari, at=SOON, aim="Two")
    written(plan, jari, at=LATER, aim="Three")

    kept = PlanVersion.objects.filter(plan=plan).order_by("number")
    assert [(one.number, one.content["aim"], one.written_by, one.at) for one in kept] == [
        (1, "One and a half", sanna, SOON),
        (2, "Two", jari, SOON),
        (3, "Three", jari, LATER),
    ]
    assert AuditEntry.objects.filter(action="plans.write_plan").count() == 3


@pytest.mark.parametrize("moment", ["shown_at", "agreed_at"])
def test_what_was_shown_or_agreed_to_stays_as_it_was_read(moment, plan, sanna):
    written(plan, sanna, aim="As it was read")
    Plan.objects.filter(pk=plan.pk).update(**{moment: NOW + timedelta(minutes=5)})

    written(plan, sanna, at=SOON, aim="As it went on")

    assert [one.content["aim"] for one in plan.versions.order_by("number")] == [
        "As it was read",
        "As it went on",
    ]


def test_a_former_mentors_version_is_not_written_on(plan, sanna):
    factories.PlanVersionFactory(plan=plan, number=1, written_by=None, at=NOW)

    saved = written(plan, sanna, at=SOON, aim="Mine")

    assert saved.before_by == ""
    assert plan.versions.count() == 2


def test_others_do_not_write_and_a_closed_plan_says_so(plan, sanna, petri, kirsi):
    for other in (petri, kirsi):
        with pytest.raises(PermissionDenied):
            written(plan, other, aim="Mine")
    Plan.objects.filter(pk=plan.pk).update(state="completed", closed_at=LONG_AGO)

    with pytest.raises(services.PlanOver):
        written(plan, sanna, aim="Mine")
    with pytest.raises(PermissionDenied):
        written(plan, petri, aim="Mine")

    assert stored(plan).aim == ""


def changed(plan, by, goal, *more, seen=None):
    mark = services.goals_mark(stored(plan)) if seen is None else seen
    return services.change_goals(plan, goal.pk, [one.pk for one in more], by=by, seen=mark)


def test_a_plan_turns_to_another_decided_goal(plan, ours, sanna, goal, announced):
    first = plan.goal

    changed(plan, sanna, goal, first, goal)

    assert stored(plan).goal == goal
    assert services.goals_of(stored(plan)) == {goal.pk, first.pk}
    assert stored(plan).version == 2
    assert announced == [ThreadMoved(ours.pk)]
    changed(plan, sanna, goal)
    assert services.goals_mark(stored(plan)) == str(goal.pk)


def test_goals_that_a_plan_has_may_stay_although_they_ended(plan, ours, sanna, goal):
    old = GoalFactory(organisation=ours, state="ended")
    factories.PlanGoalFactory(plan=plan, goal=old)

    changed(plan, sanna, old, goal)

    assert services.goals_of(stored(plan)) == {old.pk, goal.pk}


def test_a_goal_that_is_not_decided_is_not_taken(plan, ours, sanna):
    proposed, before = GoalFactory(organisation=ours), plan.goal

    with pytest.raises(services.NotThere):
        changed(plan, sanna, proposed)

    assert stored(plan).goal == before
    changed(plan, sanna, before, proposed)
    assert services.goals_of(stored(plan)) == {before.pk}


def test_two_who_choose_goals_at_once_are_told(plan, sanna, jari, goal):
    seen, before = services.goals_mark(plan), plan.goal
    changed(plan, sanna, goal)

    with pytest.raises(services.GoalsMoved):
        changed(plan, jari, before, seen=seen)

    assert stored(plan).goal == goal


def test_others_choose_no_goals(plan, petri, goal):
    before = plan.goal

    with pytest.raises(PermissionDenied):
        changed(plan, petri, goal)

    assert stored(plan).goal == before
