"""Columns that people edit, figures with their source, letters that hide who spoke."""

from datetime import date, datetime
from decimal import Decimal

import pylopdf_fonts_zh_cn
import pytest

from huixiang.folio.papers.coverage import drawable
from huixiang.folio.papers.forms import LEDGER, PROBLEMS, SUMMARY
from huixiang.folio.papers.geometry import LARGE, LYING, UPRIGHT, fit
from huixiang.folio.papers.letter import NoAddressee, Opinion, feedback_letters
from huixiang.folio.papers.paper import Cell, Column, Figure, Kind, UnknownColumn, arranged, shown
from huixiang.folio.papers.tests.sample import DAY, letters


class TestArranged:
    def test_chooses_orders_renames_and_resizes(self) -> None:
        columns = arranged(PROBLEMS, keys=["problem", "number"], names={"problem": "突出问题"}, widths={"number": 4})

        assert [(column.key, column.name, column.width) for column in columns] == [
            ("problem", "突出问题", 11),
            ("number", "序号", 4),
        ]

    def test_leaves_all_as_they_are(self) -> None:
        assert arranged(LEDGER) == LEDGER

    @pytest.mark.parametrize("wrong", [{"keys": ["nobody"]}, {"names": {"nobody": "某"}}, {"widths": {"nobody": 3.0}}])
    def test_refuses_columns_that_are_not_there(self, wrong: dict[str, list[str]]) -> None:
        with pytest.raises(UnknownColumn, match="nobody"):
            arranged(PROBLEMS, **wrong)  # type: ignore[arg-type]


class TestShown:
    @pytest.mark.parametrize(
        ("cell", "kind", "text"),
        [
            (None, Kind.TEXT, ""),
            (3, Kind.NUMBER, "3"),
            (3.0, Kind.NUMBER, "3"),
            (0.25, Kind.NUMBER, "0.25"),
            (Decimal("1234567.5"), Kind.MONEY, "1,234,567.50"),
            (date(2024, 5, 6), Kind.DATE, "2024-05-06"),
            (datetime.fromisoformat("2024-05-06T08:30:00+08:00"), Kind.DATE, "2024-05-06"),
            ("a\x00b\r\nc", Kind.TEXT, "a\ufffdb\nc"),
            (Figure(7, "x"), Kind.NUMBER, "7"),
        ],
    )
    def test_is_how_a_cell_is_printed(self, cell: Cell, kind: Kind, text: str) -> None:
        assert shown(cell, kind) == text


class TestFigure:
    @pytest.mark.parametrize("source", ["", "x" * 201, "two\nlines"])
    def test_refuses_a_source_no_property_can_hold(self, source: str) -> None:
        with pytest.raises(ValueError, match="source"):
            Figure(1, source)


class TestFit:
    def test_lays_wide_tables_on_their_side_and_wider_ones_on_large_paper(self) -> None:
        pages = [fit(columns).page for columns in (PROBLEMS[:4], PROBLEMS, SUMMARY, LEDGER)]

        assert pages == [UPRIGHT, LYING, LYING, LARGE]

    @pytest.mark.parametrize("columns", [PROBLEMS, LEDGER, (Column("a", "甲"),), (Column("a", "甲", width=500),) * 2])
    def test_fills_the_line_exactly(self, columns: tuple[Column, ...]) -> None:
        layout = fit(columns)

        assert sum(layout.breadths) == pytest.approx(layout.page.line)

    def test_keeps_the_type_area_of_the_standard(self) -> None:
        assert (UPRIGHT.line, UPRIGHT.height - UPRIGHT.top - UPRIGHT.bottom) == (156, 225)


class TestFeedbackLetters:
    def test_are_one_for_each_addressee_class_by_class(self) -> None:
        first, second = letters()

        assert (first.addressee, second.addressee) == ("公安局党委", "李××")
        assert [section.label for section in first.sections] == ["民生", "官僚主义", "其他"]
        assert second.sections[0].words == ("立案难。", "执行慢。")

    def test_do_not_touch_the_words(self) -> None:
        words = "  两个空格，=1+1，<b>，\n换行。"

        letter = feedback_letters([Opinion(words, "法院")], signer="", signed_on=DAY)[0]
        assert letter.sections[0].words == (words,)

    def test_are_not_written_if_one_opinion_is_for_nobody(self) -> None:
        with pytest.raises(NoAddressee, match="2"):
            feedback_letters([Opinion("甲", "法院"), Opinion("乙", " ")], signer="", signed_on=DAY)


class TestDrawable:
    @pytest.mark.parametrize(
        ("text", "drawn"),
        [
            ("路灯不亮，①㈠××〔2026〕", "路灯不亮，①㈠××〔2026〕"),
            ("谢谢🙋", "谢谢〓"),
            ("赞👍🏽了", "赞〓了"),
            ("家👨‍👩‍👧", "家〓〓〓"),
            ("𠮷野家", "〓野家"),
            ("", ""),
        ],
    )
    def test_puts_a_mark_for_what_has_no_shape(self, text: str, drawn: str) -> None:
        assert drawable(text, (pylopdf_fonts_zh_cn.serif_path().parent,)) == drawn
