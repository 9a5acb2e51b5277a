"""Tables of the room: goals, strategic competences and what they mean in a team."""

from nuotio.goals.models.competences import StrategicCompetence, TeamMeaning
from nuotio.goals.models.goals import Goal

__all__ = ["Goal", "StrategicCompetence", "TeamMeaning"]
