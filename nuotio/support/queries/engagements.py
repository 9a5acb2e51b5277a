"""Support that was agreed on: whose it is, where it stands, what its team may know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from nuotio.notifications.wording import in_three
from nuotio.people.models import Membership
from nuotio.people.rules.roles import steers
from nuotio.support.models import (
    Engagement,
    Meeting,
    MeetingTime,
    SupportInvitation,
    SupportRequest,
    Thanks,
)
from nuotio.support.queries import notes
from nuotio.support.rules import engagements as rules
from nuotio.support.story import request_facts

ACCEPTED = SupportInvitation.State.ACCEPTED
PARTIES = ("request__unit", "request__asked_by__user", "request__asked_by__organisation")
SHOWN_NOTES = 5
CORRECTED_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Party:
    """Who takes part in a support: who asked, where she is still here, and its mentors."""

    asker: Membership | None
    mentors: Sequence[Membership]

    @property
    def everybody(self) -> Sequence[Membership]:
        """All of them, who asked first."""
        return [*([self.asker] if self.asker else []), *self.mentors]


def with_people() -> QuerySet[Engagement]:
    """Return engagements with who asked and everybody who was asked to give the support."""
    asked = SupportInvitation.objects.select_related("mentor__user", "mentor__organisation")
    invited = Prefetch("request__invitations", asked.order_by("pk"))
    rows: QuerySet[Engagement] = Engagement.objects.select_related(*PARTIES)
    return rows.prefetch_related(invited)


def engagement_at(pk: int, *, viewer: Membership) -> Engagement | None:
    """Return support that the viewer may see, with people, follow-up and thanks; two queries."""
    words = Thanks.objects.filter(engagement=OuterRef("pk")).order_by("at", "pk").values("words")
    rows = with_people().select_related("closed_by__user", "follow_up")
    rows = rows.annotate(thanked=Subquery(words[:1]))
    found = rows.filter(organisation_id=viewer.organisation_id, pk=pk).first()
    return found if found is not None and rules.can_see_engagement(viewer, found) else None


def party_of(engagement: Engagement) -> Party:
    """Return who takes part and can still sign in; `engagement` as found here."""
    asker = engagement.request.asked_by
    mentors: dict[int, Membership] = {}
    for one in engagement.request.invitations.all():
        if one.state == ACCEPTED and one.mentor is not None and _is_here(one.mentor):
            mentors[one.mentor.pk] = one.mentor
    here = asker if asker is not None and _is_here(asker) else None
    return Party(here, list(mentors.values()))


def here(*members: Membership | None) -> Sequence[Membership]:
    """Return those of the people who can still sign in."""
    return [one for one in members if one is not None and _is_here(one)]


def _is_here(member: Membership) -> bool:
    return member.is_open and member.user.is_active


def visible_engagements(viewer: Membership) -> QuerySet[Engagement]:
    """Return the support that the viewer may see, in no order.

    The one place that says so in the database; the rule `support.see_engagement` says it of one.
    """
    rows: QuerySet[Engagement] = Engagement.objects.filter(organisation_id=viewer.organisation_id)
    if not viewer.is_open:
        return rows.none()
    return rows if steers(viewer) else rows.filter(Q(request__asked_by=viewer) | given_by(viewer))


def given_by(viewer: Membership) -> Q:
    """Return what holds for support that the member gives or gave."""
    accepted = SupportInvitation.objects.filter(
        request=OuterRef("request"), mentor=viewer, state=ACCEPTED
    )
    return Q(Exists(accepted))


def own_engagements(viewer: Membership, *, at: datetime) -> QuerySet[Engagement]:
    """Return the support that the viewer gives, gets, gave or got: live first, then the newest."""
    mine = Q(request__asked_by=viewer) | given_by(viewer)
    return _listed(visible_engagements(viewer).filter(mine), at=at)


def all_engagements(viewer: Membership, *, at: datetime) -> QuerySet[Engagement]:
    """Return all the support that the viewer may see: live first, then the newest."""
    return _listed(visible_engagements(viewer), at=at)


def takes_corrections(engagement: Engagement, *, day: date) -> bool:
    """Say whether what was agreed at the end may still be corrected on a day."""
    ended_at = engagement.closed_at
    return ended_at is not None and day <= timezone.localdate(ended_at) + CORRECTED_FOR


def _listed(rows: QuerySet[Engagement], *, at: datetime) -> QuerySet[Engagement]:
    """Return the rows as a list shows them, each with its next meeting and its minutes."""
    coming = Meeting.objects.filter(
        engagement=OuterRef("pk"), cancelled_at=None, ends_at__gt=at
    ).order_by("starts_at", "pk")
    asked = SupportInvitation.objects.select_related("mentor__user").filter(state=ACCEPTED)
    is_closed = ExpressionWrapper(Q(closed_at__isnull=False), output_field=BooleanField())
    return (
        rows.select_related("request__asked_by__user")
        .prefetch_related(Prefetch("request__invitations", asked.order_by("pk")))
        .annotate(
            is_over=is_closed,
            next_at=Subquery(coming.values("starts_at")[:1]),
            promised=_sum(
                SupportInvitation.objects.filter(request=OuterRef("request"), state=ACCEPTED),
                "request",
            ),
            booked=_sum(MeetingTime.objects.filter(engagement=OuterRef("pk")), "engagement"),
        )
        .order_by("is_over", "-made_at", "-pk")
    )


def _sum(rows: QuerySet[Any], group: str) -> Coalesce:
    total = rows.order_by().values(group).annotate(total=Sum("minutes")).values("total")
    return Coalesce(Subquery(total, output_field=IntegerField()), Value(0))


def thanks_of(engagement: Engagement) -> str:
    """Return the words of thanks from who asked, as `engagement_at` found them; empty for none."""
    return getattr(engagement, "thanked", None) or ""


def called(request: SupportRequest) -> dict[str, str]:
    """Return what a support is called in notices and mails, in three languages.

    Its team or its kinds; of the wish nothing, which is for those who open the page.
    """
    unit = request.unit.name if request.unit and request.people > 1 else ""
    return in_three(
        lambda: request.team or unit or request_facts.kinds_of(request) or _("a colleague")
    )


def named(pk: int) -> Engagement | None:
    """Return an engagement of the open organisation with its people, to tell them of it."""
    return with_people().filter(pk=pk).first()


def of_request(request_id: int) -> Engagement | None:
    """Return the engagement of a request of the open organisation, with its people."""
    return with_people().filter(request_id=request_id).first()


def part(request: SupportRequest, *, viewer: Membership, at: datetime) -> dict[str, Any]:
    """Return what the request's page shows of its engagement to this viewer.

    Who may see the engagement gets the way to it; who only reads the request, the notes that were
    written for its readers. At most four queries.
    """
    engagement = of_request(request.pk)
    shown: dict[str, Any] = {"engagement": None, "engagement_notes": []}
    if engagement is None:
        return shown
    if not rules.can_see_engagement(viewer, engagement):
        rows = notes.visible_notes(viewer).filter(engagement=engagement)
        return {**shown, "engagement_notes": list(notes.newest(rows)[:SHOWN_NOTES])}
    coming = engagement.meetings.filter(cancelled_at=None, ends_at__gt=at)
    return {
        **shown,
        "engagement": engagement,
        "engagement_mentors": party_of(engagement).mentors,
        "engagement_meeting": coming.order_by("starts_at", "pk").first(),
    }
