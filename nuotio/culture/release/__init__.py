"""What may be shown of an anonymous survey, so that no group of fewer than k people is told of.

An attacker who solves linear systems over everything released, and knows who is where and who
answered what, finds no combination that stands on fewer than k people. `plans` is what is asked
about, `hiding` has the rules for one group beside others, `audit` looks at all of them together,
`showing` decides one question, `linking` a scale with its items, `deciding` all of it, `figures`
rounds what is shown, `reading` takes it from a file. Knows no Django, no clock and no database.
"""

from nuotio.culture.release.deciding import LEAST_FOR_DETAIL, Decision, Question, decide
from nuotio.culture.release.figures import released
from nuotio.culture.release.hiding import Reason
from nuotio.culture.release.plans import Group, Kind, Plan, Respondents
from nuotio.culture.release.reading import Asked, WrongInput, read

__all__ = [
    "LEAST_FOR_DETAIL",
    "Asked",
    "Decision",
    "Group",
    "Kind",
    "Plan",
    "Question",
    "Reason",
    "Respondents",
    "WrongInput",
    "decide",
    "read",
    "released",
]
