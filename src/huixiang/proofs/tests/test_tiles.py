"""Tiles: their paths, what stands in them, and that proofs read from them hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from huixiang.proofs.merkle import (
    Frontier,
    Node,
    consistency_path,
    inclusion_path,
    verify_consistency,
    verify_inclusion,
)
from huixiang.proofs.tests.test_merkle import leaves_of, reader, root_of
from huixiang.proofs.tiles import (
    Hashes,
    Span,
    Tile,
    TileWrong,
    bundle,
    read_bundle,
    read_hashes,
    read_path_of,
    span_of,
    tiles_of,
)

LEAVES = leaves_of(700)


def fetch(spans: list[Span]) -> dict[Span, list[bytes]]:
    found = {}
    for span in spans:
        nodes = (Node(span.level * 8, span.first + place) for place in range(span.count))
        found[span] = [reader(LEAVES)(node) for node in nodes]
    return found


class TestPath:
    @pytest.mark.parametrize(
        ("tile", "path"),
        [
            (Tile(0, 0), "tile/0/000"),
            (Tile(None, 7, 3), "tile/entries/007.p/3"),
            (Tile(1, 1_234_067), "tile/1/x001/x234/067"),
            (Tile(2, 1000, 255), "tile/2/x001/000.p/255"),
        ],
    )
    def test_is_that_of_the_specification(self, tile: Tile, path: str) -> None:
        assert tile.path == path
        assert read_path_of(path) == tile

    @pytest.mark.parametrize(
        "path",
        ["", "tile/0/0", "tile/64/000", "tile/0/x000/001", "tile/0/000.p/256", "tile/0/000.p/0", "tile/0/../000",
         "tile/00/000", "tile/0/000\n"],
    )  # fmt: skip
    def test_has_one_form_only(self, path: str) -> None:
        with pytest.raises(TileWrong):
            read_path_of(path)

    def test_lists_what_was_added(self) -> None:
        assert [tile.path for tile in tiles_of(257)] == [
            "tile/entries/000", "tile/entries/001.p/1", "tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1",
        ]  # fmt: skip
        assert [tile.path for tile in tiles_of(257, since=256)] == ["tile/entries/001.p/1", "tile/0/001.p/1"]
        assert tiles_of(300, since=300) == []


class TestContent:
    @given(entries=st.lists(st.binary(max_size=90), max_size=20))
    def test_of_entries_reads_back(self, entries: list[bytes]) -> None:
        assert read_bundle(bundle(entries)) == entries

    @given(raw=st.binary(max_size=300))
    def test_is_read_or_refused(self, raw: bytes) -> None:
        for read in (read_bundle, read_hashes):
            try:
                read(raw)
            except TileWrong:
                continue


class TestProof:
    @given(size=st.integers(1, 700), data=st.data())
    @settings(max_examples=40, deadline=None)
    def test_read_from_tiles_holds(self, size: int, data: st.DataObject) -> None:
        index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
        tree = Frontier()
        for leaf in LEAVES[:size]:
            tree.append(leaf)

        inclusion = Hashes(fetch).proof(inclusion_path(index, size))
        consistency = Hashes(fetch).proof(consistency_path(old, size))

        verify_inclusion(LEAVES[index], index, size, inclusion, tree.root)
        verify_consistency(old, size, consistency, root_of(LEAVES[:old]), tree.root)

    def test_asks_once_for_all_it_needs(self) -> None:
        asked: list[list[Span]] = []

        def asking(spans: list[Span]) -> dict[Span, list[bytes]]:
            asked.append(spans)
            return fetch(spans)

        Hashes(asking).proof(inclusion_path(300, 700))

        assert len(asked) == 1
        assert sum(span.count for span in asked[0]) <= 3 * 256

    def test_without_a_part_of_the_log_is_refused(self) -> None:
        with pytest.raises(TileWrong):
            Hashes(lambda _spans: {}).proof(inclusion_path(3, 9))

    def test_never_leaves_a_tile(self) -> None:
        assert span_of(Node(7, 3)) == Span(0, 384, 128)
        assert span_of(Node(8, 3)) == Span(1, 3, 1)
