"""The forms of the sign-in library, without its placeholders: a label above says it, and stays while one types."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account


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
