"""The library's forms with our own words: labels that stand beside the field, never inside it."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.utils.translation import gettext_lazy as _

EMAIL = (_("Work e-mail"), "")
NEW_PASSWORD = (
    _("New password"),
    _("At least 12 characters. Three words that have nothing to do with each other is good."),
)
NEW_PASSWORD_AGAIN = (_("The new password again"), "")


class InOurWords(forms.Form):
    """Gives each field its label and its hint from `words`, and takes what stands inside away."""

    words: dict[str, tuple[Any, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.widget.attrs.pop("placeholder", None)
            if field.widget.attrs.get("autocomplete") == "one-time-code":
                field.widget.attrs["inputmode"] = "numeric"


class LoginForm(InOurWords, account.LoginForm):  # type: ignore[misc]
    words = {"login": EMAIL, "password": (_("Password"), "")}


class RequestLoginCodeForm(InOurWords, account.RequestLoginCodeForm):  # type: ignore[misc]
    words = {"email": EMAIL}


class ConfirmLoginCodeForm(InOurWords, account.ConfirmLoginCodeForm):  # type: ignore[misc]
    words = {"code": (_("Code from the mail"), _("Eight digits, for example 1234-5678."))}


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):  # type: ignore[misc]
    words = {"email": EMAIL}


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    words = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD_AGAIN}


class SetPasswordForm(InOurWords, account.SetPasswordForm):  # type: ignore[misc]
    words = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD_AGAIN}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):  # type: ignore[misc]
    words = {
        "oldpassword": (_("Present password"), ""),
        "password1": NEW_PASSWORD,
        "password2": NEW_PASSWORD_AGAIN,
    }

    def clean_oldpassword(self) -> str:
        """Count a wrong one among the five tries of the account, like at the door."""
        password = str(self.cleaned_data["oldpassword"])
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):  # type: ignore[misc]
    words = {"password": (_("Password"), "")}


SECOND_STEP_CODE = (
    _("Code from the app"),
    _("Six digits. A recovery code is good too; each of them works once."),
)


class AuthenticateForm(InOurWords, second_step.AuthenticateForm):  # type: ignore[misc]
    words = {"code": SECOND_STEP_CODE}


class ReauthenticateByCodeForm(InOurWords, second_step.ReauthenticateForm):  # type: ignore[misc]
    words = {"code": SECOND_STEP_CODE}


class ActivateAppForm(InOurWords, app.ActivateTOTPForm):  # type: ignore[misc]
    words = {"code": (_("Code that the app shows"), _("Six digits; they change twice a minute."))}


class AddPasskeyForm(InOurWords, passkey.AddWebAuthnForm):  # type: ignore[misc]
    """Every passkey here opens the door alone, so the device always checks who holds it.

    Its name is the device's; it can be changed later.
    """

    passwordless = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        return dict(super().clean() or {})


class EditPasskeyForm(InOurWords, passkey.EditWebAuthnForm):  # type: ignore[misc]
    words = {
        "name": (_("Name of this passkey"), _("So that you know it later, for example My phone."))
    }
