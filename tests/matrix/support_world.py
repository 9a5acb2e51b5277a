"""A row of everything in the room `support`, for one side of the matrix world."""

from typing import Any

from tests import factories
from tests.matrix.side import Side
from tests.support import factories as support


def rows(side: Side, canary: str) -> dict[str, Any]:
    """Return rows that addresses name; those of the twin carry the canary.

    The subject `employee` asks, the subject `mentor` is asked and supports; `third_asker` is a
    colleague whose request only those who are asked read.
    """
    ours = {"organisation": side.organisation}
    asker, mentor = side.people["employee"], side.people["mentor"]
    third = factories.MembershipFactory(**ours, user=factories.UserFactory(name=f"{canary}asker"))
    asked = {**ours, "asked_by": asker}

    def request(name: str, **more: Any) -> Any:
        return support.SupportRequestFactory(
            **{**asked, **more}, team=f"{canary}{name}", wish=f"{canary}wish of {name}"
        )

    matched = request("Matched", matched=True)
    promise = support.SupportInvitationFactory(request=matched, mentor=mentor, accepted=True)
    engagement = support.EngagementFactory(request=matched)
    done = request("Done", done=True, people=3)
    over = support.EngagementFactory(request=done, by=[mentor], closed=True, closed_by=mentor)
    many = request("Many", done=True)
    ended = support.EngagementFactory(request=many, by=[mentor], closed=True)
    batch = support.BatchFactory(**ours)
    factories.TimeShareFactory(
        mentor=side.rows["third_mentor"],
        supervisor=side.people["lead"],
        state="agreed",
        starts_on=factories.LONG_AGO.date(),
    )
    open_request = request("Open")
    invited = request("Invited")
    return {
        "support_request": open_request,
        "draft_request": request("Draft", draft=True),
        "closed_circle_request": request("Closed", readers="invited", asked_by=third),
        "declined_request": request("Declined", declined=True),
        "invited_request": invited,
        "support_invitation": support.SupportInvitationFactory(
            request=invited, mentor=mentor, message=f"{canary}come"
        ),
        "declined_invitation": support.SupportInvitationFactory(
            request=open_request, mentor=mentor, declined=True, reason=f"{canary}reason"
        ),
        "support_promise": promise,
        "suggested_invitation": support.SupportInvitationFactory(
            request=request("Suggested"), mentor=mentor, suggested=True
        ),
        "readiness": support.ReadinessFactory(mentor=mentor),
        "absence": support.AbsenceFactory(mentor=mentor),
        "conflict": support.ConflictFactory(mentor=mentor, unit=side.rows["unit"]),
        "batch": batch,
        "batch_line": support.BatchLineFactory(
            batch=batch, request=open_request, mentor=side.rows["third_mentor"]
        ),
        "engagement": engagement,
        "closed_engagement": over,
        "meeting": support.MeetingFactory(
            engagement=engagement, title=f"{canary}meeting", agenda=f"{canary}agenda"
        ),
        "engagement_note": support.EngagementNoteFactory(
            engagement=engagement, writer=mentor, audience="mentors", words=f"{canary}note"
        ),
        "meeting_time": support.MeetingTimeFactory(engagement=engagement, mentor=mentor),
        "thanks": support.ThanksFactory(engagement=over, words=f"{canary}thanks"),
        "signed_follow_up": support.FollowUpFactory(engagement=over, signed=True),
        "follow_up": support.FollowUpFactory(engagement=ended),
    }
