from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from nuotio.people import devices
from nuotio.people.models import SignIn, User

WAYS_IN = {
    "password": _("with a password"),
    "password_reset": _("with a link for a new password"),
    "code": _("with a code by mail"),
    "passkey": _("with a passkey"),
    "invitation": _("by invitation"),
    "app": _("with a code from the app"),
}
SECOND_STEPS = {
    "app": _("and a code from the app"),
    "recovery_code": _("and a recovery code"),
    "passkey": _("and a passkey"),
}


@dataclass(frozen=True)
class OpenSession:
    """A place where the person is signed in now."""

    device: str
    address: str
    since: datetime
    is_current: bool


def way_in_words(method: str) -> str:
    """Return for example "with a password and a code from the app"."""
    way, _plus, second = method.partition("+")
    return f"{WAYS_IN.get(way, '')} {SECOND_STEPS.get(second, '')}".strip()


def sign_ins_of(user: User) -> QuerySet[SignIn]:
    """Return the person's own tries to sign in, newest first."""
    return SignIn.objects.filter(user=user).order_by("-at", "-pk")


def open_sessions(user: User, *, current: str, at: datetime) -> Sequence[OpenSession]:
    """Return where the person is signed in; the session with the key `current` comes first."""
    rows = list(UserSession.objects.filter(user=user).order_by("-created_at", "-pk"))
    alive = Session.objects.filter(
        session_key__in=[row.session_key for row in rows], expire_date__gt=at
    )
    keys = {session.session_key for session in alive if _still_opens(session, user)}
    found = [
        OpenSession(
            device=devices.in_words(row.user_agent),
            address=row.ip,
            since=row.created_at,
            is_current=row.session_key == current,
        )
        for row in rows
        if row.session_key in keys
    ]
    return sorted(found, key=lambda session: not session.is_current)


def _still_opens(session: Session, user: User) -> bool:
    """Say whether the session was opened with the present password."""
    stamp = str(session.get_decoded().get(HASH_SESSION_KEY, ""))
    return constant_time_compare(stamp, user.get_session_auth_hash())
