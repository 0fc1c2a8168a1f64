"""The file of a backup opens whole with its own key, and in no other way."""

from __future__ import annotations

import io

import pytest
from nacl.public import PrivateKey

from huixiang.ops.backup.container import MAGIC, PIECE, ArchiveReader, ArchiveWriter, Entry, Key, read_facts
from huixiang.ops.backup.refusals import ArchiveBroken, BackupRefused, NotAnArchive, WrongKey

KEY = PrivateKey(bytes(range(32)))
OTHER = PrivateKey(bytes(range(1, 33)))


def archive(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    writer = ArchiveWriter(out, KEY.public_key, {"extent": "whole", "made": "2026-11-28T10:15:00+00:00"})
    for name, content in files:
        writer.add(name, [content], mtime=7)
    writer.finish()
    return out.getvalue()


def read(raw: bytes, key: Key = KEY) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    name = ""
    for message in ArchiveReader(io.BytesIO(raw), key).messages():
        if isinstance(message, Entry):
            name = message.name
            found[name] = b""
        else:
            found[name] += message
    return found


SMALL = archive(("about.json", b"{}"), ("files/a", "路灯".encode()))


class TestArchive:
    def test_gives_back_what_went_in(self) -> None:
        long = bytes(range(256)) * (PIECE // 256 * 3) + b"end"

        assert read(archive(("a", b""), ("b/c", long))) == {"a": b"", "b/c": long}

    def test_opens_with_the_key_of_its_stream_too(self) -> None:
        out = io.BytesIO()
        writer = ArchiveWriter(out, KEY.public_key, {})
        writer.finish()

        assert read(out.getvalue(), writer.key) == {}

    def test_tells_in_clear_what_it_is_and_nothing_more(self) -> None:
        facts = read_facts(io.BytesIO(SMALL))

        assert (facts["extent"], facts["made"]) == ("whole", "2026-11-28T10:15:00+00:00")
        assert "路灯".encode() not in SMALL

    def test_is_not_opened_by_another_key(self) -> None:
        with pytest.raises(WrongKey, match="不是给这把私钥的"):
            read(SMALL, OTHER)

    def test_with_any_one_byte_flipped_is_refused(self) -> None:
        opened = []
        for place in range(len(SMALL)):
            flipped = SMALL[:place] + bytes([SMALL[place] ^ 0x20]) + SMALL[place + 1 :]
            try:
                read(flipped)
            except BackupRefused:
                continue
            opened.append(place)

        assert opened == []

    def test_cut_anywhere_is_refused(self) -> None:
        opened = []
        for size in range(len(SMALL)):
            try:
                read(SMALL[:size])
            except BackupRefused:
                continue
            opened.append(size)

        assert opened == []

    def test_says_that_it_was_cut(self) -> None:
        with pytest.raises(ArchiveBroken, match="不完整"):
            read(SMALL[:-5])

    def test_with_something_behind_its_end_is_refused(self) -> None:
        with pytest.raises(ArchiveBroken):
            read(SMALL + b"x")

    def test_with_two_pieces_swapped_is_refused(self) -> None:
        one, two = archive(("a", b"1")), archive(("a", b"2"))

        with pytest.raises(BackupRefused):
            read(one[: len(one) // 2] + two[len(one) // 2 :])

    def test_of_a_newer_format_says_to_update(self) -> None:
        with pytest.raises(NotAnArchive, match="升级"):
            read(SMALL.replace(MAGIC, b"huixiang-backup/2\n", 1))

    @pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"huixiang-backup/x\n"])
    def test_of_another_kind_is_refused(self, raw: bytes) -> None:
        with pytest.raises(NotAnArchive):
            read(raw)
