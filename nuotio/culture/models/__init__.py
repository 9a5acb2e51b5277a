"""Tables of the room: instruments, rounds with their roster, the ballot box, what was released.

The roster knows people and no answers; the box knows answers and no people. Nothing leads from one
to the other.
"""

from nuotio.culture.models import ballots as _registered  # noqa: F401 -- not for everyone
from nuotio.culture.models.instruments import Instrument
from nuotio.culture.models.results import PooledResult, Report, RoundResult
from nuotio.culture.models.roster import DailyCount, Invitee, ReportingNode
from nuotio.culture.models.rounds import SurveyRound

__all__ = [
    "DailyCount",
    "Instrument",
    "Invitee",
    "PooledResult",
    "Report",
    "ReportingNode",
    "RoundResult",
    "SurveyRound",
]
