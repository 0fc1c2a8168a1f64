"""The file of a backup: a short clear head, then files in one encrypted, authenticated stream.

Decides the bytes (docs/algorithms/backup.md says them again) and refuses what was cut, changed or made for another key;
what the files mean is left to the caller. Holds one piece of a file in memory at a time.
"""

from __future__ import annotations

import base64
import hashlib
import json
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from nacl import bindings as sodium
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from huixiang.ops.backup.keys import public_text
from huixiang.ops.backup.refusals import ArchiveBroken, NotAnArchive, WrongKey

NAME: Final = b"huixiang-backup/"
MAGIC: Final = NAME + b"1\n"
PIECE: Final = 1 << 18
_LONGEST_HEAD: Final = 1 << 16
_SIZE: Final = struct.Struct(">I")
_FILE, _DATA, _END = b"F", b"D", b"Z"
_MESSAGE: Final = sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_LAST: Final = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_OVERHEAD: Final = sodium.crypto_secretstream_xchacha20poly1305_ABYTES
_STREAM_HEAD: Final = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES

Key = PrivateKey | bytes
"""What opens an archive: the private key, or the key of its stream, which only its maker has while making it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The beginning of a file in an archive: its name with slashes, and what its maker noted about it."""

    name: str
    facts: Mapping[str, Any]


class ArchiveWriter:
    """Writes an archive; until ``finish`` has been called nobody can read it to its end."""

    def __init__(self, out: BinaryIO, recipient: PublicKey, facts: Mapping[str, Any]) -> None:
        self.key: bytes = sodium.crypto_secretstream_xchacha20poly1305_keygen()
        self._out, self._files = out, 0
        sealed = base64.b64encode(SealedBox(recipient).encrypt(self.key)).decode()
        head = json.dumps({**facts, "for": public_text(recipient), "key": sealed}).encode()
        self._bound = _bound_to(head)
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        stream_head = sodium.crypto_secretstream_xchacha20poly1305_init_push(self._state, self.key)
        out.write(MAGIC + _SIZE.pack(len(head)) + head + stream_head)

    def add(self, name: str, pieces: Iterable[bytes], **facts: object) -> int:
        """Write a file piece by piece; returns its bytes.

        :raises OSError: the disk is full or away; the archive is not finished.
        """
        self._put(_FILE + json.dumps({"name": name, **facts}).encode())
        size = 0
        for piece in pieces:
            for place in range(0, len(piece), PIECE):
                self._put(_DATA + piece[place : place + PIECE])
            size += len(piece)
        self._files += 1
        return size

    def finish(self) -> None:
        """Write the end."""
        self._put(_END + json.dumps({"files": self._files}).encode(), tag=_LAST)

    def _put(self, plain: bytes, tag: int = _MESSAGE) -> None:
        sealed = sodium.crypto_secretstream_xchacha20poly1305_push(self._state, plain, self._bound, tag)
        self._out.write(_SIZE.pack(len(sealed)) + sealed)


class ArchiveReader:
    """Reads an archive from its beginning; ``facts`` is its clear head, which is bound into every message."""

    def __init__(self, source: BinaryIO, key: Key) -> None:
        """Open it.

        :raises NotAnArchive: another kind of file, or a newer format. :raises WrongKey: it was made for another.
        """
        self._source = source
        head = _read_head(source)
        self.facts: dict[str, Any] = json.loads(head)
        self._bound = _bound_to(head)
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        begin = self._exactly(_STREAM_HEAD)
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(self._state, begin, _stream_key(self.facts, key))

    def messages(self) -> Iterator[Entry | bytes]:
        """Give each file's beginning and then its pieces, up to the end of the archive.

        :raises ArchiveBroken: it was cut or changed; what was given before is as it was made.
        """
        files = 0
        while True:
            plain, tag = self._pull()
            kind, body = plain[:1], plain[1:]
            if kind == _END and tag == _LAST and json.loads(body)["files"] == files and not self._source.read(1):
                return
            if tag != _MESSAGE or kind not in {_FILE, _DATA}:
                raise _changed()
            if kind == _DATA:
                yield body
                continue
            files += 1
            facts = json.loads(body)
            yield Entry(str(facts.pop("name")), facts)

    def _pull(self) -> tuple[bytes, int]:
        size = _SIZE.unpack(self._exactly(_SIZE.size))[0]
        if not _OVERHEAD < size <= PIECE + 1 + _OVERHEAD:
            raise _changed()
        try:
            plain, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(
                self._state, self._exactly(size), self._bound
            )
        except (CryptoError, ValueError, RuntimeError) as wrong:
            raise _changed() from wrong
        return plain, tag

    def _exactly(self, size: int) -> bytes:
        raw = self._source.read(size)
        if len(raw) < size:
            raise ArchiveBroken(
                "这份备份不完整：后面的部分没有了。请换一份。",
                "This archive was cut: its end is missing. Take another one.",
            )
        return raw


def read_facts(source: BinaryIO) -> dict[str, Any]:
    """The clear head of an archive: what it is and when it was made. Not proven until the archive is read.

    :raises NotAnArchive: another kind of file, or a newer format.
    """
    facts: dict[str, Any] = json.loads(_read_head(source))
    return facts


def _read_head(source: BinaryIO) -> bytes:
    mark = source.read(len(MAGIC))
    if mark != MAGIC:
        raise _newer(mark) if mark.startswith(NAME) and mark[len(NAME) :].strip().isdigit() else _no_archive()
    raw = source.read(_SIZE.size)
    size = _SIZE.unpack(raw)[0] if len(raw) == _SIZE.size else 0
    head = source.read(size) if 0 < size <= _LONGEST_HEAD else b""
    try:
        if isinstance(json.loads(head), dict):
            return head
    except ValueError:
        pass
    raise _changed()


def _stream_key(facts: Mapping[str, Any], key: Key) -> bytes:
    if isinstance(key, bytes):
        return key
    try:
        return bytes(SealedBox(key).decrypt(base64.b64decode(str(facts.get("key", "")))))
    except (CryptoError, ValueError, TypeError) as wrong:
        raise WrongKey(
            f"这份备份不是给这把私钥的。它要的那一把，公钥是 {facts.get('for')}。",
            f"This archive was made for another key, whose public half is {facts.get('for')}.",
        ) from wrong


def _bound_to(head: bytes) -> bytes:
    return hashlib.sha256(MAGIC + head).digest()


def _changed() -> ArchiveBroken:
    return ArchiveBroken(
        "这份备份被改动过，或者存坏了。请换一份。", "This archive was changed or damaged. Take another one."
    )


def _no_archive() -> NotAnArchive:
    return NotAnArchive("这个文件不是回响的备份。", "This file is no backup of Huixiang.")


def _newer(mark: bytes) -> NotAnArchive:
    number = mark[len(NAME) :].strip().decode()
    return NotAnArchive(
        f"这份备份是更新的版本做的（格式 {number}）。请先升级回响，再恢复。",
        f"This archive was made by a newer Huixiang (format {number}). Update first, then restore.",
    )
