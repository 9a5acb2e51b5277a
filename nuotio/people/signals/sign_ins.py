from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.signals import login_code_rejected
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from nuotio.people import devices
from nuotio.people.models import User
from nuotio.people.services import sign_ins

SECOND_STEPS = {"totp": "app", "recovery_codes": "recovery_code", "webauthn": "passkey"}


@receiver(user_logged_in)
def keep_success(request: HttpRequest, user: User, **_: Any) -> None:
    """Keep that somebody came in as this person, and by which way."""
    _keep(
        request, user, succeeded=True, method=method_of(get_authentication_records(request, user))
    )


@receiver(user_login_failed)
def keep_wrong_password(
    credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any
) -> None:
    """Keep a wrong password on the account that it was tried on, if there is one."""
    user = User.objects.filter(email=str(credentials.get("email", "")).strip().lower()).first()
    if user is not None and request is not None:
        _keep(request, user, succeeded=False, method="password")


@receiver(login_code_rejected)
def keep_wrong_code(request: HttpRequest, user: User, **_: Any) -> None:
    """Keep a wrong code from the mail."""
    _keep(request, user, succeeded=False, method="code")


@receiver(authentication_failed)
def keep_wrong_second_step(request: HttpRequest, user: User, **_: Any) -> None:
    """Keep a wrong code from the app, or a wrong recovery code."""
    _keep(request, user, succeeded=False, method="app")


def method_of(records: list[dict[str, Any]]) -> str:
    """Return the way in of the latest sign-in, with its second step after a plus where one was.

    Without any record it was an invitation: its link is the only other way in.
    """
    way = "invitation"
    for record in records:
        if record["method"] != "mfa":
            way = record["method"]
        elif record.get("passwordless"):
            way = "passkey"
        elif not record.get("reauthenticated"):
            way = f"{way.partition('+')[0]}+{SECOND_STEPS[record['type']]}"
    return way


def _keep(request: HttpRequest, user: User, *, succeeded: bool, method: str) -> None:
    sign_ins.record_sign_in(
        user,
        succeeded=succeeded,
        method=method,
        address=get_adapter().get_client_ip(request) if "REMOTE_ADDR" in request.META else None,
        device=devices.in_words(request.headers.get("User-Agent", "")),
        at=timezone.now(),  # noqa: TID251 -- a signal is the edge: it brings no time
    )
