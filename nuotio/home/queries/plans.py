"""What plans, experiments, ideas and practices ask of a member, as counts of the start page's
statement (ADR 8).

A running pulse is nowhere here: colleagues answer it without the service knowing who they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

DRAFTED = timedelta(days=14)  # from then on a draft asks to be shown
WEEK = timedelta(days=7)
FRESH = timedelta(days=60)  # what nobody has used by then is not asked about any more
SETTLED = timedelta(days=14)  # a goal is given so long to find its mentors

# An idea of somebody else's that the member has not joined.
IDEAS = """
    (SELECT COUNT(*) FROM plans_idea i WHERE i.organisation_id = %(organisation)s
        AND i.state = 'open' AND COALESCE(i.proposed_by_id, 0) <> %(member)s
        AND NOT EXISTS (SELECT 1 FROM plans_ideajoin j
            WHERE j.idea_id = i.id AND j.membership_id = %(member)s))"""
_WRITES = """
    FROM plans_planmentor w JOIN plans_plan p ON p.id = w.plan_id
    WHERE w.organisation_id = %(organisation)s AND w.membership_id = %(member)s
        AND w.left_at IS NULL"""
_TRIES = """
    FROM plans_planmentor w JOIN plans_plan p ON p.id = w.plan_id
    JOIN plans_experiment e ON e.plan_id = p.id
    WHERE w.organisation_id = %(organisation)s AND w.membership_id = %(member)s
        AND w.left_at IS NULL"""
_OPEN = "p.state NOT IN ('completed', 'ended')"
_RUNS = "p.state IN ('discussed', 'active')"
_DRAFT = "p.state = 'draft' AND p.shown_at IS NULL"
_UNTRIED = "NOT EXISTS (SELECT 1 FROM plans_experiment e WHERE e.plan_id = p.id)"
_NOT_NOTED = """
    NOT EXISTS (SELECT 1 FROM plans_observation o
        WHERE o.experiment_id = e.id AND o.at >= %(week)s)"""
_NOT_WRITTEN = "NOT EXISTS (SELECT 1 FROM plans_practice c WHERE c.experiment_id = e.id)"
_CARDS = """
    FROM plans_practice c JOIN plans_experiment e ON e.id = c.experiment_id
    WHERE c.organisation_id = %(organisation)s"""
_OWN_CARD = """
    EXISTS (SELECT 1 FROM plans_planmentor w WHERE w.plan_id = e.plan_id
        AND w.membership_id = %(member)s AND w.left_at IS NULL)"""
# A card that somebody has written alone is read through by any other mentor, or by HR.
_TO_READ = "c.state = 'draft' AND COALESCE(c.written_by_id, 0) <> %(member)s"
_ALONE = """
    NOT EXISTS (SELECT 1 FROM plans_planmentor w WHERE w.plan_id = e.plan_id
        AND w.left_at IS NULL AND w.membership_id <> COALESCE(c.written_by_id, 0))"""
MINE = f"""
    (SELECT COUNT(*) {_WRITES} AND {_OPEN}),
    (SELECT COUNT(*) {_TRIES} AND {_OPEN} AND e.state = 'running'),
    (SELECT MIN(p.id) {_WRITES} AND {_DRAFT}),
    (SELECT MIN(p.id) {_WRITES} AND {_DRAFT} AND p.made_at < %(drafted)s),
    (SELECT MIN(p.id) {_WRITES} AND p.state = 'discussed' AND p.agreed_at IS NOT NULL),
    (SELECT MIN(p.id) {_WRITES} AND {_RUNS} AND {_UNTRIED}),
    (SELECT MIN(e.id) {_TRIES} AND {_RUNS} AND e.state = 'planned' AND e.starts_on <= %(today)s),
    (SELECT MIN(e.id) {_TRIES} AND p.state <> 'paused' AND e.state = 'running'
        AND e.ends_on < %(today)s),
    (SELECT MIN(e.id) {_TRIES} AND p.state <> 'paused' AND e.state = 'running'
        AND e.started_at < %(week)s AND (e.ends_on IS NULL OR e.ends_on >= %(today)s)
        AND {_NOT_NOTED}),
    (SELECT MIN(e.id) {_TRIES} AND e.decision = 'keep' AND e.decided_at >= %(fresh)s
        AND {_NOT_WRITTEN}),
    (SELECT MIN(c.id) {_CARDS} AND {_TO_READ} AND ({_OWN_CARD} OR {_ALONE})),
    (SELECT MIN(c.id) {_CARDS} AND c.state = 'reviewed' AND {_OWN_CARD})"""
# A plan waits until HR agrees to it, or has said something since it was last changed.
_SHOWN = """
    FROM plans_plan p WHERE p.organisation_id = %(organisation)s AND p.shown_at IS NOT NULL
        AND p.agreed_at IS NULL AND p.state IN ('draft', 'discussed')
        AND NOT EXISTS (SELECT 1 FROM plans_planmentor w WHERE w.plan_id = p.id
            AND w.membership_id = %(member)s AND w.left_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM plans_planremark r
            WHERE r.plan_id = p.id AND r.at >= p.changed_at
            AND NOT EXISTS (SELECT 1 FROM plans_planmentor x WHERE x.plan_id = p.id
                AND x.membership_id = r.written_by_id))"""
_TO_GIVE = """
    FROM plans_practice WHERE organisation_id = %(organisation)s AND state = 'organisation'
        AND released_at >= %(fresh)s"""
_UNTAKEN = """
    FROM goals_goal g WHERE g.organisation_id = %(organisation)s AND g.state = 'decided'
        AND (g.decided_on IS NULL OR g.decided_on <= %(settled)s)
        AND (g.ends_on IS NULL OR g.ends_on >= %(today)s)
        AND NOT EXISTS (SELECT 1 FROM plans_plan p WHERE p.goal_id = g.id AND p.state <> 'ended')
        AND NOT EXISTS (SELECT 1 FROM plans_plangoal m JOIN plans_plan p ON p.id = m.plan_id
            WHERE m.goal_id = g.id AND p.state <> 'ended')"""
FOLLOWED = f"""
    (SELECT COUNT(*) {_SHOWN}), (SELECT MIN(p.id) {_SHOWN}),
    (SELECT MIN(c.id) {_CARDS} AND {_TO_READ} AND {_ALONE}),
    (SELECT COUNT(*) {_TO_GIVE}), (SELECT MIN(id) {_TO_GIVE}),
    (SELECT COUNT(*) {_UNTAKEN}), (SELECT MIN(g.id) {_UNTAKEN})"""


@dataclass(frozen=True)
class Mine:
    """What a mentor's own plans and experiments ask of her: how many, and the first of each kind.

    `draft_id` is a plan that only its mentors read, `late_draft_id` one that has been so for long;
    `agreed_id` one that HR has agreed to and that has not begun; `untried_id` a plan without
    experiments; `card_to_read_id` a practice that waits for a second reader.
    """

    plans: int = 0
    running: int = 0
    draft_id: int | None = None
    late_draft_id: int | None = None
    agreed_id: int | None = None
    untried_id: int | None = None
    to_start_id: int | None = None
    to_decide_id: int | None = None
    to_note_id: int | None = None
    to_write_up_id: int | None = None
    card_to_read_id: int | None = None
    card_to_release_id: int | None = None


@dataclass(frozen=True)
class Followed:
    """What concerns HR and management: plans that wait, practices to give, goals without mentors.

    Each count with the first of them.
    """

    to_answer: int = 0
    to_answer_id: int | None = None
    card_to_read_id: int | None = None
    to_give: int = 0
    to_give_id: int | None = None
    untaken: int = 0
    untaken_id: int | None = None


NOT_MINE, NOT_FOLLOWED = Mine(), Followed()


def values_at(at: datetime) -> dict[str, date | datetime]:
    """Return the days and moments that the statement names."""
    today = timezone.localdate(at)
    return {
        "today": today,
        "settled": today - SETTLED,
        "drafted": at - DRAFTED,
        "week": at - WEEK,
        "fresh": at - FRESH,
    }


def mine_from(told: Sequence[int | None]) -> Mine:
    """Read what `MINE` counted."""
    plans, running, *first = told
    return Mine(plans or 0, running or 0, *first)


def followed_from(told: Sequence[int | None]) -> Followed:
    """Read what `FOLLOWED` counted."""
    to_answer, answer_id, read_id, to_give, give_id, untaken, untaken_id = told
    return Followed(
        to_answer or 0, answer_id, read_id, to_give or 0, give_id, untaken or 0, untaken_id
    )
