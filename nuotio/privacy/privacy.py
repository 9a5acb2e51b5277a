"""What this room itself keeps of a person: feedback on accessibility."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from nuotio.foundation.personal_data import Keeping, Rows, as_rows, keeps
from nuotio.people.models import User
from nuotio.privacy.models import Feedback

FEEDBACK_KEPT = timedelta(days=365)


def _address(user_id: int) -> str:
    return User.objects.values_list("email", flat=True).get(pk=user_id)


def _export(user_id: int) -> Rows:
    rows = Feedback.objects.filter(email__iexact=_address(user_id)).order_by("pk")
    return as_rows(rows.values("message", "page", "sent_at", "answer", "answered_at"))


def _erase(user_id: int) -> None:
    Feedback.objects.filter(email__iexact=_address(user_id)).update(email="")


def _forget(at: datetime) -> int:
    return Feedback.objects.filter(answered_at__lt=at - FEEDBACK_KEPT).delete()[0]


feedback = keeps(
    Keeping(
        "feedback",
        _("Feedback that you sent on accessibility"),
        _("So that it can be answered within two weeks and the service mended."),
        _("One year after the answer."),
        _export,
        _erase,
        _forget,
    )
)
