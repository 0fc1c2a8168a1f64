from __future__ import annotations

import pytest

from huixiang.folio.columns import ALIASES, counts_rows, found_columns, guessed_columns

PHONES = [[f"1380000000{n}"] for n in range(5)]


class TestFoundColumns:
    def test_tells_who_spoke_from_the_telephone_and_the_unit(self) -> None:
        header = ("来电人", "来电号码", "承办单位", "涉及对象", "小区点位")

        assert found_columns(header, ALIASES) == {
            "speaker": "来电人", "contact": "来电号码", "unit": "承办单位", "addressee": "涉及对象", "spot": "小区点位",
        }  # fmt: skip


class TestGuessedColumns:
    def test_leaves_what_the_names_told_alone(self) -> None:
        assert guessed_columns(("电话",), PHONES, {"contact": "电话"}) == {}

    def test_finds_a_telephone_also_when_some_cells_are_empty(self) -> None:
        assert guessed_columns(("甲",), [*PHONES, [""], [""]], {}) == {"contact": "甲"}

    def test_takes_the_longest_text_for_the_words_but_no_short_one(self) -> None:
        rows = [["青禾县", "桂花路的路灯坏了三盏没人修"], ["林山县", "三栋停水两天了没有人来看过"]]

        assert guessed_columns(("甲", "乙"), rows, {}) == {"body": "乙"}
        assert guessed_columns(("甲",), [["青禾县"], ["林山县"]], {}) == {}

    @pytest.mark.parametrize("epoch_1904", [False, True])
    def test_knows_days_written_as_numbers(self, *, epoch_1904: bool) -> None:
        assert guessed_columns(("甲",), [["41338"], ["41339"]], {}, epoch_1904=epoch_1904) == {"said_at": "甲"}

    def test_takes_for_a_number_only_what_differs_in_every_row(self) -> None:
        assert guessed_columns(("甲",), [["A-1001"], ["A-1002"]], {}) == {"id": "甲"}
        assert guessed_columns(("甲",), [["A-1001"], ["A-1001"]], {}) == {}


class TestCountsRows:
    @pytest.mark.parametrize(
        ("name", "cells", "counts"),
        [
            ("序号", ["7"], True),
            ("编号", ["1", "2", "3"], True),
            ("编号", ["188006", "188007"], False),
            ("编号", [], False),
        ],
    )
    def test_by_name_or_by_its_first_cells(self, name: str, cells: list[str], *, counts: bool) -> None:
        assert counts_rows(name, cells) is counts
