"""An unlocked key for a short session: sealed in the session under a key that only the browser's cookie holds.

Neither the database of sessions nor the cookie alone opens it. It closes after a quarter of an hour without a move.
"""

from __future__ import annotations

import datetime as dt
import json
from base64 import b64decode, b64encode
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from huixiang.listening.queries import Ring, key_in_use
from huixiang.listening.states import KeyKind
from huixiang.proofs import envelopes
from huixiang.proofs.envelopes import Context, NotOpened

PATH: Final = "/desk/protected"
IDLE: Final = dt.timedelta(minutes=15)
LONGEST: Final = dt.timedelta(hours=2)


def keep(request: HttpRequest, response: HttpResponse, ring: Ring, kind: KeyKind, *, at: dt.datetime) -> HttpResponse:
    """Keep a key that was just unlocked."""
    cookie_key = envelopes.new_key()
    _store(request, ring, kind, cookie_key=cookie_key, began=at, seen=at)
    response.set_cookie(
        _cookie(kind), b64encode(cookie_key).decode(), path=PATH, secure=request.is_secure(), httponly=True,
        samesite="Strict",
    )  # fmt: skip
    return response


def ring_in(request: HttpRequest, kind: KeyKind, *, at: dt.datetime) -> Ring | None:
    """The unlocked key of this browser's member; None when locked. Looking lets it last on.

    One that was said to be lost meanwhile, from whatever browser, is locked here too (1 query).
    """
    try:
        cookie_key = b64decode(request.COOKIES.get(_cookie(kind), ""), validate=True)
        sealed = b64decode(request.session.get(_cookie(kind), ""))
        kept = json.loads(envelopes.unlock(sealed, key=cookie_key, context=_context(request, kind)))
    except (NotOpened, ValueError):
        return None
    began, seen = (dt.datetime.fromtimestamp(kept[name], tz=dt.UTC) for name in ("began", "seen"))
    if at - seen > IDLE or at - began > LONGEST:
        return None
    key = key_in_use(request.user.pk, kind)
    if key is None or key.pk != kept["key"]:
        return None
    ring = Ring(key.pk, b64decode(kept["private"]))
    if at - seen > dt.timedelta(minutes=1):
        _store(request, ring, kind, cookie_key=cookie_key, began=began, seen=at)
    return ring


def lock(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Forget every unlocked key of this browser."""
    for kind in KeyKind:
        request.session.pop(_cookie(kind), None)
        response.delete_cookie(_cookie(kind), path=PATH, samesite="Strict")
    return response


def _store(
    request: HttpRequest, ring: Ring, kind: KeyKind, *, cookie_key: bytes, began: dt.datetime, seen: dt.datetime
) -> None:
    kept = {"key": ring.key_id, "private": b64encode(ring.private).decode()}
    kept |= {"began": int(began.timestamp()), "seen": int(seen.timestamp())}
    sealed = envelopes.lock(json.dumps(kept).encode(), key=cookie_key, context=_context(request, kind))
    request.session[_cookie(kind)] = b64encode(sealed).decode()


def _cookie(kind: KeyKind) -> str:
    return f"{settings.PART_COOKIE}hx-unlocked-{kind.value}"


def _context(request: HttpRequest, kind: KeyKind) -> Context:
    return Context("", f"user/{request.user.pk}", f"unlocked/{kind.value}")
