"""Serves issue 5 and R26: what a mentor wrote for herself goes with her, and the thread stays whole
with "a former mentor"."""

from datetime import date, timedelta

import pytest

from nuotio.foundation import tenancy
from nuotio.foundation.personal_data import register
from nuotio.people.models import TimeBooking
from nuotio.plans import naming
from nuotio.plans.models import (
    Entry,
    Idea,
    IdeaJoin,
    Plan,
    PublishedEntry,
    SelfAssessment,
    SharedEntry,
    SupportGiven,
)
from nuotio.privacy import services
from tests.factories import MembershipFactory, ProgrammeFactory, TimeBookingFactory
from tests.plans import factories as plans

pytestmark = pytest.mark.django_db
KINDS = ("entries", "self_assessments", "support_given", "plans", "experiments", "ideas")


def export(kind, member):
    return register[kind].export(member.user_id)


def erase(kind, member):
    register[kind].erase(member.user_id)


def forget(kind, at):
    """What went on two nights: the second has nothing left."""
    return [register[kind].forget(at) for _ in range(2)]


def everything(model):
    with tenancy.unrestricted(reason="Looking for what is left."):
        return list(model.objects.order_by("pk"))


def fresh(row):
    with tenancy.unrestricted(reason="Looking at what there is."):
        return type(row).objects.get(pk=row.pk)


def copied(entry, **told):
    """An entry with the copies that its programme and the network read."""
    plans.SharedEntryFactory(origin=entry.once, writer_name="Sanna Koskinen", **told)
    plans.PublishedEntryFactory(origin=entry.once, writer_name="Sanna Koskinen")
    return entry


def test_she_takes_along_what_she_wrote_and_for_whom(sanna, jari, plan):
    plans.EntryFactory(writer=sanna, words="Hers", audience="pair", plan=plan)
    plans.EntryFactory(writer=jari, words="His", audience="organisation")
    plans.SelfAssessmentFactory(writer=sanna, answers={"mentor_1": 4})
    plans.SupportGivenFactory(mentor=sanna, words="A talk", audience="mentors_hr", minutes=45)

    told = [(row["words"], row["audience"], row["plan__title"]) for row in export("entries", sanna)]
    support = [(row["words"], row["audience"]) for row in export("support_given", sanna)]

    assert told == [("Hers", "pair", plan.title)]
    assert [row["answers"] for row in export("self_assessments", sanna)] == [{"mentor_1": 4}]
    assert support == [("A talk", "mentors_hr")]


def test_she_takes_along_her_part_in_plans_and_experiments(sanna, jari, kirsi, plan):
    plans.PlanActionFactory(plan=plan, owner=sanna, words="Hers to do")
    plans.PlanVersionFactory(plan=plan, number=1, written_by=sanna, content={"aim": "Her aim"})
    plans.PlanRemarkFactory(plan=plan, written_by=kirsi, words="A room is yours.")
    experiment = plans.ExperimentFactory(plan=plan)
    plans.ObservationFactory(experiment=experiment, written_by=jari, words="He saw")
    plans.TurnFactory(experiment=experiment, by=sanna, reason="It was time.")
    plans.PulseFactory(experiment=experiment, asked_by=sanna, question="Did you learn?")
    plan.agreed_by = kirsi
    plan.save()

    hers, hrs = str(export("plans", sanna)), str(export("plans", kirsi))
    tried = str(export("experiments", sanna))

    assert [word in hers for word in (plan.title, "Hers to do", "Her aim")] == [True] * 3
    assert ("A room is yours." in hers, "A room is yours." in hrs) == (False, True)
    assert plan.title in hrs
    assert [word in tried for word in ("It was time.", "Did you learn?")] == [True] * 2
    assert "He saw" not in tried


def test_of_a_plan_that_she_has_left_she_takes_only_what_she_wrote(sanna, jari, ours, now):
    left = plans.PlanFactory(organisation=ours, by=[jari], aim="What he wrote since")
    plans.PlanMentorFactory(plan=left, membership=sanna, left_at=now)
    plans.PlanVersionFactory(plan=left, number=1, written_by=sanna, content={"aim": "Her aim"})

    hers, his = str(export("plans", sanna)), str(export("plans", jari))

    assert [word in hers for word in (left.title, "Her aim")] == [True] * 2
    assert ("What he wrote since" in hers, "What he wrote since" in his) == (False, True)


def test_she_takes_along_practices_and_ideas(sanna, jari):
    card = plans.PracticeFactory(
        experiment__plan__organisation=sanna.organisation, written_by=sanna, reviewed_by=jari
    )
    idea = plans.IdeaFactory(organisation=sanna.organisation, proposed_by=jari, picked_by=sanna)
    plans.IdeaJoinFactory(idea=idea, membership=sanna)

    practices = export("practices", sanna)

    assert [(row["name"], row["need"]) for row in practices] == [(card.name, card.need)]
    assert export("practices", jari) == [{"name": card.name, "as": "reviewed_by"}]
    assert [row.get("title") for row in export("ideas", jari)] == [idea.title]
    assert [row.get("idea__title") for row in export("ideas", sanna)] == [None, idea.title]


def test_erased_what_she_wrote_goes_with_every_copy(sanna, jari):
    copied(plans.EntryFactory(writer=sanna))
    kept = copied(plans.EntryFactory(writer=jari))
    plans.SelfAssessmentFactory(writer=sanna)
    plans.SupportGivenFactory(mentor=sanna)
    TimeBookingFactory(mentor=sanna)

    for kind in ("entries", "self_assessments", "support_given", "time_bookings"):
        erase(kind, sanna)

    for model in (SelfAssessment, SupportGiven, TimeBooking):
        assert everything(model) == []
    assert everything(Entry) == [kept]
    assert [one.origin for one in everything(SharedEntry)] == [kept.once]
    assert [one.origin for one in everything(PublishedEntry)] == [kept.once]


def test_an_erased_pairs_person_leaves_the_thread_whole(sanna, jari, plan, now):
    """The done-when of issue 5: the thread stays, with a former mentor."""
    rows = [
        plans.PlanActionFactory(plan=plan, owner=sanna),
        plans.PlanVersionFactory(plan=plan, number=1, written_by=sanna, content={"roles": "Jari"}),
        plans.PlanRemarkFactory(plan=plan, written_by=sanna),
        experiment := plans.ExperimentFactory(plan=plan, kept=True),
        plans.TurnFactory(experiment=experiment, by=sanna),
        plans.ObservationFactory(experiment=experiment, written_by=sanna),
        plans.MeasureFactory(experiment=experiment),
        plans.PulseFactory(experiment=experiment, asked_by=sanna),
        practice := plans.PracticeFactory(experiment=experiment, written_by=sanna, released=True),
    ]

    services.erase_person(sanna.user, at=now)

    assert [fresh(row).pk for row in rows] == [row.pk for row in rows]
    found = Plan.objects.prefetch_related("mentors__membership__user").get(pk=plan.pk)
    members = [one.membership for one in found.mentors.order_by("pk")]
    assert (found.title, found.state, found.goal_id) == (plan.title, "active", plan.goal_id)
    assert [naming.mentor_name(one) for one in members] == ["a former mentor", "Jari Lehto"]
    assert naming.names_of(found) == "a former mentor and Jari"
    assert (fresh(practice).state, fresh(practice).written_by) == ("organisation", None)
    assert fresh(experiment).decision == "keep"
    assert [export(kind, sanna) for kind in (*KINDS, "practices")] == [[]] * 7


def test_her_name_goes_from_where_one_is_told_whom_to_ask(ours, sanna, plan):
    plan.roles = "Sanna Koskinen asks, Jari Lehto writes down"
    plan.save()
    version = plans.PlanVersionFactory(
        plan=plan, number=1, content={"roles": "Sanna Koskinen", "aim": "To ask"}
    )
    silent = plans.PlanVersionFactory(plan=plan, number=2, content={"aim": "Sanna Koskinen"})
    experiment = plans.ExperimentFactory(plan=plan, who="The team and Sanna Koskinen")
    card = plans.PracticeFactory(experiment=experiment, contact="Sanna Koskinen, HR")
    copy = plans.PublishedPracticeFactory(origin=card.once, contact="Sanna Koskinen, HR")

    for kind in ("plans", "experiments", "practices"):
        erase(kind, sanna)

    copy.refresh_from_db()
    assert fresh(plan).roles == "– asks, Jari Lehto writes down"
    assert fresh(version).content == {"roles": "–", "aim": "To ask"}
    assert fresh(silent).content == {"aim": "Sanna Koskinen"}
    assert fresh(experiment).who == "The team and –"
    assert (fresh(card).contact, copy.contact) == ("–, HR", "–, HR")


def test_a_longer_name_and_another_house_are_left_alone(sanna, plan):
    near = plans.ExperimentFactory(plan=plan, who="Sanna Koskinen-Aho, Sanna Koskinens team")
    theirs = plans.ExperimentFactory(who="Sanna Koskinen")
    copy = plans.PublishedPracticeFactory(contact="Sanna Koskinen")

    erase("experiments", sanna)
    erase("practices", sanna)

    copy.refresh_from_db()
    assert fresh(near).who == "–-Aho, Sanna Koskinens team"
    assert (fresh(theirs).who, copy.contact) == ("Sanna Koskinen", "Sanna Koskinen")


def test_somebody_without_a_name_is_erased_too(ours, sanna, plan):
    sanna.user.name = ""
    sanna.user.save()
    plan.roles = "Both of us"
    plan.save()
    version = plans.PlanVersionFactory(plan=plan, number=1, content={"roles": "Both of us"})
    experiment = plans.ExperimentFactory(plan=plan, who="The team")
    card = plans.PracticeFactory(experiment=experiment, contact="The team")

    for kind in ("plans", "experiments", "practices"):
        erase(kind, sanna)

    assert (fresh(plan).roles, fresh(version).content) == ("Both of us", {"roles": "Both of us"})
    assert (fresh(experiment).who, fresh(card).contact) == ("The team", "The team")


def test_her_ideas_stay_without_her_and_she_joins_none(sanna, jari):
    idea = plans.IdeaFactory(organisation=sanna.organisation, proposed_by=sanna, picked_by=jari)
    plans.IdeaJoinFactory(idea=idea, membership=sanna)
    kept = plans.IdeaJoinFactory(idea=idea, membership=jari)

    erase("ideas", sanna)

    assert (fresh(idea).proposed_by, fresh(idea).picked_by) == (None, jari)
    assert everything(IdeaJoin) == [kept]


def test_notes_go_two_years_after_their_writer_left(ours, sanna, now):
    gone = MembershipFactory(organisation=ours, left_at=now - timedelta(days=731))
    young = MembershipFactory(organisation=ours, left_at=now - timedelta(days=729))
    plans.PublishedEntryFactory(origin=plans.EntryFactory(writer=gone).once)
    kept = [plans.EntryFactory(writer=young), plans.EntryFactory(writer=sanna)]

    assert forget("entries", now) == [1, 0]
    assert everything(Entry) == kept
    assert everything(PublishedEntry) == []


def test_what_a_programme_reads_goes_two_years_after_its_end(sanna, now):
    old = ProgrammeFactory(ended_at=now - timedelta(days=731))
    new = ProgrammeFactory(ended_at=now - timedelta(days=729))
    entries = [copied(plans.EntryFactory(writer=sanna), programme=one) for one in (old, new)]

    assert forget("entries", now) == [1, 0]
    assert [one.programme_id for one in everything(SharedEntry)] == [new.pk]
    assert everything(Entry) == entries


def test_her_view_of_herself_goes_when_she_leaves(ours, sanna, now):
    left = MembershipFactory(organisation=ours, left_at=now - timedelta(days=1))
    plans.SelfAssessmentFactory(writer=left)
    kept = plans.SelfAssessmentFactory(writer=sanna)

    assert forget("self_assessments", now) == [1, 0]
    assert everything(SelfAssessment) == [kept]


@pytest.mark.parametrize(
    ("kind", "model", "made"),
    [
        (
            "support_given",
            SupportGiven,
            lambda who, day: plans.SupportGivenFactory(mentor=who, given_on=day),
        ),
        ("time_bookings", TimeBooking, lambda who, day: TimeBookingFactory(mentor=who, day=day)),
    ],
    ids=["support", "bookings"],
)
def test_support_and_its_time_go_two_years_after_the_day(sanna, now, kind, model, made):
    made(sanna, date(2024, 11, 18))
    kept = made(sanna, date(2024, 11, 19))

    assert forget(kind, now) == [1, 0]
    assert everything(model) == [kept]


def test_names_go_from_a_plan_two_years_after_it_was_closed(ours, sanna, jari, now):
    old, new = (
        plans.PlanFactory(
            organisation=ours,
            by=[sanna],
            state="completed",
            agreed_by=jari,
            closed_at=now - timedelta(days=days),
        )
        for days in (731, 729)
    )
    for plan in (old, new):
        plans.PlanActionFactory(plan=plan, owner=sanna)
        plans.ObservationFactory(experiment=plans.ExperimentFactory(plan=plan), written_by=sanna)

    assert forget("plans", now) == [3, 0]
    assert forget("experiments", now) == [1, 0]
    with tenancy.unrestricted(reason="Looking at what there is."):
        named = [[one.membership for one in plan.mentors.all()] for plan in (old, new)]
    assert named == [[None], [sanna]]
    assert (fresh(old).agreed_by, fresh(new).agreed_by) == (None, jari)


def test_names_go_from_an_idea_two_years_after_it_was_proposed(ours, sanna, now):
    old, new = (
        plans.IdeaFactory(
            organisation=ours,
            proposed_by=sanna,
            picked_by=sanna,
            proposed_at=now - timedelta(days=days),
        )
        for days in (731, 729)
    )
    plans.IdeaJoinFactory(idea=old, membership=sanna)
    kept = plans.IdeaJoinFactory(idea=new, membership=sanna)

    assert forget("ideas", now) == [3, 0]
    assert everything(IdeaJoin) == [kept]
    assert [one.proposed_by for one in everything(Idea)] == [None, sanna]
