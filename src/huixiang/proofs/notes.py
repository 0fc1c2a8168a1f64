"""Signed notes, checkpoints and cosignatures of C2SP: texts of a few lines that Ed25519 keys vouch for.

Decides their form and their checking; which keys somebody trusts is the caller's to say. Source: c2sp.org/signed-note,
tlog-checkpoint and tlog-cosignature (the Ed25519 kind).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519: Final = 0x01
COSIGNATURE: Final = 0x04
LONGEST_NOTE: Final = 64 * 1024
MOST_SIGNATURES: Final = 100
_KEY_ID_BYTES: Final = 4
_TIME_BYTES: Final = 8
_NAME: Final = re.compile(r"[^\s+]+")
_HALF_A_LETTER: Final = re.compile("[\ud800-\udfff]")  # a lone surrogate has no bytes that could be signed
_DECIMAL: Final = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


class NoteWrong(ValueError):
    """The text is no signed note, checkpoint or key."""


class NotSigned(ValueError):
    """No signature on the note is by a key we were given."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """A key somebody may trust: its name, what it signs (``ED25519`` notes or ``COSIGNATURE``), the public key."""

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or self.kind not in {ED25519, COSIGNATURE} or len(self.public) != 32:
            raise NoteWrong("a key is a name without spaces or +, a kind we know, and 32 bytes")

    @property
    def key_id(self) -> bytes:
        """Four bytes that point at the key in a signature line."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:_KEY_ID_BYTES]

    @property
    def text(self) -> str:
        """The key as people hand it on: ``name+id+base64``."""
        return f"{self.name}+{self.key_id.hex()}+{to_b64(bytes([self.kind]) + self.public)}"

    def verify(self, body: str, signature: bytes) -> int | None:
        """Check a signature on a note's body; gives the moment of a cosignature in seconds, else None.

        :raises NotSigned: it is not by this key, or over another text.
        """
        message, moment = body.encode(), None
        if self.kind == COSIGNATURE:
            moment, signature = int.from_bytes(signature[:_TIME_BYTES]), signature[_TIME_BYTES:]
            message = _cosigned(body, moment)
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature as error:
            raise NotSigned(self.name) from error
        return moment


def read_verifier(text: str) -> Verifier:
    """Read a key as people hand it on.

    :raises NoteWrong: it is none, or its id does not fit.
    """
    if _HALF_A_LETTER.search(text):
        raise NoteWrong("the key holds half a letter")
    name, _plus, rest = text.strip().partition("+")
    key_id, _plus, key = rest.partition("+")
    raw = from_b64(key)
    found = Verifier(name, raw[0] if raw else 0, raw[1:])
    if found.key_id.hex() != key_id:
        raise NoteWrong("the key's id does not fit the key")
    return found


@dataclass(frozen=True, slots=True)
class Signer:
    """A key that signs: made from a seed of 32 bytes. One seed never serves two kinds or names."""

    name: str
    kind: int
    seed: bytes = field(repr=False)

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return Verifier(self.name, self.kind, public.public_bytes_raw())

    def sign(self, body: str, *, moment: int = 0) -> str:
        """The signature line for a note's body, without its line end; ``moment`` in seconds for a cosignature."""
        key = Ed25519PrivateKey.from_private_bytes(self.seed)
        if self.kind == COSIGNATURE:
            raw = moment.to_bytes(_TIME_BYTES) + key.sign(_cosigned(body, moment))
        else:
            raw = key.sign(body.encode())
        return f"— {self.name} {to_b64(self.verifier.key_id + raw)}"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: who is named, which key it points at, the signature itself."""

    name: str
    key_id: bytes
    raw: bytes

    @property
    def line(self) -> str:
        """The line as it stands in a note, without its line end."""
        return f"— {self.name} {to_b64(self.key_id + self.raw)}"


@dataclass(frozen=True, slots=True)
class Note:
    """A body (ends with a line end) and its signatures, unchecked."""

    body: str
    signatures: tuple[Signature, ...]

    @property
    def text(self) -> str:
        """The note as it is sent."""
        return f"{self.body}\n" + "".join(f"{each.line}\n" for each in self.signatures)


def read_note(text: str) -> Note:
    """Read a note; checks no signature.

    :raises NoteWrong: too long, half a letter, no empty line before the signatures, or a line that is none.
    """
    if len(text) > LONGEST_NOTE or _HALF_A_LETTER.search(text):
        raise NoteWrong("the note is too long or holds half a letter")
    if any(ord(char) < 0x20 and char != "\n" for char in text):
        raise NoteWrong("the note holds control characters")
    body, gap, tail = text.rpartition("\n\n")
    lines = tail.split("\n")
    if not gap or not body or lines.pop() != "" or not 0 < len(lines) <= MOST_SIGNATURES:
        raise NoteWrong("the note has no signatures")
    return Note(f"{body}\n", tuple(read_signature(line) for line in lines))


def read_signature(line: str) -> Signature:
    """Read one signature line.

    :raises NoteWrong: it is none.
    """
    dash, _space, rest = line.partition(" ")
    name, _space, encoded = rest.partition(" ")
    raw = from_b64(encoded)
    if dash != "—" or not _NAME.fullmatch(name) or len(raw) <= _KEY_ID_BYTES:
        raise NoteWrong("this is no signature line")
    return Signature(name, raw[:_KEY_ID_BYTES], raw[_KEY_ID_BYTES:])


@dataclass(frozen=True, slots=True)
class Vouched:
    """A key whose signature on a note holds, and when it was given (seconds) if it is a cosignature."""

    key: Verifier
    moment: int | None


def vouched_by(note: Note, keys: Iterable[Verifier]) -> list[Vouched]:
    """Which of these keys signed the note, in their order. A signature by a key we know that fails spoils the note.

    :raises NotSigned: a line names one of the keys and its signature does not hold.
    """
    found = []
    for key in keys:
        for line in note.signatures:
            if (line.name, line.key_id) == (key.name, key.key_id):
                found.append(Vouched(key, key.verify(note.body, line.raw)))
                break
    return found


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself at one moment: its origin, size and root."""

    origin: str
    size: int
    root: bytes

    @property
    def body(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{to_b64(self.root)}\n"

    def signed_by(self, signer: Signer) -> Note:
        """The checkpoint as a note with the log's own signature."""
        return Note(self.body, (read_signature(signer.sign(self.body)),))


def read_checkpoint(body: str) -> Checkpoint:
    """Read a checkpoint from the body of a note; lines after the third are let pass, they are signed too.

    :raises NoteWrong: it is none.
    """
    lines = body.split("\n")
    if len(lines) < 4 or not lines[0] or not _DECIMAL.fullmatch(lines[1]):
        raise NoteWrong("a checkpoint begins with origin, size and root")
    root = from_b64(lines[2])
    if len(root) != 32:
        raise NoteWrong("the root of a checkpoint is 32 bytes")
    return Checkpoint(lines[0], int(lines[1]), root)


def _cosigned(body: str, moment: int) -> bytes:
    return f"cosignature/v1\ntime {moment}\n{body}".encode()


def to_b64(raw: bytes) -> str:
    """Standard base64, as notes hold it."""
    return base64.b64encode(raw).decode()


def from_b64(text: str) -> bytes:
    """The bytes; only the one form an encoder writes is read, or a flipped bit could go unseen.

    :raises NoteWrong: anything else.
    """
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteWrong("this is no base64") from error
    if to_b64(raw) != text:
        raise NoteWrong("this is no base64 as an encoder writes it")
    return raw
