"""What the room keeps of a person: that she was invited to a survey, never what she answered."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from nuotio.culture.models import Invitee, SurveyRound
from nuotio.foundation import tenancy
from nuotio.foundation.personal_data import Keeping, Rows, as_rows, keeps
from nuotio.people.models import User

OWN = "A person's own data, from every organisation."
PAST = "Forgetting what is past its time, in every organisation."
TWO_YEARS = timedelta(days=730)
A_YEAR = timedelta(days=365)
OVER = (SurveyRound.State.CLOSED, SurveyRound.State.DISCARDED)


def _mine(user_id: int) -> QuerySet[Invitee]:
    """Return the invitations of a person: as a member, or to her own address."""
    address = User.objects.values_list("email", flat=True).get(pk=user_id)
    by_address = Q(email__iexact=address) & ~Q(email="")
    rows: QuerySet[Invitee] = Invitee.objects.filter(Q(membership__user_id=user_id) | by_address)
    return rows.order_by("pk")


def _export_invitations(user_id: int) -> Rows:
    with tenancy.unrestricted(reason=OWN):
        return as_rows(_mine(user_id).values("round__name_fi", "round__opens_at", "given"))


def _erase_invitations(user_id: int) -> None:
    """That somebody was invited stays in the counts; who it was goes."""
    with tenancy.unrestricted(reason=OWN):
        keys = list(_mine(user_id).values_list("pk", flat=True))
        rows = Invitee.objects.filter(pk__in=keys)
        rows.update(membership=None, email="", link_digest="")


def _forget_invitations(at: datetime) -> int:
    """Addresses go when a round is over, names two years later, lists of old drafts in a year."""
    with tenancy.unrestricted(reason=PAST):
        addresses = Invitee.objects.filter(round__state__in=OVER).exclude(email="", link_digest="")
        names = Invitee.objects.filter(
            round__closes_at__lte=at - TWO_YEARS, membership__isnull=False
        )
        forgotten = addresses.update(email="", link_digest="") + names.update(membership=None)
        return forgotten + _forget_lists(at)


def _forget_lists(at: datetime) -> int:
    drafts = SurveyRound.objects.filter(
        state=SurveyRound.State.DRAFT, made_at__lte=at - A_YEAR
    ).order_by("pk")
    old = [draft for draft in drafts if draft.whom.get("list")]
    for draft in old:
        draft.whom = {**draft.whom, "list": []}
        draft.save(update_fields=["whom"])
    return len(old)


keeps(
    Keeping(
        "survey_invitations",
        _("That you were invited to a survey, and whether you have collected a ticket"),
        _("So that everybody gets one ticket. What you answer is never kept with your name."),
        _(
            "An address without an account goes when the survey closes; that you were invited,"
            " two years later. A list that was never used goes in a year."
        ),
        _export_invitations,
        _erase_invitations,
        _forget_invitations,
    )
)
