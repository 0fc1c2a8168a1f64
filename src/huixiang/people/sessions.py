"""How long a sign-in lasts: half an hour without a move, eight hours at most; kept in the database, not in the cookie.

A session that is used is put off once a minute, not at every page.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from django.conf import settings
from django.contrib.sessions.backends import db
from django.utils import timezone

BEGAN: Final = "began"


class SessionStore(db.SessionStore):
    """Django's sessions in the database, with an end that no use puts off; by the clock Django itself reads."""

    def _get_session_from_db(self) -> Any:
        kept: Any = super()._get_session_from_db()  # type: ignore[misc]  # the stubs leave it out
        if kept is not None and _rested(kept) > settings.SESSION_PUT_OFF:
            self.modified = True  # saving it puts its end off
        return kept

    def create_model_instance(self, data: Any) -> Any:
        data.setdefault(BEGAN, int(timezone.now().timestamp()))
        return super().create_model_instance(data)

    def get_expiry_date(self, **_facts: Any) -> dt.datetime:
        return timezone.now() + dt.timedelta(seconds=self.get_expiry_age())

    def get_expiry_age(self, **_facts: Any) -> int:
        now = int(timezone.now().timestamp())
        left = int(self.get(BEGAN, now)) + settings.SESSION_LONGEST - now
        return max(0, min(int(settings.SESSION_COOKIE_AGE), left))


def _rested(kept: Any) -> float:
    """Seconds since the end of a session was put off."""
    left: float = (kept.expire_date - timezone.now()).total_seconds()
    return settings.SESSION_COOKIE_AGE - left
