from nuotio.support.models.batches import Batch, BatchLine
from nuotio.support.models.engagements import (
    Engagement,
    EngagementNote,
    Meeting,
    MeetingTime,
    Thanks,
)
from nuotio.support.models.follow_ups import FollowUp, FollowUpCount, SignedAnswer
from nuotio.support.models.invitations import SupportInvitation
from nuotio.support.models.mentors import Absence, Conflict, Readiness
from nuotio.support.models.requests import DayPart, Mode, SupportKind, SupportRequest
from nuotio.support.models.weights import MatchingWeights

__all__ = [
    "Absence",
    "Batch",
    "BatchLine",
    "Conflict",
    "DayPart",
    "Engagement",
    "EngagementNote",
    "FollowUp",
    "FollowUpCount",
    "MatchingWeights",
    "Meeting",
    "MeetingTime",
    "Mode",
    "Readiness",
    "SignedAnswer",
    "SupportInvitation",
    "SupportKind",
    "SupportRequest",
    "Thanks",
]
