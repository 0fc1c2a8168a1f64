"""The cookie that carries a sentence to the next page, under a name that no other host can set."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage

COOKIE: Final = f"{settings.HOST_COOKIE}messages"


class MessageCookies(CookieStorage):
    """Django's own, under our name."""

    cookie_name = COOKIE
