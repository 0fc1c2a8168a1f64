"""A seed nobody chose: parties bind themselves to secrets, then tell them, and a draw in public comes last.

Each party publishes SHA-256 of its secret before the draw in public (the beacon) and tells the secret before it too, so
that nobody can hold back after having seen it. Who told in time, and which draw counts, is left to the caller.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from typing import Final

SEED_TAG: Final = "hx-seed/v1"


def commitment(secret: str) -> str:
    """What a party publishes first: SHA-256 of its secret (UTF-8) as hex, as ``printf %s SECRET | sha256sum`` gives.

    :raises ValueError: the secret is empty or holds a NUL.
    """
    if not secret or "\0" in secret:
        raise ValueError("a secret is not empty and holds no NUL")
    return hashlib.sha256(secret.encode()).hexdigest()


def keeps(secret: str, published: str) -> bool:
    """Test whether this secret is the one a party bound itself to; upper or lower case does not matter."""
    return bool(secret) and "\0" not in secret and hmac.compare_digest(commitment(secret), published.lower())


def seed_of(root: str, secrets: Iterable[str], beacon: str) -> str:
    """The seed: ``SHA-256("hx-seed/v1" root s_1 ... s_k beacon)`` as hex, the texts in UTF-8 one after the other.

    ``root`` fixes the population; the secrets are those that were told, in the order of the parties; none is fine.
    Where one text ends does not need to be marked: each secret stands under its commitment, published before.

    :raises ValueError: no root, no beacon, or a NUL in one of them.
    """
    parts = [SEED_TAG, root, *secrets, beacon]
    if not root or not beacon or any("\0" in part for part in parts):
        raise ValueError("a seed needs a root and a beacon, without NUL")
    return hashlib.sha256("".join(parts).encode()).hexdigest()
