"""Addresses that leave the house in mails: absolute, in the reader's language."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

STOP_SALT = "nuotio.notifications.stop"
PLAIN = "fi"


def path_to(name: str, **kwargs: Any) -> str:
    """Return the path of a page without a language, as it is kept with a notice."""
    with translation.override(PLAIN):
        return reverse(name, kwargs=kwargs)


def in_language(path: str, language: str) -> str:
    """Return a kept path in this language; the start page where it would lead elsewhere."""
    if not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        path = "/"
    with translation.override(PLAIN):
        return str(translate_url(path, language))


def absolute(path: str, language: str) -> str:
    """Return the whole address of a kept path, for a mail in this language."""
    return f"{settings.BASE_URL}{in_language(path, language)}"


def own_host() -> str:
    """Return the name of the machine that people know the service by."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def stop_url(user_id: int, kind: str, language: str) -> str:
    """Return the address where this person stops mails of this kind, without signing in."""
    token = signing.dumps([user_id, kind], salt=STOP_SALT)
    return absolute(path_to("notifications:stop", token=token), language)


def read_stop_token(token: str) -> tuple[int, str] | None:
    """Return the person's id and the kind that a token was made for; None where it is not ours."""
    try:
        user_id, kind = signing.loads(token, salt=STOP_SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return int(user_id), str(kind)
