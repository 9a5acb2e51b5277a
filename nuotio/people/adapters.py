"""How sign-in behaves here: nobody signs up alone, people join by invitation."""

import time
from typing import Any
from urllib.parse import urlsplit

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nuotio.people import devices, kept_forms
from nuotio.people.models import User
from nuotio.ui import filters

ITS_SECOND_STEP = "allauth.mfa.stages.AuthenticateStage"
OUR_SECOND_STEP = "nuotio.people.adapters.SecondStep"


class SecondStep(AuthenticateStage):  # type: ignore[misc]
    """Asks those who took the app into use; a passkey alone is a way in and demands nothing."""

    def _should_handle(self, request: HttpRequest) -> bool:
        has_app = is_mfa_enabled(self.login.user, [Authenticator.Type.TOTP])
        return has_app and bool(super()._should_handle(request))


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "The e-mail and the password do not match. Check both, or choose a code by mail."
        ),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This is not the code. Check it, or ask for a new one."),
        "too_many_passwords": _(
            "A wrong password has been tried five times, so passwords wait for half an hour. "
            "You can come in at once with a code by mail or with a passkey."
        ),
        "too_many_login_attempts": _(
            "That was tried many times in a short while. Wait a moment and start again."
        ),
        "rate_limited": _("That was asked many times in a short while. Wait a moment."),
        "invalid_password_reset": _("The link is no longer in force."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        stages = super().get_login_stages()
        return [OUR_SECOND_STEP if stage == ITS_SECOND_STEP else stage for stage in stages]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count by account alone: another address of the service gives no further tries."""
        return str(credentials.get("email", "")).strip().lower()

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse the sixth password in half an hour, and say which ways stay open."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            raise self.validation_error("too_many_passwords") from None

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again only where the last proof, the sign-in itself included, is minutes old."""
        proofs = get_authentication_records(self.request, self.request.user)
        newest = max((proof["at"] for proof in proofs), default=0.0)
        if time.time() - newest < account_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def login(self, request: HttpRequest, user: User) -> None:
        """Take the link of an invitation, the only way in without a record, for a proof too."""
        if not get_authentication_records(request, user):
            record_authentication(request, user, "invitation")
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Go on in the person's own language, except to a page that keeps a text for them."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        response["Location"] = _landing(request, user, response["Location"])
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the reader's language; to an unknown address in the page's."""
        reader = context.get("user") or User.objects.filter(email=email.lower()).first()
        with translation.override(reader.language if reader else translation.get_language()):
            words = {
                "site_url": _in_mail("home:start"),
                "security_url": _in_mail("mfa_index"),
                "signup_url": _in_mail("account_signup"),
            }
            if "timestamp" in context:
                at = context["timestamp"]
                parts = {"date": filters.date(at), "time": filters.time(at)}
                words["when"] = gettext("%(date)s at %(time)s") % parts
            super().send_mail(template_prefix, email, {**context, **words})

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Send the link to the page in the reader's language."""
        with translation.override(user.language):
            kwargs = {"uidb36": context["uid"], "key": context["key"]}
            url = _in_mail("account_reset_password_from_key", **kwargs)
        super().send_password_reset_mail(user, email, {**context, "password_reset_url": url})

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell of a change, and in words from which device it came."""
        device = devices.in_words(self.get_http_user_agent(self.request))
        super().send_notification_mail(
            template_prefix, user, {**(context or {}), "device": device, "user": user}, email
        )


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That did not work. Check the code, or try again."),
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, Any]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Nuotio"}

    def build_totp_svg(self, url: str) -> str:
        """Draw the code on white, so that a camera reads it in the dark theme too."""
        import qrcode  # type: ignore[import-untyped]  # noqa: PLC0415 -- few pages need it
        from qrcode.image import svg  # type: ignore[import-untyped]  # noqa: PLC0415 -- the same

        drawn: bytes = qrcode.make(url, image_factory=svg.SvgPathFillImage).to_string()
        return drawn.decode()

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002 -- theirs
        """Name a new passkey after the device in hand."""
        agent = self.request.headers.get("User-Agent", "")
        return devices.in_words(agent) or gettext("My passkey")


def _in_mail(name: str, **kwargs: str) -> str:
    """Return a page's address for a mail; never from the request, whose host anybody can write."""
    return f"{settings.BASE_URL}{reverse(name, kwargs=kwargs)}"


def _landing(request: HttpRequest, user: User, url: str) -> str:
    kept = request.session.get(kept_forms.KEY)
    path = urlsplit(url).path
    if kept and kept["path"] == path:
        return url
    with translation.override(translation.get_language_from_path(path) or settings.LANGUAGE_CODE):
        return translate_url(url, user.language)
