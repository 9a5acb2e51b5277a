"""What a member has around her, and what of entries she finds. Serves issue 5 (reflection)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from nuotio.plans import audiences
from nuotio.plans.audiences import Choice
from nuotio.plans.models import Audience
from nuotio.plans.queries import circles, entry_places, pairs, sessions
from nuotio.plans.queries import entries as queries
from nuotio.plans.queries.circles import Circle
from nuotio.plans.queries.pairs import Bond
from nuotio.plans.queries.sessions import Held
from tests.factories import (
    LONG_AGO,
    EventFactory,
    MembershipFactory,
    PairFactory,
    ParticipationFactory,
    ProgrammeFactory,
    SeatFactory,
)
from tests.plans.factories import (
    EntryFactory,
    ExperimentFactory,
    PlanFactory,
    PlanMentorFactory,
)


def paired(organisation, *members, **told):
    """Let members be a pair of a programme that they take part in."""
    programme = ProgrammeFactory()
    ParticipationFactory(programme=programme, organisation=organisation)
    pair = PairFactory(programme=programme, organisation=organisation, **told)
    for one in members:
        SeatFactory(programme=programme, membership=one, pair=pair)
    return programme


@pytest.mark.parametrize("count", [1, 3])
def test_partners_write_a_plan_with_her_now(count, ours, sanna, django_assert_num_queries):
    for n in range(count):
        beside = MembershipFactory(organisation=ours, user__name=f"Beside {n}")
        PlanFactory(organisation=ours, by=[sanna, beside])
    PlanFactory(organisation=ours, by=[MembershipFactory(organisation=ours)])
    stranger = MembershipFactory()
    PlanFactory(organisation=stranger.organisation, by=[stranger])

    with django_assert_num_queries(2):
        found = pairs.bonds_of(sanna)

    assert [one.member.name for one in found] == [f"Beside {n}" for n in range(count)]
    assert [one.since for one in found] == [LONG_AGO] * count


def test_who_left_a_plan_or_wrote_one_that_is_over_is_no_partner(ours, sanna, jari, petri):
    left = PlanFactory(organisation=ours, by=[sanna])
    PlanMentorFactory(plan=left, membership=jari, left_at=LONG_AGO)
    PlanMentorFactory(plan=left, membership=None)
    PlanFactory(organisation=ours, by=[sanna, petri], state="completed")
    gone = MembershipFactory(organisation=ours, left_at=LONG_AGO)
    PlanMentorFactory(plan=left, membership=gone)

    assert pairs.bonds_of(sanna) == []
    assert pairs.bonds_of(jari) == []


def test_a_pair_of_a_programme_are_partners_while_it_lasts(ours, sanna, jari, petri):
    paired(ours, sanna, jari)
    paired(ours, sanna, petri, ended_at=LONG_AGO)

    assert pairs.bonds_of(sanna) == [Bond(jari, LONG_AGO)]
    assert pairs.bonds_of(jari) == [Bond(sanna, LONG_AGO)]
    assert pairs.bonds_of(petri) == []


def test_a_circle_costs_four_queries(ours, sanna, jari, django_assert_num_queries):
    programme = paired(ours, sanna, jari)
    invited = ProgrammeFactory()
    ParticipationFactory(programme=invited, organisation=ours, state="invited")

    with django_assert_num_queries(4):
        circle = circles.circle_of(sanna)

    assert circle.pair == [jari]
    assert circle.read_programmes == {programme.pk}
    assert circle.seated_in == [programme]


def test_hr_reads_what_a_programme_shares_without_a_place_of_her_own(ours, kirsi, sanna):
    programme = paired(ours, sanna)

    circle = circles.circle_of(kirsi)

    assert circle.read_programmes == {programme.pk}
    assert circle.seated_in == []
    assert [one.audience for one in audiences.choices_for(circle)] == [
        "me",
        "mentors_hr",
        "organisation",
        "network",
    ]


def test_the_fewest_readers_are_offered_first(ours, sanna, jari):
    programme = paired(ours, sanna, jari)
    programme_words = f"Everybody in {programme.name}"

    offered = audiences.choices_for(circles.circle_of(sanna))

    assert [one.key for one in offered] == [
        "me",
        "pair",
        "mentors_hr",
        f"cohort-{programme.pk}",
        "organisation",
        "network",
    ]
    assert [one.label for one in offered] == [
        "Only me",
        "My pair and me",
        "Mentors and HR",
        programme_words,
        "Everybody in my organisation",
        "The whole network",
    ]
    assert offered[1].reads == "You and Jari Lehto read this."
    assert all("name and your organisation are shown" in offered[n].reads for n in (3, 5))
    assert audiences.find("cohort", offered) is None
    assert audiences.find("network", offered) == Choice(Audience.NETWORK)


def test_several_partners_are_named(sanna, jari, petri):
    offered = audiences.choices_for(Circle(sanna, [Bond(one, LONG_AGO) for one in (jari, petri)]))

    assert offered[1].reads == "You and Jari Lehto and Petri Niemi read this."


def test_an_audience_of_before_is_still_told(sanna):
    alone = Circle(sanna)
    once_pair = EntryFactory(writer=sanna, audience="pair")
    once_cohort = EntryFactory(writer=sanna, audience="cohort", programme=ProgrammeFactory())

    pair, cohort = (audiences.choice_of(one, alone) for one in (once_pair, once_cohort))

    assert pair.reads == "Only you read this for now: who was your pair then is no longer."
    assert cohort.label == "Everybody in my programme"
    assert cohort.reads.startswith("Those who take part in the programme read this")
    assert cohort.key == f"cohort-{once_cohort.programme_id}"


@pytest.mark.parametrize("audience", Audience.values)
def test_a_reader_is_told_with_whom_she_shares_it(audience, sanna):
    told = audiences.told_to_reader(EntryFactory.build(writer=sanna, audience=audience))

    assert told.startswith("The writer shares this with") is (audience != "me")


@pytest.mark.parametrize("count", [1, 3])
def test_entries_are_found_the_newest_first(count, sanna, django_assert_num_queries):
    made = [EntryFactory(writer=sanna, happened_on=date(2026, 11, n + 1)) for n in range(count)]
    EntryFactory(audience="network")

    with django_assert_num_queries(5):
        found = [(one, one.writer.name) for one in queries.visible_entries(sanna)]

    assert found == [(one, "Sanna Koskinen") for one in made[::-1]]


def test_where_she_learned_is_counted_from_her_own(sanna, jari):
    for where in ("customer", "problem", "problem", ""):
        EntryFactory(writer=sanna, where=where)
    EntryFactory(writer=jari, where="customer", audience="organisation")

    assert queries.where_learned(sanna) == {"problem": 2, "customer": 1}
    assert list(queries.where_learned(sanna)) == ["problem", "customer"]


def test_prompts_that_she_has_answered_are_known(sanna, jari):
    EntryFactory(writer=sanna, prompt="rp02")
    EntryFactory(writer=sanna)
    EntryFactory(writer=jari, prompt="rp03", audience="organisation")

    assert queries.prompts_answered(sanna) == {"rp02"}


def test_an_entry_hangs_on_her_open_plans_and_their_experiments(
    ours, sanna, django_assert_num_queries
):
    bare = PlanFactory(organisation=ours, by=[sanna], title="Bare")
    newer = LONG_AGO + timedelta(days=1)
    full = PlanFactory(organisation=ours, by=[sanna], title="Full", made_at=newer)
    one = ExperimentFactory(plan=full, title="First", running=True)
    two = ExperimentFactory(plan=full, title="Second", made_at=newer)
    PlanFactory(organisation=ours, by=[sanna], state="ended")
    PlanFactory(organisation=ours, active=True)

    with django_assert_num_queries(1):
        found = entry_places.own_places(sanna)

    assert [(place.key, place.title, place.turn) for place in found] == [
        (f"plan-{full.pk}", "Full", ""),
        (f"experiment-{one.pk}", "First", "running"),
        (f"experiment-{two.pk}", "Second", "planned"),
        (f"plan-{bare.pk}", "Bare", ""),
    ]


def test_a_place_is_found_by_its_key_where_the_viewer_may_see_it(plan, kirsi, aino):
    running = ExperimentFactory(plan=plan, running=True, title="Friday")
    entry = EntryFactory(writer=kirsi, experiment=running)

    seen = entry_places.place_at(f"plan-{plan.pk}", viewer=kirsi)
    hidden = entry_places.place_at(f"plan-{plan.pk}", viewer=aino)
    place = entry_places.place_of(entry, viewer=aino)

    assert seen is not None
    assert (seen.title, hidden) == (plan.title, None)
    assert place is not None
    assert (place.title, place.turn, place.plan_id) == ("Friday", "running", plan.pk)
    assert entry_places.place_of(EntryFactory(writer=kirsi), viewer=kirsi) is None
    assert entry_places.place_at("plan-9999999999", viewer=kirsi) is None


AT = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(("days", "is_fresh"), [(7, True), (8, False)])
def test_the_last_session_tells_the_phase(days, is_fresh, ours, sanna, django_assert_num_queries):
    programme = paired(ours, sanna)
    end = AT - timedelta(days=days)
    hour = timedelta(hours=1)
    EventFactory(programme=programme, phase="coach_2", starts_at=end - hour, ends_at=end)
    older, ahead, called_off = end - hour * 48, AT + hour * 48, end + hour
    EventFactory(programme=programme, phase="coach_1", starts_at=older - hour, ends_at=older)
    EventFactory(programme=programme, phase="coach_3", starts_at=ahead - hour, ends_at=ahead)
    EventFactory(
        programme=programme,
        phase="evaluate",
        starts_at=end,
        ends_at=called_off,
        cancelled_at=LONG_AGO,
    )
    EventFactory(phase="continue", starts_at=end, ends_at=called_off)
    circle = circles.circle_of(sanna)

    with django_assert_num_queries(1):
        held = sessions.last_session(circle, at=AT)

    assert held == Held("coach_2", is_fresh)


def test_without_a_place_or_a_session_nothing_was_held(ours, sanna, aino):
    paired(ours, sanna)

    assert sessions.last_session(circles.circle_of(aino), at=AT) == Held()
    assert sessions.last_session(circles.circle_of(sanna), at=AT) == Held()
