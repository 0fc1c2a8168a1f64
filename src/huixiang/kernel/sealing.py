"""Sealing with the house key: what a copy of the database alone must not reveal.

XSalsa20-Poly1305 (NaCl SecretBox); the purpose is part of the key, so a sealed thing moved to another
place does not open there.
"""

from __future__ import annotations

import functools
import hashlib
import hmac

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox


class SealBroken(ValueError):
    """The bytes were not sealed by this house for this purpose, or were changed."""


def seal(content: bytes, *, purpose: str) -> bytes:
    """Sealed bytes, 40 longer than the content."""
    return bytes(_box(purpose).encrypt(content))


def unseal(sealed: bytes, *, purpose: str) -> bytes:
    """The content.

    :raises SealBroken: another key, another purpose, or changed bytes.
    """
    try:
        return _box(purpose).decrypt(bytes(sealed))
    except CryptoError as error:
        raise SealBroken(purpose) from error


def _box(purpose: str) -> SecretBox:
    return _box_of(settings.HOUSE_KEY, purpose)


# A house has few purposes, but seals millions of names.
@functools.lru_cache(maxsize=64)
def _box_of(house_key: bytes, purpose: str) -> SecretBox:
    return SecretBox(hmac.new(house_key, f"huixiang/seal/{purpose}".encode(), hashlib.sha256).digest())
