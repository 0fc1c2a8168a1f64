"""The forms of the sign-in library, without its placeholders: a label above says it, and stays while one types."""

from __future__ import annotations

import json
from typing import Any, Final

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as keys
from django import forms

NOT_A_KEY: Final = (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError)
"""What the library stumbles over when what was sent is no answer of a key at all."""


class _Plain:
    """Takes placeholders and the link under the password field away; the page has its own link."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in {"password", "oldpassword"}:
                field.help_text = ""


class LoginForm(_Plain, account.LoginForm):  # type: ignore[misc]  # the library has no types
    pass


class ChangePasswordForm(_Plain, account.ChangePasswordForm):  # type: ignore[misc]
    pass


class ReauthenticateForm(_Plain, account.ReauthenticateForm):  # type: ignore[misc]
    pass


class _Strict(json.JSONDecoder):
    """Numbers of 5,000 digits and a thousand brackets in a row are no JSON either; Python has other errors for them."""

    def decode(self, s: str, *more: Any) -> Any:
        try:
            return super().decode(s, *more)
        except (ValueError, RecursionError) as error:
            raise json.JSONDecodeError("no answer of a key", "", 0) from error


def _answer() -> forms.JSONField:
    return forms.JSONField(widget=forms.HiddenInput, decoder=_Strict)


class AddKeyForm(keys.AddWebAuthnForm):  # type: ignore[misc]
    """Refuses in words what is no answer of a key."""

    credential = _answer()

    def clean(self) -> Any:
        try:
            return super().clean()
        except NOT_A_KEY as error:
            raise get_adapter().validation_error("incorrect_code") from error


class _AskedKey:
    """Refuses in words what is no answer of a key."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except NOT_A_KEY as error:
            raise get_adapter().validation_error("incorrect_code") from error


class SignInKeyForm(_AskedKey, keys.AuthenticateWebAuthnForm):  # type: ignore[misc]
    credential = _answer()


class ReauthenticateKeyForm(_AskedKey, keys.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    credential = _answer()
