from django.utils.translation import gettext_lazy as _

from nuotio.foundation.rules import rule, topics
from nuotio.notifications.models import Notification
from nuotio.people.models import Membership

topics["notifications"] = _("Notices and feedback")


@rule(
    "notifications.see_notification",
    says=_("Only the person to whom a notice was sent sees it."),
    sees=_("The notices that a person gets"),
)
def can_see_notification(by: Membership, notification: Notification) -> bool:
    """Say whether the member is the one who was told."""
    return by.is_open and notification.recipient_id == by.pk
