"""Numbers of a report are found with what they count; dates, ordinals and set phrases are none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from huixiang.folio.reports.numerals import number_value
from huixiang.folio.reports.quantities import Bound, Quantity, quantities_in


def found(text: str) -> list[tuple[str, str, str]]:
    return [(str(each.value), each.counter, each.bound.value) for each in quantities_in(text)]


class TestNumberValue:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("1,052", 1052), ("３０", 30), ("88.9", Decimal("88.9")), ("1.2万", 12_000), ("3千", 3_000), ("十", 10),
            ("两千零八", 2008), ("二百九十八", 298), ("一万二千", 12_000), ("三亿五千万", 350_000_000),
            ("二〇二六", 2026), ("八十八点九", Decimal("88.9")), ("十二", 12), ("一百零五", 105),
        ],
    )  # fmt: skip
    def test_reads_what_reports_write(self, text: str, value: int | Decimal) -> None:
        assert number_value(text) == Decimal(value)

    @pytest.mark.parametrize("text", ["", "点", "甲", "1.2.3", "三点十"])
    def test_is_none_for_anything_else(self, text: str) -> None:
        assert number_value(text) is None


class TestQuantitiesIn:
    @pytest.mark.parametrize(
        ("text", "quantities"),
        [
            ("共收到意见建议1,052条，归并为问题18个", [("1052", "条", "exact"), ("18", "个", "exact")]),
            ("发放问卷三百余份，收回二百九十八份", [("300", "份", "more"), ("298", "份", "exact")]),
            ("近500户，约30人次，超过20件", [("500", "户", "less"), ("30", "人次", "about"), ("20", "件", "more")]),
            ("占百分之八十二，整改率88.9％", [("82", "%", "exact"), ("88.9", "%", "exact")]),
            ("投入1.2万元", [("1.2", "万元", "exact")]),
            ("问题数：18", [("18", "", "exact")]),
            ("52条左右", [("52", "条", "about")]),
            ("四风问题十八个", [("18", "个", "exact")]),
        ],
    )
    def test_finds_number_counter_and_bound(self, text: str, quantities: list[tuple[str, str, str]]) -> None:
        assert found(text) == quantities

    @pytest.mark.parametrize(
        "text",
        [
            "2026年3月2日8:30开会", "落实八项规定精神、三严三实", "第3项、第12条", "〔2026〕12号", "电话：0379-1234567",
            "一个都不能少，一项一项地改", "编号：12", "GB/T 9704-2012", "2014年以来", "2020-2026",
        ],
    )  # fmt: skip
    def test_takes_nothing_else_for_a_number(self, text: str) -> None:
        assert found(text) == []


class TestAllows:
    @pytest.mark.parametrize(
        ("written", "true", "fits"),
        [
            ("18个", 18, True), ("18个", 19, False),
            ("88.9%", "88.888", True), ("88.9%", "88.8", False), ("89%", "88.888", True),
            ("50余条", 50, True), ("50余条", 59, True), ("50余条", 60, False), ("50余条", 49, False),
            ("300多件", 399, True), ("300多件", 400, False),
            ("近500户", 480, True), ("近500户", 501, False), ("近500户", 449, False),
            ("约30人", 33, True), ("约30人", 34, False),
        ],
    )  # fmt: skip
    def test_is_as_exact_as_the_words(self, written: str, true: int | str, fits: bool) -> None:
        assert quantities_in(written)[0].allows(Decimal(true)) is fits

    def test_of_a_bit_more_than_an_odd_number_is_that_number(self) -> None:
        quantity = Quantity(0, 2, "52余条", Decimal(52), "条", Bound.MORE)

        assert [quantity.allows(Decimal(true)) for true in (51, 52, 53)] == [False, True, False]
