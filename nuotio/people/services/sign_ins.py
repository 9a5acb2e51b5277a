"""Who came in as whom: kept for ninety days, so that people can see it; and the way to end it."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from nuotio.audit import services as audit
from nuotio.people.models import SignIn, User

KEPT_FOR = timedelta(days=90)


def record_sign_in(
    user: User, *, succeeded: bool, method: str, address: str | None, device: str, at: datetime
) -> SignIn:
    """Keep one try to sign in, with how it was tried and in words from which device."""
    return SignIn.objects.create(
        user=user, succeeded=succeeded, method=method, address=address, device=device[:200], at=at
    )


@transaction.atomic
def end_other_sessions(*, by: User, keep: str) -> int:
    """Sign the person out everywhere but in the session with this key; return from how many."""
    others = UserSession.objects.filter(user=by).exclude(session_key=keep)
    keys = list(others.values_list("session_key", flat=True))
    ended = Session.objects.filter(session_key__in=keys).delete()[0]
    others.delete()
    audit.record("people.end_other_sessions", by, actor_id=by.pk, subject_id=by.pk)
    return ended


def drop_idle_recovery_codes(*, by: User) -> None:
    """Drop the codes that the library makes with a passkey: they replace the app, and only it."""
    mine = Authenticator.objects.filter(user=by)
    if not mine.filter(type=Authenticator.Type.TOTP).exists():
        mine.filter(type=Authenticator.Type.RECOVERY_CODES).delete()


@transaction.atomic
def forget_old_sign_ins(*, at: datetime) -> int:
    """Drop tries older than ninety days and sessions that have run out; return how many tries."""
    Session.objects.filter(expire_date__lt=at).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return SignIn.objects.filter(at__lt=at - KEPT_FOR).delete()[0]


@transaction.atomic
def erase_sign_ins(user_id: int) -> None:
    """Drop every trace of where and how this person came in."""
    UserSession.objects.filter(user_id=user_id).delete()
    SignIn.objects.filter(user_id=user_id).delete()
