"""Tables of the room: what a programme shares, and what is one organisation's own in it."""

from nuotio.programmes.models.assignments import Answer, Assignment, Feedback, Submission
from nuotio.programmes.models.base import InProgramme
from nuotio.programmes.models.calendar import CalendarKey
from nuotio.programmes.models.events import Attendance, Decision, Event, Material
from nuotio.programmes.models.live import (
    LiveDots,
    LiveGoal,
    LiveNote,
    LiveParticipant,
    LiveRoom,
)
from nuotio.programmes.models.programmes import Participation, Programme, ProgrammeTemplate
from nuotio.programmes.models.seats import Application, Pair, Seat
from nuotio.programmes.models.together import GroupPlan, HouseRule

__all__ = [
    "Answer",
    "Application",
    "Assignment",
    "Attendance",
    "CalendarKey",
    "Decision",
    "Event",
    "Feedback",
    "GroupPlan",
    "HouseRule",
    "InProgramme",
    "LiveDots",
    "LiveGoal",
    "LiveNote",
    "LiveParticipant",
    "LiveRoom",
    "Material",
    "Pair",
    "Participation",
    "Programme",
    "ProgrammeTemplate",
    "Seat",
    "Submission",
]
