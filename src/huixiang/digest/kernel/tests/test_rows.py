"""Both paths of the kernel over rows of numbers: the same results, bit for bit."""

from types import ModuleType

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st

from huixiang.digest.kernel import BUCKETS, Axes, PairCounts, Rows, Texts, Weights, native_rows, pure_rows, texts_of
from huixiang.digest.kernel.native import Refused, loaded

needs_library = pytest.mark.skipif(loaded() is None, reason="no library was built here")

anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
close = st.text("甲乙丙丁aA1，。 \x00", max_size=400)  # few different characters, so that pairs occur often
both = st.lists(st.tuples(st.one_of(anything, close), st.one_of(anything, close)), max_size=8)


def laid_out(texts: list[str]) -> Texts:
    return texts_of(pa.array(texts, pa.string()))


def same(ours: PairCounts | Rows, theirs: PairCounts | Rows) -> bool:
    slots: tuple[str, ...] = ours.__slots__
    return all(
        getattr(ours, slot).dtype == getattr(theirs, slot).dtype
        and np.array_equal(getattr(ours, slot), getattr(theirs, slot))
        for slot in slots
    )


def rows_of(*rows: dict[int, int]) -> Rows:
    starts = np.cumsum([0, *map(len, rows)])
    columns = np.array([column for row in rows for column in sorted(row)], np.int32)
    return Rows(starts, columns, np.array([row[column] for row in rows for column in sorted(row)], np.int32))


def drawn(seed: int, count: int) -> tuple[PairCounts, Weights]:
    rng = np.random.default_rng(seed)
    starts = np.concatenate([[0], np.cumsum(rng.integers(0, 9, count))])
    pairs, counts = rng.integers(0, 50, starts[-1]).astype(np.int32), rng.integers(0, 256, starts[-1]).astype(np.uint8)
    columns = np.where(rng.random(50) < 0.7, np.arange(50), -1).astype(np.int32)
    scales = rng.random((2, 256)).astype(np.float32)
    return PairCounts(starts, pairs, counts), Weights(scales[0], scales[1][:50].copy(), columns, 1_000)


@needs_library
class TestBothPaths:
    @given(both, st.integers(0, 30))
    @settings(max_examples=200, deadline=None)
    def test_count_the_same_pairs(self, texts: list[tuple[str, str]], opening: int) -> None:
        given = laid_out([title for title, _ in texts]), laid_out([body for _, body in texts])

        assert same(native_rows.pair_counts(*given, opening, 3), pure_rows.pair_counts(*given, opening, 3))

    def test_count_the_same_pairs_of_a_very_long_title(self) -> None:
        titles = laid_out(["".join(map(chr, range(0x4E00, 0x9000))), "水费" * 20_000, "水费" * 200])
        nothing = laid_out(["", "", ""])

        assert same(native_rows.pair_counts(titles, nothing, 9, 3), pure_rows.pair_counts(titles, nothing, 9, 3))

    @given(st.integers(0, 1_000), st.integers(0, 20))
    @settings(max_examples=100, deadline=None)
    def test_weigh_alike(self, seed: int, count: int) -> None:
        given = drawn(seed, count)

        assert same(native_rows.weigh(*given), pure_rows.weigh(*given))

    @given(st.integers(0, 1_000), st.integers(0, 20), st.integers(1, 40))
    @settings(max_examples=100, deadline=None)
    def test_turn_and_multiply_alike(self, seed: int, count: int, width: int) -> None:
        rng = np.random.default_rng(seed)
        rows = rows_of(*({int(one): int(one) * 7 % 90 for one in rng.integers(0, 50, 8)} for _ in range(count)))
        known = np.where(rng.random(50) < 0.5, np.arange(50) // 2, -1).astype(np.int32)
        axes = Axes(known, rng.standard_normal((25, width)).astype(np.float32))
        pairs = rng.integers(0, max(1, count), (2, 2 * count))

        assert np.array_equal(native_rows.turned(rows, axes), pure_rows.turned(rows, axes))
        assert np.array_equal(native_rows.products(rows, *pairs), pure_rows.products(rows, *pairs))

    @given(st.integers(0, 1_000), st.integers(1, 90))
    @settings(max_examples=100, deadline=None)
    def test_multiply_rows_of_a_table_alike(self, seed: int, width: int) -> None:
        rng = np.random.default_rng(seed)
        table, pairs = rng.integers(-900, 900, (12, width)).astype(np.int16), rng.integers(0, 12, (2, 30))

        assert native_rows.dots(table, *pairs).tolist() == pure_rows.dots(table, *pairs).tolist()


@pytest.mark.parametrize("path", [pytest.param(native_rows, marks=needs_library), pure_rows], ids=["native", "pure"])
class TestEachPath:
    def test_counts_a_pair_of_the_title_thrice(self, path: ModuleType) -> None:
        found = path.pair_counts(laid_out(["路灯"]), laid_out(["路，灯坏了路灯"]), 150, 3)

        assert sorted(found.counts.tolist()) == [1, 1, 1, 5]
        assert (np.diff(found.pairs) > 0).all()
        assert 0 <= found.pairs.min() <= found.pairs.max() < BUCKETS

    def test_reads_the_opening_of_a_body_only(self, path: ModuleType) -> None:
        found = path.pair_counts(laid_out(["", ""]), laid_out(["路灯坏了", "，，，，，，路灯"]), 3, 3)

        assert np.diff(found.starts).tolist() == [2, 0]

    def test_counts_to_255(self, path: ModuleType) -> None:
        found = path.pair_counts(laid_out(["水" * 200]), laid_out([""]), 150, 3)

        assert found.counts.tolist() == [255]

    def test_weighs_a_whole_row_before_leaving_out(self, path: ModuleType) -> None:
        ones, columns = np.ones(256, np.float32), np.array([0, -1], np.int32)
        counted = PairCounts(np.array([0, 2]), np.array([0, 1], np.int32), np.array([1, 1], np.uint8))

        found = path.weigh(counted, Weights(ones, np.array([3, 4], np.float32), columns, 1_000))

        assert (found.columns.tolist(), found.weights.tolist()) == ([0], [600])

    def test_multiplies_what_both_have(self, path: ModuleType) -> None:
        rows = rows_of({1: 2, 5: 3}, {5: 7, 6: 1}, {})

        assert path.products(rows, np.array([0, 0, 1]), np.array([1, 0, 2])).tolist() == [21, 13, 0]

    def test_turns_a_slice_of_rows(self, path: ModuleType) -> None:
        rows = rows_of({0: 9}, {0: 2, 2: 5}).part(1, 2)
        axes = Axes(np.array([1, -1, -1], np.int32), np.array([[8, 8], [1, 3]], np.float32))

        assert path.turned(rows, axes).tolist() == [[2, 6]]


@needs_library
class TestLibrary:
    def test_refuses_a_pair_that_lies_outside(self) -> None:
        with pytest.raises(Refused, match="number 1 "):
            native_rows.products(rows_of({1: 1}), np.array([0, 0]), np.array([0, 1]))
        with pytest.raises(Refused, match="number 0 "):
            native_rows.dots(np.zeros((1, 3), np.int16), np.array([0]), np.array([-1]))

    def test_refuses_a_column_that_lies_outside(self) -> None:
        with pytest.raises(Refused, match="number 0 "):
            native_rows.turned(rows_of({3: 1}), Axes(np.zeros(2, np.int32), np.ones((1, 4), np.float32)))
