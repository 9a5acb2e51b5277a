"""What was done with a person's data, in words: the ledger itself knows only names of services."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuotio.audit.models import AuditEntry

DONE = {
    "people.accept_invitation": gettext_lazy("You joined the organisation"),
    "people.edit_member": gettext_lazy("Your unit, main job or supervisor was changed"),
    "people.end_membership": gettext_lazy("Your membership was ended"),
    "people.edit_profile": gettext_lazy("Your profile was changed"),
    "people.take_role": gettext_lazy("A role began"),
    "people.pause_role": gettext_lazy("A role was paused or taken up again"),
    "people.leave_role": gettext_lazy("A role ended"),
    "people.propose_share": gettext_lazy("Hours for mentoring were proposed"),
    "people.answer_share": gettext_lazy("The hours you proposed were answered"),
    "people.end_share": gettext_lazy("Agreed hours for mentoring ended"),
    "plans.add_mentor": gettext_lazy("You were added to a plan"),
    "people.end_other_sessions": gettext_lazy("Other sessions were signed out"),
}


def told(entry: AuditEntry, *, reader_id: int) -> str:
    """Return the entry in words, and whether the reader or somebody else did it."""
    what = str(DONE.get(entry.action, _("Your data was changed")))
    who = _("by you") if entry.actor_id == reader_id else _("by somebody else")
    return f"{what}, {who}"
