import numpy as np
import pyarrow as pa

from huixiang.digest.kernel import sketch, texts_of
from huixiang.digest.repeats.joining import ENTRIES, candidates, entries_of, told

NEAR = 8


def pairs_of(*texts: str) -> list[tuple[int, int]]:
    sketches = sketch(texts_of(pa.array(texts, pa.string())))
    found = told([candidates(entries_of(sketches, np.arange(len(texts))), NEAR)])
    return list(zip(found["left"].to_pylist(), found["right"].to_pylist(), strict=True))


def entries(*rows: tuple[int, int, int]) -> pa.Table:
    return pa.table([list(column) for column in zip(*rows, strict=True)], schema=ENTRIES)


class TestCandidates:
    def test_are_the_texts_that_share_a_run_of_eight_characters(self) -> None:
        assert pairs_of("北门小学门口的路灯坏了", "水厂送来的水发黄", "盼修好北门小学门口的路灯") == [(0, 2)]

    def test_are_none_without_texts(self) -> None:
        assert pairs_of() == []
        assert pairs_of("") == []

    def test_grow_with_the_texts_even_if_all_are_alike(self) -> None:
        alike = [f"北门小学门口的路灯坏了半个月晚上接孩子看不清路{number}号" for number in range(2_000)]

        assert 2_000 < len(pairs_of(*alike)) < 2_000 * 16 * (NEAR + 3)

    def test_of_a_crowd_need_a_second_key(self) -> None:
        crowd = [(7, 1_000 + row, row) for row in range(20)]
        other = [(9, 1, 3), (9, 1, 4)]

        once = told([candidates(entries(*crowd), NEAR)])
        twice = told([candidates(entries(*sorted([*crowd, *other], key=lambda entry: entry[2])), NEAR)])

        assert len(once) == 0
        assert twice.to_pylist() == [{"left": 3, "right": 4}]

    def test_of_two_crowds_count_together(self) -> None:
        crowds = [(key, 1_000 + row, row) for row in range(20) for key in (7, 8)]

        found = told([candidates(entries(*crowds), NEAR)]).to_pylist()

        assert {"left": 0, "right": 19} in found
        assert {"left": 18, "right": 19} in found
        assert {"left": 9, "right": 12} not in found
