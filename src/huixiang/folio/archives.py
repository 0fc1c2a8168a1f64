"""Zip packages (.docx, .xlsx) that are what they say: no bomb, no way out, no second reading.

Decides about the package; what its members hold is judged in ``office``. Readers disagree about
sizes, duplicates and overlaps, so a package that could be read in two ways is refused.
"""

import stat
import struct
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from huixiang.folio.unsafe import (
    BrokenFile,
    EncryptedFile,
    EscapingPath,
    TooManyMembers,
    UnpacksTooLarge,
)

MEMBERS: Final = 2_000
UNPACKED: Final = 200 * 1024 * 1024
RATIO: Final = 100
SMALL: Final = 1024 * 1024  # below this a member's ratio says nothing
PIECE: Final = 64 * 1024

_LOCAL: Final = struct.Struct("<4s22xHH")
_ENCRYPTED: Final = 0x1
_UTF8: Final = 0x800


def checked_members(data: bytes) -> tuple[ZipInfo, ...]:
    """List the files of a package after checking its directory, in the order of the directory.

    At most 2,000 members, 200 MiB unpacked, ratio 100 (for members above 1 MiB and as a whole).
    The directory may lie: read every member through ``pieces`` before another reader sees it.

    :raises UnsafeFile: broken, encrypted, too_many_members, escaping_path or zip_bomb.
    """
    members = _directory(data)
    if len(members) > MEMBERS:
        raise TooManyMembers(members=len(members), limit=MEMBERS)
    for member in members:
        _check_entry(member)
    _check_places(data, members)
    if len({member.filename.casefold() for member in members}) < len(members):
        raise BrokenFile
    total = sum(member.file_size for member in members)
    if total > UNPACKED:
        raise UnpacksTooLarge(limit=UNPACKED)
    if total > SMALL and total > RATIO * len(data):
        raise UnpacksTooLarge(limit=RATIO)
    return tuple(member for member in members if not member.is_dir())


def pieces(data: bytes, member: ZipInfo) -> Iterator[bytes]:
    """Unpack one member piece by piece, at most 64 KiB each.

    :raises UnpacksTooLarge: it unpacks to more than the directory says.
    :raises BrokenFile: it unpacks to less, or its checksum is wrong.
    """
    size = checksum = 0
    for piece in _inflate(_packed(data, member), member.compress_type):
        size += len(piece)
        if size > member.file_size:
            raise UnpacksTooLarge(limit=UNPACKED)
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if size != member.file_size or checksum != member.CRC:
        raise BrokenFile


def _directory(data: bytes) -> tuple[ZipInfo, ...]:
    # Something before the first member would make the file also a file of another kind.
    if not data.startswith(b"PK\x03\x04"):
        raise BrokenFile
    try:
        with ZipFile(BytesIO(data)) as package:
            return tuple(package.infolist())
    except (BadZipFile, ValueError, NotImplementedError, struct.error, OSError) as error:
        raise BrokenFile from error


def _check_entry(member: ZipInfo) -> None:
    if member.flag_bits & _ENCRYPTED:
        raise EncryptedFile
    if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise BrokenFile
    name = member.orig_filename
    parts = name.rstrip("/").split("/")
    if not set(parts).isdisjoint({"", ".", ".."}) or any(char in name for char in "\\:\x00"):
        raise EscapingPath(member=member.filename[:200])
    if stat.S_ISLNK(member.external_attr >> 16):
        raise EscapingPath(member=member.filename[:200])
    if member.file_size > SMALL and member.file_size > RATIO * member.compress_size:
        raise UnpacksTooLarge(limit=RATIO)


def _check_places(data: bytes, members: Sequence[ZipInfo]) -> None:
    """Check that no two members share a byte, and that each is called in its place what the directory calls it."""
    last = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        begin, packed = _place(data, member)
        known = member.orig_filename.encode("utf-8" if member.flag_bits & _UTF8 else "cp437", "replace")
        if begin < last or not data.startswith(known, begin + _LOCAL.size):
            raise BrokenFile
        last = packed + member.compress_size


def _packed(data: bytes, member: ZipInfo) -> memoryview:
    start = _place(data, member)[1]
    return memoryview(data)[start : start + member.compress_size]


def _place(data: bytes, member: ZipInfo) -> tuple[int, int]:
    """Where a member begins, and where its packed bytes do."""
    head = data[member.header_offset : member.header_offset + _LOCAL.size]
    if len(head) < _LOCAL.size:
        raise BrokenFile
    magic, name, extra = _LOCAL.unpack(head)
    start = member.header_offset + _LOCAL.size + name + extra
    if magic != b"PK\x03\x04" or start + member.compress_size > len(data):
        raise BrokenFile
    return member.header_offset, start


def _inflate(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == ZIP_STORED:
        for start in range(0, len(packed), PIECE):
            yield bytes(packed[start : start + PIECE])
        return
    reader = zlib.decompressobj(-zlib.MAX_WBITS)
    rest = bytes(packed)
    try:
        while not reader.eof and (piece := reader.decompress(rest, PIECE)):
            yield piece
            rest = reader.unconsumed_tail
    except zlib.error as error:
        raise BrokenFile from error
    if not reader.eof or reader.unused_data:
        raise BrokenFile
