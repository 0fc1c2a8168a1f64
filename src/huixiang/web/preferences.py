"""What a reader has chosen about the look of pages: two cookies without personal data; nothing is stored with us."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest

CARE_COOKIE: Final = f"{settings.HOST_COOKIE}hx_care"
THEME_COOKIE: Final = f"{settings.HOST_COOKIE}hx_theme"
THEMES: Final = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class Preferences:
    """``care`` is the large-print edition (关怀版); ``theme`` is one of THEMES, "auto" following the device."""

    care: bool = False
    theme: str = "auto"


def read_preferences(request: HttpRequest) -> Preferences:
    """Read the two cookies; anything unknown in them counts as not chosen."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return Preferences(
        care=request.COOKIES.get(CARE_COOKIE) == "on",
        theme=theme if theme in THEMES else "auto",
    )
