"""A row of everything in the rooms `culture` and `goals`, for one side of the matrix world."""

from typing import Any

from nuotio.culture import drafts
from nuotio.culture.instruments import copy_of
from tests import factories
from tests.culture import factories as culture
from tests.goals import factories as goals
from tests.matrix.side import Side


def rows(side: Side, canary: str) -> dict[str, Any]:
    """Return rows that addresses name; those of the twin carry the canary."""
    ours = {"organisation": side.organisation}
    announced = culture.SurveyRoundFactory(**ours, announced=True, name_fi=f"{canary}Open round")
    closed = culture.SurveyRoundFactory(**ours, closed=True, name_fi=f"{canary}Closed round")
    root = culture.ReportingNodeFactory(round=announced, name_fi=f"{canary}Whole")
    culture.ReportingNodeFactory(round=closed, name_fi=f"{canary}Whole")
    culture.RoundResultFactory(round=closed)
    culture.ReportFactory(round=closed, explanations=f"{canary} explanation")
    competence = goals.StrategicCompetenceFactory(**ours, name=f"{canary}competence")
    return {
        "instrument": culture.InstrumentFactory(
            **ours, name_fi=f"{canary}Instrument", content=_with_own_parts(canary)
        ),
        "draft_round": culture.SurveyRoundFactory(
            **ours, name_fi=f"{canary}Draft", background=[_variable(canary)]
        ),
        "open_round": announced,
        "closed_round": closed,
        "node": root,
        "invitee": culture.InviteeFactory(node=root, membership=side.people["mentor"], email=""),
        "competence": competence,
        "team_meaning": goals.TeamMeaningFactory(
            competence=competence, unit=side.rows["unit"], words=f"{canary} meaning"
        ),
        "goal": goals.GoalFactory(**ours, title=f"{canary}Goal", why=f"{canary} why"),
        "decided_goal": goals.GoalFactory(
            **ours, title=f"{canary}Decided", state="decided", made_at=factories.LONG_AGO
        ),
    }


def _with_own_parts(canary: str) -> Any:
    words = {"fi": f"{canary} oma"}
    content = drafts.with_part(copy_of("learning_culture"), "items", "own_1", words)
    return drafts.with_part(content, "questions", "own_open_1", words)


def _variable(canary: str) -> Any:
    classes = [{"code": code, "words": {"fi": code}, "people": 20} for code in ("few", "many")]
    return {"code": "years", "words": {"fi": f"{canary} vuodet"}, "classes": classes}
