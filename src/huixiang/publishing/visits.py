"""The visit of a speaker to their receipt: a sealed cookie, half an hour after the last look, without any secret.

It holds the id of the voice and two times, sealed with the house key for one organisation; neither the code nor
anything that opens it. That of a sealed case holds its key besides, which lies nowhere else while the visit lasts.
There is no cookie before a code was entered, and leaving removes it.
"""

from __future__ import annotations

import datetime as dt
import json
from base64 import b64decode, b64encode, urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from huixiang.kernel.sealing import SealBroken, seal, unseal
from huixiang.kernel.tenancy import current_organisation_id

COOKIE: Final = f"{settings.PART_COOKIE}hx-receipt"
PATH: Final = "/receipt"
IDLE: Final = dt.timedelta(minutes=30)
LONGEST: Final = dt.timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Visit:
    """What is being visited and since when; ``key`` opens a sealed case, and is empty for a voice."""

    id: UUID
    began: dt.datetime
    key: bytes = field(default=b"", repr=False)


def keep(response: HttpResponse, visit: Visit, *, at: dt.datetime, secure: bool) -> HttpResponse:
    """Let the visit last another half hour from now."""
    kept = [visit.id.hex, int(visit.began.timestamp()), int(at.timestamp()), b64encode(visit.key).decode()]
    token = urlsafe_b64encode(seal(json.dumps(kept).encode(), purpose=_purpose())).decode()
    response.set_cookie(COOKIE, token, path=PATH, secure=secure, httponly=True, samesite="Strict")
    return response


def visit_in(request: HttpRequest, *, at: dt.datetime) -> Visit | None:
    """The visit of this browser; None without one, after half an hour of rest, or with a wrong token."""
    try:
        sealed = urlsafe_b64decode(request.COOKIES.get(COOKIE, ""))
        visited, began, seen, key = json.loads(unseal(sealed, purpose=_purpose()))
    except (SealBroken, ValueError):
        return None
    since = dt.datetime.fromtimestamp(began, tz=dt.UTC)
    rested = at - dt.datetime.fromtimestamp(seen, tz=dt.UTC)
    if rested > IDLE or at - since > LONGEST:
        return None
    return Visit(UUID(visited), since, b64decode(key))


def end(response: HttpResponse) -> HttpResponse:
    """Forget the visit."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")
    return response


def _purpose() -> str:
    return f"receipt-visit/{current_organisation_id()}"
