"""HR and management set the main goals: proposed, signed by two people, ended with what came."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from nuotio.audit.models import AuditEntry
from nuotio.foundation.versions import EditedMeanwhile
from nuotio.goals.events import GoalDecided, GoalEnded, GoalWaits
from nuotio.goals.models import Goal
from nuotio.goals.services import goals as services
from nuotio.goals.services.goals import GoalDraft
from tests.culture.factories import RoundResultFactory
from tests.factories import LONG_AGO, MembershipFactory
from tests.goals.conftest import stored
from tests.goals.factories import GoalFactory, StrategicCompetenceFactory

Side = Goal.Side
NOW = datetime(2026, 11, 26, 22, 30, tzinfo=UTC)  # the 27th in Helsinki
DRAFT = GoalDraft("We learn from mistakes together", sign="Mistakes are told of in meetings")


@pytest.fixture
def goal(ours):
    """A proposed goal."""
    return GoalFactory(organisation=ours, title=DRAFT.title, sign=DRAFT.sign)


@pytest.fixture
def decided(ours, kirsi, markku):
    """A goal with both signatures."""
    return GoalFactory(
        organisation=ours,
        title=DRAFT.title,
        sign=DRAFT.sign,
        state=Goal.State.DECIDED,
        hr_signed_by=kirsi,
        hr_signed_at=LONG_AGO,
        management_signed_by=markku,
        management_signed_at=LONG_AGO,
    )


def signatures(goal):
    return [stored(goal).signer_id(side) for side in Side]


def test_hr_proposes_a_goal_that_waits_for_two_signatures(ours, kirsi, markku, announced):
    """Serves R39, R40, R41 and R46."""
    draft = replace(
        DRAFT,
        emphasis="Everybody dares to try",
        theme="trust",
        why="People leave because of fear.",
        starts_on=date(2027, 1, 1),
        ends_on=date(2027, 6, 30),
        owner_id=kirsi.pk,
        sponsor_id=markku.pk,
        commitment="Tells of a mistake of his own each month",
        time_share=10,
        resources="A substitute on Fridays",
        decided_by="The management team",
        decided_on=date(2026, 11, 20),
    )

    goal = services.propose_goal(draft, by=kirsi, at=NOW, once=uuid4())

    kept = stored(goal)
    assert {name: getattr(kept, name) for name in vars(draft)} == vars(draft)
    assert (kept.organisation, kept.state, kept.made_at) == (ours, "proposed", NOW)
    assert kept.missing == [Side.HR, Side.MANAGEMENT]
    assert announced == [GoalWaits(ours.pk, goal.pk, kirsi.pk)]
    assert list(AuditEntry.objects.values_list("action", "actor_id")) == [
        ("goals.propose_goal", kirsi.user_id)
    ]


def test_a_draft_sent_twice_makes_one_goal(kirsi, announced):
    once = uuid4()

    first = services.propose_goal(DRAFT, by=kirsi, at=NOW, once=once)
    second = services.propose_goal(DRAFT, by=kirsi, at=NOW, once=once)

    assert first == second
    assert Goal.objects.count() == 1
    assert len(announced) == 1


@pytest.mark.parametrize("where", ["here", "elsewhere"])
def test_the_mark_of_another_goal_does_no_harm(where, ours, kirsi):
    other = GoalFactory(title="Theirs", **({"organisation": ours} if where == "here" else {}))

    made = services.propose_goal(DRAFT, by=kirsi, at=NOW, once=other.once)

    assert (stored(made).title, made.organisation_id) == (DRAFT.title, ours.pk)
    assert (made.pk != other.pk, stored(other).title) == (True, "Theirs")


def test_management_proposes_too_and_an_employee_does_not(markku, aino):
    services.propose_goal(DRAFT, by=markku, at=NOW, once=uuid4())

    with pytest.raises(PermissionDenied):
        services.propose_goal(DRAFT, by=aino, at=NOW, once=uuid4())

    assert Goal.objects.count() == 1


def test_a_goal_takes_the_sentence_of_the_finding_that_it_rests_on(ours, kirsi):
    result = RoundResultFactory(round__organisation=ours)
    draft = replace(DRAFT, round_id=result.round_id, dimension="trust")

    goal = services.propose_goal(draft, by=kirsi, at=NOW, once=uuid4())
    said = services.propose_goal(
        replace(draft, finding="People dare to ask."), by=kirsi, at=NOW, once=uuid4()
    )

    assert (goal.has_ground, "3.4" in goal.finding) == (True, True)
    assert said.finding == "People dare to ask."


def test_a_goal_rests_on_a_competence_or_on_nothing_yet(ours, kirsi):
    competence = StrategicCompetenceFactory(organisation=ours)

    grounded = services.propose_goal(
        replace(DRAFT, competence_id=competence.pk), by=kirsi, at=NOW, once=uuid4()
    )
    without = services.propose_goal(
        replace(DRAFT, finding="Said by nobody.", dimension="trust"), by=kirsi, at=NOW, once=uuid4()
    )

    assert (grounded.has_ground, without.has_ground) == (True, False)
    assert (without.finding, without.dimension) == ("", "")


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("theme", {"theme": "astrology"}),
        ("owner", {"owner_id": 999_999}),
        ("sponsor", {"sponsor_id": 999_999}),
        ("dimension", {"round_id": 999_999, "dimension": "trust"}),
    ],
)
def test_what_is_not_there_is_said_and_nothing_is_written(kirsi, field, told):
    with pytest.raises(services.NotThere) as refused:
        services.propose_goal(replace(DRAFT, **told), by=kirsi, at=NOW, once=uuid4())

    assert refused.value.field == field
    assert Goal.objects.count() == 0


def test_what_belongs_to_others_is_not_there(ours, kirsi, aino):
    theirs = RoundResultFactory()
    competence = StrategicCompetenceFactory()
    old = StrategicCompetenceFactory(organisation=ours, retired_at=LONG_AGO)
    wrong = [
        {"round_id": theirs.round_id, "dimension": "trust"},
        {"competence_id": competence.pk},
        {"competence_id": old.pk},
        {"owner_id": MembershipFactory(management=True).pk},
        {"sponsor_id": aino.pk},
    ]

    for told in wrong:
        with pytest.raises(services.NotThere):
            services.propose_goal(replace(DRAFT, **told), by=kirsi, at=NOW, once=uuid4())

    assert Goal.objects.count() == 0


def test_two_signatures_decide_a_goal(goal, ours, kirsi, markku, announced):
    """Serves R40 and R44."""
    services.sign_goal(goal, by=kirsi, at=NOW)
    half = stored(goal)
    services.sign_goal(goal, by=markku, at=NOW)

    whole = stored(goal)
    assert (half.state, half.missing, half.decided_on) == ("proposed", [Side.MANAGEMENT], None)
    assert (whole.state, whole.missing) == ("decided", [])
    assert (whole.decided_on, signatures(goal)) == (date(2026, 11, 27), [kirsi.pk, markku.pk])
    assert announced == [
        GoalWaits(ours.pk, goal.pk, kirsi.pk),
        GoalDecided(ours.pk, goal.pk, markku.pk),
    ]
    assert AuditEntry.objects.filter(action="goals.sign_goal").count() == 2


def test_the_day_that_was_told_stays_when_the_second_signs(ours, kirsi, markku):
    goal = GoalFactory(organisation=ours, decided_on=date(2026, 11, 2))

    services.sign_goal(goal, by=kirsi, at=NOW)
    services.sign_goal(goal, by=markku, at=NOW)

    assert stored(goal).decided_on == date(2026, 11, 2)


def test_signed_twice_it_is_signed_once(goal, kirsi, announced):
    services.sign_goal(goal, by=kirsi, at=LONG_AGO)
    services.sign_goal(goal, by=kirsi, at=NOW)

    assert stored(goal).hr_signed_at == LONG_AGO
    assert len(announced) == 1


def test_a_second_person_of_one_side_adds_nothing(goal, ours, kirsi):
    services.sign_goal(goal, by=kirsi, at=LONG_AGO)

    services.sign_goal(goal, by=MembershipFactory(organisation=ours, coordinator=True), at=NOW)

    assert signatures(goal) == [kirsi.pk, None]


def test_nobody_decides_a_goal_alone(goal, ours):
    both = MembershipFactory(organisation=ours, hr=True, management=True)
    services.sign_goal(goal, by=both, at=NOW, side=Side.MANAGEMENT)

    with pytest.raises(services.SecondPersonNeeded):
        services.sign_goal(goal, by=both, at=NOW, side=Side.HR)
    services.sign_goal(goal, by=both, at=NOW)

    assert signatures(goal) == [None, both.pk]


def test_who_could_sign_for_both_signs_what_lacks(goal, ours, kirsi):
    both = MembershipFactory(organisation=ours, hr=True, management=True)
    services.sign_goal(goal, by=kirsi, at=NOW)

    services.sign_goal(goal, by=both, at=NOW)

    assert stored(goal).state == "decided"


def test_others_do_not_sign(goal, kirsi, aino):
    refused = [
        {"by": aino},
        {"by": kirsi, "side": Side.MANAGEMENT},
        {"by": MembershipFactory(hr=True)},
    ]

    for told in refused:
        with pytest.raises(PermissionDenied):
            services.sign_goal(goal, **told, at=NOW)

    assert signatures(goal) == [None, None]


def test_a_signature_is_for_the_text_that_was_read(goal, kirsi, markku):
    services.change_goal(goal, replace(DRAFT, title="Another"), by=kirsi, version=1)

    with pytest.raises(EditedMeanwhile):
        services.sign_goal(goal, by=markku, at=NOW, seen=1)

    assert signatures(goal) == [None, None]


def test_a_goal_is_changed(goal, kirsi, announced):
    changed = services.change_goal(goal, replace(DRAFT, why="Fear."), by=kirsi, version=1)

    assert (changed.version, stored(goal).why) == (2, "Fear.")
    assert announced == []


def test_whoever_is_later_is_told(goal, kirsi, markku):
    services.change_goal(goal, replace(DRAFT, why="Fear."), by=kirsi, version=1)

    with pytest.raises(EditedMeanwhile):
        services.change_goal(goal, replace(DRAFT, why="Joy."), by=markku, version=1)

    assert stored(goal).why == "Fear."


@pytest.mark.parametrize(
    "told", [{"title": "Other"}, {"sign": "Other"}, {"time_share": 10}, {"resources": "Coffee"}]
)
def test_a_change_of_substance_takes_the_signatures_back_once_it_was_said(
    decided, ours, kirsi, announced, told
):
    draft = replace(DRAFT, **told)

    with pytest.raises(services.SignaturesWouldGo):
        services.change_goal(decided, draft, by=kirsi, version=1)
    before = stored(decided)
    services.change_goal(decided, draft, by=kirsi, version=1, may_unsign=True)

    after = stored(decided)
    assert (before.state, before.missing, before.version) == ("decided", [], 1)
    assert (after.state, after.missing, after.version) == ("proposed", [*Side], 2)
    assert (signatures(decided), announced) == (
        [None, None],
        [GoalWaits(ours.pk, decided.pk, kirsi.pk)],
    )


def test_other_words_around_it_leave_a_goal_decided(decided, kirsi, announced):
    services.change_goal(decided, replace(DRAFT, why="Fear."), by=kirsi, version=1, may_unsign=True)

    assert (stored(decided).state, stored(decided).why) == ("decided", "Fear.")
    assert announced == []


def test_a_goal_keeps_what_it_pointed_at_when_that_is_gone(ours, kirsi):
    result = RoundResultFactory(round__organisation=ours)
    old = StrategicCompetenceFactory(organisation=ours, retired_at=LONG_AGO)
    owner = MembershipFactory(organisation=ours, left_at=LONG_AGO)
    goal = GoalFactory(
        organisation=ours,
        round=result.round,
        dimension="trust",
        finding="As it was read.",
        theme="an-old-one",
        competence=old,
        owner=owner,
        sponsor=owner,
    )
    result.round.state = "discarded"
    result.round.save()
    draft = GoalDraft(
        title="Other",
        theme="an-old-one",
        round_id=result.round_id,
        dimension="trust",
        competence_id=old.pk,
        owner_id=owner.pk,
        sponsor_id=owner.pk,
    )

    services.change_goal(goal, draft, by=kirsi, version=1)

    assert (stored(goal).title, stored(goal).finding) == ("Other", "As it was read.")


def test_others_do_not_change_or_end_a_goal(goal, aino):
    for actor in (aino, MembershipFactory(hr=True)):
        with pytest.raises(PermissionDenied):
            services.change_goal(goal, replace(DRAFT, title="Mine"), by=actor, version=1)
        with pytest.raises(PermissionDenied):
            services.end_goal(goal, "Nothing.", by=actor, at=NOW)

    assert (stored(goal).title, stored(goal).state) == (DRAFT.title, "proposed")


def test_a_goal_ends_with_what_came_of_it(decided, ours, kirsi, markku, announced):
    services.end_goal(decided, "We talk of mistakes now.", by=kirsi, at=NOW)
    services.end_goal(decided, "Twice.", by=markku, at=LONG_AGO)

    ended = stored(decided)
    assert (ended.state, ended.ended_at, ended.ended_words) == (
        "ended",
        NOW,
        "We talk of mistakes now.",
    )
    assert announced == [GoalEnded(ours.pk, decided.pk)]


def test_what_has_ended_is_neither_changed_nor_signed(ours, kirsi):
    goal = GoalFactory(organisation=ours, title="Old", state="ended", ended_at=LONG_AGO)

    with pytest.raises(services.AlreadyEnded):
        services.change_goal(goal, DRAFT, by=kirsi, version=1)
    services.sign_goal(goal, by=kirsi, at=NOW)

    assert (stored(goal).title, signatures(goal)) == ("Old", [None, None])
