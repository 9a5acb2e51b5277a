import io
import json
import zipfile
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.mail import send_mail
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from nuotio.audit import queries as audit_queries
from nuotio.audit import services as audit
from nuotio.foundation import marks
from nuotio.foundation.personal_data import register
from nuotio.people.models import Membership, User
from nuotio.privacy import rules
from nuotio.privacy.models import Feedback


def export_person(user: User) -> bytes:
    """Return a zip with everything that is kept of a person: one JSON file a kind."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for kind, keeping in register.items():
            told = {
                "what": str(keeping.what),
                "why": str(keeping.why),
                "how_long": str(keeping.how_long),
                "rows": keeping.export(user.pk),
            }
            package.writestr(f"{kind}.json", _as_json(told))
        entries = audit_queries.entries_about(user.pk).values("at", "action")
        told = {"what": _("What was done with your data"), "rows": list(entries)}
        package.writestr("ledger.json", _as_json(told))
    return made.getvalue()


def _as_json(told: dict[str, Any]) -> str:
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


@transaction.atomic
def erase_person(user: User, *, at: datetime) -> None:
    """Remove a person from the service for good; others' work stays whole, without the name.

    Every room erases what it keeps, in the order of the register; sign-in stops working at once.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.erased_at is not None:
        return
    locked.erased_at = at
    locked.save(update_fields=["erased_at"])
    for session in UserSession.objects.filter(user=locked):
        session.end()
    for keeping in register.values():
        keeping.erase(user.pk)
    EmailAddress.objects.filter(user_id=user.pk).delete()
    Authenticator.objects.filter(user_id=user.pk).delete()
    audit.record("privacy.erase_person", locked, actor_id=user.pk, subject_id=user.pk)


def forget_what_is_past(*, at: datetime) -> dict[str, int]:
    """Delete what is past its time in every room; return how many rows of each kind."""
    forgotten = {}
    for kind, keeping in register.items():
        if keeping.forget is not None:
            with transaction.atomic():
                forgotten[kind] = keeping.forget(at)
    return forgotten


def send_feedback(
    *, once: UUID, message: str, page: str, email: str, language: str, at: datetime
) -> Feedback:
    """Take in feedback on accessibility; the same form sent twice makes one."""
    # Nobody need sign in here: the same words for the same answer are the same person's.
    words = {"message": message, "page": page, "email": email}
    told = {"language": language, "sent_at": at}
    mark = marks.own_mark(Feedback.objects, once, **words)
    feedback, _made = Feedback.objects.get_or_create(once=mark, **words, defaults=told)
    return feedback


@transaction.atomic
def answer_feedback(feedback: Feedback, *, answer: str, by: Membership, at: datetime) -> Feedback:
    """Keep the answer, and mail it in the sender's language where an address was given."""
    feedback = Feedback.objects.select_for_update().get(pk=feedback.pk)
    rules.can_answer_feedback.require(by)
    if feedback.answered_at is not None:
        return feedback
    feedback.answer, feedback.answered_at = answer, at
    feedback.save(update_fields=["answer", "answered_at"])
    audit.record("privacy.answer_feedback", feedback, actor_id=by.user_id)
    if feedback.email:
        with translation.override(feedback.language):
            send_mail(_("Answer to your feedback on Nuotio"), answer, None, [feedback.email])
    return feedback
