"""Envelopes for protected voices: what only named people's keys open, and what two people open only together.

NaCl's boxes as they are (PyNaCl): SecretBox under a key of the case, SealedBox to a person's X25519 key. Every content
carries its context inside, checked on opening. Who gets a key, and where sealed bytes lie, is left to the caller.
"""

import hmac
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from argon2.low_level import Type, hash_secret_raw
from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from nacl.utils import random

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
PADDED_TO: Final = 1024
"""Contents are padded to whole KiB, so that the length of what is sealed tells little."""
_MAGIC: Final = b"hx-envelope/1"
_OUTER: Final = "/outer"


class NotOpened(ValueError):
    """Another key, another context, or changed bytes: which of these is not told. Nothing was opened."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a sealed content is and where it belongs: the site, the case, the purpose."""

    origin: str
    case: str
    purpose: str

    @property
    def header(self) -> bytes:
        """The context as bytes, each part behind its length, so that no two contexts read alike."""
        parts = [part.encode() for part in (self.origin, self.case, self.purpose)]
        return _MAGIC + b"".join(len(part).to_bytes(4, "big") + part for part in parts)


@dataclass(frozen=True, slots=True)
class Pair:
    """An X25519 key pair, 32 bytes each."""

    public: bytes
    private: bytes = field(repr=False)


def new_key() -> bytes:
    """Draw a key of 32 bytes for one case."""
    return random(KEY_BYTES)


def new_pair() -> Pair:
    """Draw a key pair for one person."""
    private = PrivateKey.generate()
    return Pair(bytes(private.public_key), bytes(private))


def lock(content: bytes, *, key: bytes, context: Context) -> bytes:
    """Seal a content under a key of 32 bytes; the result is a multiple of 1 KiB and 40 bytes long."""
    return bytes(SecretBox(key).encrypt(_framed(content, context)))


def unlock(sealed: bytes, *, key: bytes, context: Context) -> bytes:
    """The content that was locked with this key for this context.

    :raises NotOpened: another key or context, or changed bytes.
    """
    try:
        return _checked(SecretBox(key).decrypt(sealed), context)
    except (CryptoError, ValueError, TypeError) as error:
        raise NotOpened(context.purpose) from error


def seal_to(content: bytes, *, public: bytes, context: Context) -> bytes:
    """Seal a content to one person's public key; who sealed it cannot be told, nor open it again."""
    return bytes(SealedBox(PublicKey(public)).encrypt(_framed(content, context)))


def open_with(sealed: bytes, *, private: bytes, context: Context) -> bytes:
    """The content that was sealed to this person for this context.

    :raises NotOpened: another person's key, another context, or changed bytes.
    """
    try:
        return _checked(SealedBox(PrivateKey(private)).decrypt(sealed), context)
    except (CryptoError, ValueError, TypeError) as error:
        raise NotOpened(context.purpose) from error


def seal_to_two(content: bytes, *, first: bytes, second: bytes, context: Context) -> bytes:
    """Seal a content so that two people open it only together: ``first`` peels, then ``second`` opens (public keys)."""
    inner = seal_to(content, public=second, context=context)
    return seal_to(inner, public=first, context=_outer(context))


def peel(sealed: bytes, *, private: bytes, context: Context) -> bytes:
    """Take the first person's layer off; what is left opens with the second's key by ``open_with``.

    :raises NotOpened: another person's key, another context, or changed bytes.
    """
    return open_with(sealed, private=private, context=_outer(context))


def wrap(private: bytes, *, passphrase: str, context: Context) -> bytes:
    """A private key under a passphrase: salt and box. Takes about 0.3 s and 64 MiB.

    Argon2id with t=3, m=64 MiB, p=1 as for receipts (OWASP ASVS 5.0 appendix C); a fresh salt of 16 bytes.
    """
    salt = random(SALT_BYTES)
    return salt + lock(private, key=_stretched(passphrase, salt), context=context)


def unwrap(wrapped: bytes, *, passphrase: str, context: Context) -> bytes:
    """The private key again; as slow as ``wrap``.

    :raises NotOpened: another passphrase or context, or changed bytes.
    """
    salt, sealed = wrapped[:SALT_BYTES], wrapped[SALT_BYTES:]
    if len(salt) < SALT_BYTES:
        raise NotOpened(context.purpose)
    return unlock(sealed, key=_stretched(passphrase, salt), context=context)


def _stretched(passphrase: str, salt: bytes) -> bytes:
    # One passphrase typed on two keyboards, full width or not, is one passphrase.
    plain = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    return bytes(
        hash_secret_raw(
            plain, salt, time_cost=3, memory_cost=64 * 1024, parallelism=1, hash_len=KEY_BYTES, type=Type.ID
        )
    )


def _framed(content: bytes, context: Context) -> bytes:
    return bytes(sodium_pad(context.header + content, PADDED_TO))


def _checked(framed: bytes, context: Context) -> bytes:
    plain, header = sodium_unpad(framed, PADDED_TO), context.header
    if not hmac.compare_digest(plain[: len(header)], header):
        raise NotOpened(context.purpose)
    return bytes(plain[len(header) :])


def _outer(context: Context) -> Context:
    return Context(context.origin, context.case, context.purpose + _OUTER)
