"""The library's views where ours know a little more: passkeys and the page of all ways in."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView as ItsLoginView
from allauth.mfa.base.views import IndexView
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuotio.people.services import sign_ins


def named_address(request: HttpRequest) -> str | None:
    """Return this page's address under a name where it was opened by number; None where not.

    A passkey belongs to a name. On one's own machine that is localhost, else the service's own
    name; empty where the service has none.
    """
    own = urlsplit(f"//{request.get_host()}")
    number = _number(own.hostname or "")
    if number is None:
        return None
    page = request.get_full_path()
    if number.is_loopback:
        return f"{request.scheme}://localhost{f':{own.port}' if own.port else ''}{page}"
    return "" if _number(urlsplit(settings.BASE_URL).hostname or "") else settings.BASE_URL + page


def _number(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


class LoginView(ItsLoginView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "named_address": named_address(self.request)}


class WaysInView(IndexView):  # type: ignore[misc]
    """Sign-in and security: every way in, and what protects it, on one page."""


class AddPasskeyView(AddWebAuthnView):  # type: ignore[misc]
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["js_data"] = {"creation_options": begin_registration(self.request.user, True)}
        context["named_address"] = named_address(self.request)
        context["later_url"] = get_next_redirect_url(self.request) or reverse("home:start")
        return context

    def get_success_url(self) -> str:
        return str(get_next_redirect_url(self.request) or reverse("mfa_index"))

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        sign_ins.drop_idle_recovery_codes(by=self.request.user)
        return response
