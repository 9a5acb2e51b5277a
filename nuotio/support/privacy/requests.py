from datetime import datetime

from django.utils.translation import gettext_lazy as _

from nuotio.foundation import tenancy
from nuotio.foundation.personal_data import Keeping, Rows, as_rows, keeps
from nuotio.people.models import Membership, User
from nuotio.people.traces import OWN, PAST, TWO_YEARS, Part, hers, unname
from nuotio.support.models import (
    Batch,
    BatchLine,
    Engagement,
    EngagementNote,
    MeetingTime,
    SignedAnswer,
    SupportInvitation,
    SupportRequest,
    Thanks,
)
from nuotio.support.services import leaving

# Where the room names a person.
PARTS: tuple[Part, ...] = (
    (SupportRequest, "asked_by", ""),
    (SupportRequest, "in_care_of", ""),
    (SupportInvitation, "mentor", ""),
    (SupportInvitation, "invited_by", ""),
    (Engagement, "closed_by", ""),
    (EngagementNote, "writer", ""),
    (MeetingTime, "mentor", ""),
    (Thanks, "given_by", ""),
    (SignedAnswer, "member", ""),
    (Batch, "made_by", ""),
    (BatchLine, "mentor", ""),
)
OVER = ("done", "declined", "withdrawn")
ASKED = ("team", "wish", "kinds", "people", "minutes", "state", "asked_at", "closing_words")
ANSWERED = ("request__team", "state", "minutes", "month", "message", "reason", "suggestion")


def _export(user_id: int) -> Rows:
    """What she asked for, what she was asked, the hours, notes, thanks and answers of hers."""
    with tenancy.unrestricted(reason=OWN):
        team = "engagement__request__team"
        notes = hers(EngagementNote, "writer", user_id)
        signed = hers(SignedAnswer, "member", user_id)
        return [
            *as_rows(hers(SupportRequest, "asked_by", user_id).values(*ASKED)),
            *as_rows(hers(SupportInvitation, "mentor", user_id).values(*ANSWERED, "answered_at")),
            *as_rows(hers(MeetingTime, "mentor", user_id).values(team, "day", "minutes")),
            *as_rows(notes.values(team, "words", "audience", "at")),
            *as_rows(hers(Thanks, "given_by", user_id).values(team, "words", "at")),
            *as_rows(signed.values("answers", "words", "at")),
        ]


def _erase(user_id: int) -> None:
    """Drafts go, and the reasons that she gave; the rest stays and names her no more.

    A note that only she and fellow mentors read goes too. Teams that she gave support wait again.
    """
    with tenancy.unrestricted(reason=OWN):
        _let_go(user_id)
        mine = hers(SupportRequest, "asked_by", user_id)
        mine.filter(state=SupportRequest.State.DRAFT).delete()
        hers(SupportInvitation, "mentor", user_id).update(reason="", suggestion="")
        hers(EngagementNote, "writer", user_id).filter(audience="mentors").delete()
        unname(PARTS, user_id)


def _let_go(user_id: int) -> None:
    at = User.objects.values_list("erased_at", flat=True).get(pk=user_id)
    if at is None:
        return
    for membership in Membership.objects.filter(user_id=user_id).order_by("pk"):
        leaving.let_go(membership.pk, at=at)


def _forget(at: datetime) -> int:
    """Names go two years after the end; a draft that nobody sent goes by then as well."""
    since, gone = at - TWO_YEARS, 0
    with tenancy.unrestricted(reason=PAST):
        drafts = SupportRequest.objects.filter(state="draft", made_at__lte=since)
        gone += drafts.delete()[0]
        over = SupportRequest.objects.filter(state__in=OVER, closed_at__lte=since)
        gone += over.exclude(asked_by=None, in_care_of=None).update(asked_by=None, in_care_of=None)
        asked = SupportInvitation.objects.filter(request__in=over).exclude(mentor=None)
        gone += asked.update(mentor=None, invited_by=None, reason="", suggestion="")
        ended = {"engagement__request__in": over}
        gone += MeetingTime.objects.filter(**ended).exclude(mentor=None).update(mentor=None)
        for model, field in ((EngagementNote, "writer"), (Thanks, "given_by")):
            rows = model.objects.filter(**ended).exclude(**{field: None})
            gone += rows.update(**{field: None})
        ended_by = Engagement.objects.filter(request__in=over).exclude(closed_by=None)
        gone += ended_by.update(closed_by=None)
        signed = SignedAnswer.objects.filter(follow_up__engagement__request__in=over)
        gone += signed.exclude(member=None).update(member=None)
        gone += Batch.objects.filter(made_at__lte=since).delete()[0]
        return gone


keeps(
    Keeping(
        "support_requests",
        _("What you asked for or gave as support for teams: requests, answers, hours, notes"),
        _("So that a team gets its mentor, within the mentor's working time."),
        _("Two years after the support ended; then nobody is named in it any more."),
        _export,
        _erase,
        _forget,
    )
)
