"""A leaf of the log: 80 bytes of which none tells what happened, and the opening that shows it.

Decides the bytes of an entry and how a record is committed to; which acts get an entry is left to the caller. A
record's facts enter one by one under a random key, so that a holder of the key can show one without the others, and
so that nobody can guess them once the key is destroyed.
"""

from __future__ import annotations

import hmac
import json
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

MAGIC: Final = b"HX"
VERSION: Final = 1
ENTRY_BYTES: Final = 80
NO_SUBJECT: Final = 2**64 - 1
"""The subject of an entry that is the first of its case."""
NO_CLAIM: Final = bytes(32)
KEY_BYTES: Final = 32

Facts = Mapping[str, str | bytes]

_ERASURE: Final = b"erased"
_LAYOUT: Final = struct.Struct(">2sBBIQ32s32s")
_NAME: Final = re.compile(r"[a-z_][a-z0-9_.]*", re.ASCII)


class LeafType(IntEnum):
    """What an entry stands for. Numbers never change; those nobody writes yet are reserved."""

    ACCEPTED = 1
    SORTED = 2
    CLAIMED = 3
    EVIDENCE = 4
    VERDICT = 5
    ERASED = 6
    POPULATION = 7
    SEED = 8
    BALLOT_BOX = 9
    BALLOT = 10
    IDENTITY_REVEALED = 11
    ROLE_OR_RULE = 12
    RELEASE = 13
    RESTORED = 14
    CODE = 15
    """The claim tag of a receipt code, once its slow hash is done: the code alone finds it (see ADR 0014)."""


_KINDS: Final = frozenset(LeafType)


class EntryWrong(ValueError):
    """The bytes are no entry of the log."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One leaf. ``day`` counts days from 1970-01-01; ``subject`` is the index of the first entry of its case.

    :raises EntryWrong: a field does not fit its place.
    """

    kind: LeafType
    day: int
    subject: int
    claim: bytes
    content: bytes

    def __post_init__(self) -> None:
        if not (0 <= self.day < 2**32 and 0 <= self.subject < 2**64):
            raise EntryWrong("the day or the subject is out of range")
        if len(self.claim) != KEY_BYTES or len(self.content) != KEY_BYTES:
            raise EntryWrong("claim and content are 32 bytes each")

    def encode(self) -> bytes:
        """The 80 bytes: "HX", version, type, day u32, subject u64, claim, content; numbers big-endian."""
        return _LAYOUT.pack(MAGIC, VERSION, self.kind, self.day, self.subject, self.claim, self.content)


def decode(raw: bytes) -> Entry:
    """Read an entry.

    :raises EntryWrong: another length, mark, version or type.
    """
    if len(raw) != ENTRY_BYTES:
        raise EntryWrong("an entry is 80 bytes")
    magic, version, kind, day, subject, claim, content = _LAYOUT.unpack(raw)
    if magic != MAGIC or version != VERSION or kind not in _KINDS:
        raise EntryWrong("this is no entry of version 1")
    return Entry(LeafType(kind), day, subject, claim, content)


def digests(key: bytes, facts: Facts) -> dict[str, str]:
    """The digest of each fact under its name: ``HMAC-SHA256(key, name 0 value)`` as hex. About 1.5 microseconds each.

    Values are bytes or text (as UTF-8; half characters, which PostgreSQL cannot hold either, become "?").

    :raises ValueError: a name is not lower-case ASCII.
    """
    found = {}
    for name, value in facts.items():
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name of a fact")
        plain = value.encode("utf-8", "replace") if isinstance(value, str) else bytes(value)
        found[name] = hmac.digest(key, name.encode() + b"\x00" + plain, "sha256").hex()
    return found


def content_of(key: bytes, found: Mapping[str, str]) -> bytes:
    """The commitment to a record: ``HMAC-SHA256(key, JCS(digests))``, 32 bytes. Takes what ``digests`` gives."""
    return hmac.digest(key, canonical(found), "sha256")


def claim_of(claim_key: bytes, *, origin: str) -> bytes:
    """The public tag of a receipt code in the log ``origin``: only who holds the code can compute it."""
    return hmac.digest(claim_key, b"hx/claim/v1" + origin.encode(), "sha256")


def erasure_tag(scope: int, ground: int) -> bytes:
    """What an entry of an erasure shows everybody in the place of the claim: how much was erased, and why.

    "erased", the number of the scope and that of the legal ground (docs/adr/0017), each a byte above 0, then zeros.
    """
    return (_ERASURE + bytes([scope, ground])).ljust(KEY_BYTES, b"\0")


def read_erasure_tag(claim: bytes) -> tuple[int, int] | None:
    """Scope and ground of an erasure; None when the bytes are no such tag."""
    begin = len(_ERASURE)
    scope, ground = claim[begin : begin + 1], claim[begin + 1 : begin + 2]
    if not (claim.startswith(_ERASURE) and scope > b"\0" and ground > b"\0" and not any(claim[begin + 2 :])):
        return None
    return scope[0], ground[0]


def canonical(value: Mapping[str, object]) -> bytes:
    """JSON in its one canonical form (RFC 8785), for texts of ASCII, whole numbers and what is made of them.

    :raises ValueError: something in it has more than one form there, such as a fraction.
    """
    _plain(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def _plain(value: object) -> None:
    if isinstance(value, Mapping):
        for name, each in value.items():
            _plain(name)
            _plain(each)
    elif isinstance(value, str):
        if not value.isascii() or not value.isprintable():
            raise ValueError("only printable ASCII is written the same by everybody")
    elif not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"a {type(value).__name__} has no place in a record")
