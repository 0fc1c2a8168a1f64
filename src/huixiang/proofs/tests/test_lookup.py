"""A code is found by its tag, in the first entry of its voice or in one of its own; what was erased since is told."""

from __future__ import annotations

import pytest

from huixiang.proofs.entries import NO_CLAIM, NO_SUBJECT, Entry, LeafType
from huixiang.proofs.lookup import Found, Look
from huixiang.proofs.merkle import Frontier, leaf_hash

TAG = bytes([9]) * 32


def entry(kind: LeafType, *, subject: int = NO_SUBJECT, claim: bytes = NO_CLAIM, day: int = 20_000) -> bytes:
    return Entry(kind, day, subject, claim, bytes([subject % 251]) * 32).encode()


LOG = [
    entry(LeafType.ROLE_OR_RULE),
    entry(LeafType.ACCEPTED),
    entry(LeafType.ACCEPTED, claim=TAG, day=20_001),
    entry(LeafType.CODE, subject=1, claim=TAG, day=20_002),
    entry(LeafType.ERASED, subject=1, day=20_009),
    entry(LeafType.ERASED, subject=1, day=20_011),
]


def looked(entries: list[bytes], tag: bytes = TAG, at_size: int = 0) -> Look:
    look = Look(tags=(bytes([1]) * 32, tag), at_size=at_size)
    look.through(entries)
    return look


class TestLook:
    def test_finds_the_first_entry_of_the_voice_a_tag_belongs_to(self) -> None:
        assert looked(LOG[:2] + LOG[3:4]).found == Found(index=1, code_index=2, day=20_002)

    def test_finds_a_tag_in_the_first_entry_itself(self) -> None:
        assert looked(LOG[:4]).found == Found(index=2, code_index=2, day=20_001)

    def test_tells_the_day_of_the_first_erasure(self) -> None:
        assert looked(LOG[:2] + LOG[3:]).found == Found(index=1, code_index=2, day=20_002, erased_on=20_009)

    def test_finds_nothing_without_the_tag(self) -> None:
        assert looked(LOG, tag=bytes([8]) * 32).found is None
        assert looked([]).found is None

    @pytest.mark.parametrize("size", range(1, len(LOG) + 1))
    def test_knows_the_root_on_the_way(self, size: int) -> None:
        tree = Frontier()
        for raw in LOG[:size]:
            tree.append(leaf_hash(raw))

        assert looked(LOG, at_size=size).root_at == tree.root

    def test_knows_no_root_beyond_the_end(self) -> None:
        assert looked(LOG, at_size=len(LOG) + 1).root_at is None

    def test_passes_over_what_is_no_entry(self) -> None:
        broken = LOG[4][:40] + b"\x00"

        assert looked([broken, b"", TAG, *LOG[1:2], *LOG[3:4]]).found is not None
