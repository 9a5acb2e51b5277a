"""Turns gaps that the database found into what a member reads of them."""

from dataclasses import dataclass

from nuotio.evaluation import knots, words
from nuotio.evaluation.places import Places
from nuotio.evaluation.queries.change import dimensions
from nuotio.evaluation.queries.gaps import GapRow
from nuotio.evaluation.queries.lines import Names
from nuotio.evaluation.thread import Gap
from nuotio.goals.rules.goals import can_propose_goals
from nuotio.people.models import Membership
from nuotio.people.rules.roles import steers
from nuotio.plans.naming import first_names
from nuotio.plans.rules.plans import can_begin_plan
from nuotio.ui import filters as told


@dataclass(frozen=True)
class Teller:
    """Tells gaps to a member; `names` are the mentors of every plan that a gap lies on."""

    viewer: Membership
    places: Places
    names: Names

    def gap(self, row: GapRow) -> Gap:
        """Return a gap in words, with its step where this member may take it."""
        way = words.STEPS[row.kind]
        mentors = self.names.get(row.plan_id or 0, ())
        name, figure = self._about(row)
        day = knots.day_of(row.since_text)
        return Gap(
            row.kind,
            words.gap_words(row.kind, name=name, day=day, figure=figure),
            words.who(way.closer, pair=first_names([one for _pk, one in mentors]), name=name),
            words.step(row.kind, row.figure),
            url=self._url(row, way) if self._may(row, way.closer) else "",
            since=row.since,
            goal_id=row.goal_id,
            plan_id=row.plan_id,
            experiment_id=row.experiment_id,
        )

    def _about(self, row: GapRow) -> tuple[str, str]:
        if row.kind != "finding_without_goal":
            return row.about, row.figure
        return told.said(dimensions()[row.about].name), told.fixed(float(row.figure))

    def _may(self, row: GapRow, closer: words.Closer) -> bool:
        """Say whether this member can close it; nobody answers a plan that she writes."""
        mentors = [member for member, _name in self.names.get(row.plan_id or 0, ())]
        writes = self.viewer.pk in mentors
        return {
            "leaders": can_propose_goals(self.viewer),
            "mentors": can_begin_plan(self.viewer),
            "pair": writes,
            "hr": steers(self.viewer) and not (writes and row.kind == "plan_unanswered"),
            "supervisor": False,
        }[closer]

    def _url(self, row: GapRow, way: words.Step) -> str:
        if not way.of:
            where = self.places.at(way.page)
            is_for_goal = row.kind == "goal_without_plan" and where
            return f"{where}?goal={row.goal_id}" if is_for_goal else where
        return self.places.at(way.page, getattr(row, f"{way.of}_id"), way.key)
