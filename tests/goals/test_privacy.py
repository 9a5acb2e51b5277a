"""Serves R26: a person reads where goals name her; erased, the goals stay and the name goes."""

from datetime import timedelta

from nuotio.foundation import tenancy
from nuotio.foundation.personal_data import register
from nuotio.goals.models import TeamMeaning
from tests.factories import LONG_AGO
from tests.goals.conftest import stored
from tests.goals.factories import GoalFactory, TeamMeaningFactory

GOALS, MEANINGS = register["goals"], register["team_meanings"]


def test_she_reads_as_what_a_goal_names_her(ours, kirsi, markku):
    GoalFactory(
        organisation=ours,
        title="Together",
        owner=kirsi,
        sponsor=markku,
        commitment="I come along.",
        hr_signed_by=kirsi,
        hr_signed_at=LONG_AGO,
    )
    GoalFactory(organisation=ours)

    hers, his = GOALS.export(kirsi.user_id), GOALS.export(markku.user_id)

    assert [(row["goal"], row["as"], row["commitment"]) for row in hers] == [
        ("Together", ["owner", "hr_signed_by"], "")
    ]
    assert [(row["as"], row["commitment"]) for row in his] == [(["sponsor"], "I come along.")]


def test_erased_her_name_goes_and_the_goal_stays_decided(ours, kirsi, markku):
    goal = GoalFactory(
        organisation=ours,
        state="decided",
        owner=kirsi,
        hr_signed_by=kirsi,
        hr_signed_at=LONG_AGO,
        management_signed_by=markku,
        management_signed_at=LONG_AGO,
        decided_by="Kirsi Laine and Markku Rinne",
    )

    GOALS.erase(kirsi.user_id)

    kept = stored(goal)
    assert (kept.owner, kept.hr_signed_by, kept.management_signed_by) == (None, None, markku)
    assert (kept.decided_by, kept.state, kept.missing) == ("– and Markku Rinne", "decided", [])
    assert GOALS.export(kirsi.user_id) == []


def test_somebody_without_a_name_is_erased_too(ours, kirsi):
    kirsi.user.name = ""
    kirsi.user.save()
    goal = GoalFactory(organisation=ours, owner=kirsi, decided_by="The board")

    GOALS.erase(kirsi.user_id)

    assert (stored(goal).owner, stored(goal).decided_by) == (None, "The board")


def test_names_go_from_a_goal_two_years_after_its_end(ours, kirsi, now):
    old = GoalFactory(
        organisation=ours, owner=kirsi, state="ended", ended_at=now - timedelta(days=731)
    )
    new = GoalFactory(
        organisation=ours, owner=kirsi, state="ended", ended_at=now - timedelta(days=729)
    )

    assert GOALS.forget is not None
    assert [GOALS.forget(now), GOALS.forget(now)] == [1, 0]
    assert (stored(old).owner, stored(new).owner) == (None, kirsi)


def test_what_a_team_says_stays_without_the_writers_name(ours, kirsi):
    meaning = TeamMeaningFactory(competence__organisation=ours, written_by=kirsi)
    TeamMeaningFactory()
    before = MEANINGS.export(kirsi.user_id)

    MEANINGS.erase(kirsi.user_id)

    assert [row["words"] for row in before] == [meaning.words]
    assert MEANINGS.export(kirsi.user_id) == []
    with tenancy.unrestricted(reason="Looking at what there is."):
        assert TeamMeaning.objects.get(pk=meaning.pk).written_by is None
