"""The tables whose rows a programme's participants share."""

from nuotio.programmes import models

SHARED_IN = [
    models.Participation,
    models.Seat,
    models.Pair,
    models.Event,
    models.Attendance,
    models.Decision,
    models.Material,
    models.Assignment,
    models.Answer,
    models.Submission,
    models.Feedback,
    models.HouseRule,
    models.GroupPlan,
]
