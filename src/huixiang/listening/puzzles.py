"""A puzzle for a browser instead of a wait: which number below a bound belongs to this SHA-256?

It takes a phone a second or two and us two hashes to see. The house keeps nothing of it: what it asked comes back
with the answer, under an HMAC that also covers whom it was set for, so one answer serves one form only, for minutes.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import hmac
import re
import secrets
from typing import Final

from django.conf import settings

from huixiang.kernel.tenancy import current_organisation_id

EASIEST: Final = 200_000
"""Numbers to try at most; half of them on average. The slowest phone we reckon with tries some 100,000 a second."""
HARDEST: Final = 3 * EASIEST
LASTS: Final = dt.timedelta(minutes=10)
_ANSWER: Final = re.compile(
    r"((\d{1,12})\.\d{1,9}\.([0-9a-f]{16})\.([0-9a-f]{64}))\.([0-9a-f]{64})\.(\d{1,9})", re.ASCII
)


def puzzle_for(subject: str, *, crowd: float, at: dt.datetime) -> str:
    """Set a puzzle that only ``subject`` can use, harder the further above its limit a network is, up to three times.

    Text without spaces: ``end.bound.salt.goal.seal``. The answer is the number below the bound whose SHA-256 after
    ``salt.`` is the goal.
    """
    most = min(HARDEST, round(EASIEST * (1 + max(0.0, crowd))))
    salt = secrets.token_hex(8)
    goal = _hash(salt, secrets.randbelow(most))
    asked = f"{int((at + LASTS).timestamp())}.{most}.{salt}.{goal}"
    return f"{asked}.{_seal(asked, subject)}"


def is_solved(answer: str, subject: str, *, at: dt.datetime) -> bool:
    """Test an answer, ``puzzle.number``: set by us, for this subject, not past its end, and right."""
    found = _ANSWER.fullmatch(answer)
    if found is None:
        return False
    asked, ends, salt, goal, seal, number = found.groups()
    ours = hmac.compare_digest(_seal(asked, subject), seal)
    return ours and int(ends) >= at.timestamp() and _hash(salt, int(number)) == goal


def _hash(salt: str, number: int) -> str:
    return hashlib.sha256(f"{salt}.{number}".encode()).hexdigest()


def _seal(asked: str, subject: str) -> str:
    said = f"{current_organisation_id()}\0{subject}\0{asked}"
    return hmac.new(_key_of(settings.HOUSE_KEY), said.encode(), hashlib.sha256).hexdigest()


@functools.lru_cache(maxsize=4)
def _key_of(house_key: bytes) -> bytes:
    return hmac.digest(house_key, b"huixiang/puzzle", "sha256")
