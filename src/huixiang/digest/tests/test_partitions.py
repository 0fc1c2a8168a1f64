"""Cutting, laying out and putting together lose no row and keep the order."""

import numpy as np
import pyarrow as pa
import pytest

from huixiang.digest.partitions import InProcess, split_by_key, split_rows
from huixiang.digest.tests.stages import NUMBERS, keyed, squared


class TestInProcess:
    def test_keeps_the_order_and_tells_how_far_it_is(self) -> None:
        heard: list[int] = []

        results = InProcess().map(squared, split_rows(NUMBERS, 400), heard.append)

        assert [part.num_rows for part in results] == [400, 400, 200]
        assert results[2]["square"][199].as_py() == 999**2
        assert heard == [1, 2, 3]

    def test_brings_rows_of_one_key_together(self) -> None:
        parts = [pa.table({"key": pa.array(keys, pa.uint64())}) for keys in ([5, 1, 4], [9, 5], [4])]

        laid = InProcess().shuffle(parts, "key", 3)

        assert [part["key"].to_pylist() for part in laid] == [[9], [1, 4, 4], [5, 5]]

    def test_does_nothing_to_nothing(self) -> None:
        assert InProcess().map(squared, []) == []
        assert InProcess().shuffle([], "key", 2) == []


class TestSplitByKey:
    def test_keeps_every_row_in_its_old_order(self) -> None:
        pieces = split_by_key(keyed(100), "key", 7)

        numbers = np.concatenate([piece["number"].to_numpy() for piece in pieces])
        assert sorted(numbers.tolist()) == list(range(100))
        assert all((np.diff(piece["number"].to_numpy().astype(int)) > 0).all() for piece in pieces)
        assert all(key % 7 == lot for lot, piece in enumerate(pieces) for key in piece["key"].to_pylist())

    def test_gives_an_empty_piece_where_no_key_falls(self) -> None:
        pieces = split_by_key(keyed(0), "key", 2)

        assert [piece.num_rows for piece in pieces] == [0, 0]
        assert pieces[0].schema == keyed(0).schema


class TestSplitRows:
    def test_gives_one_partition_for_no_rows(self) -> None:
        assert [part.num_rows for part in split_rows(NUMBERS.slice(0, 0), 10)] == [0]

    def test_refuses_partitions_without_rows(self) -> None:
        with pytest.raises(ValueError, match="at least one row"):
            split_rows(NUMBERS, 0)
