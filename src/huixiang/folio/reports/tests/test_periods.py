"""Periods as reports name them, and the passages of a report in their order."""

from __future__ import annotations

from datetime import date

import pytest

from huixiang.folio.papers.docx import paper_docx
from huixiang.folio.papers.paper import Cell, Column, Paper
from huixiang.folio.reports.periods import period_in
from huixiang.folio.reports.reading import Passage, read_report
from huixiang.folio.unsafe import UnsafeFile

TODAY = date(2026, 3, 2)


class TestPeriodIn:
    @pytest.mark.parametrize(
        ("text", "since", "until"),
        [
            ("2026年1月至3月，共收到", "2026-01-01", "2026-03-31"),
            ("2025年12月1日至2026年2月3日", "2025-12-01", "2026-02-03"),
            ("3月1日至15日", "2026-03-01", "2026-03-15"),
            ("今年一季度", "2026-01-01", "2026-03-31"),
            ("2026年第2季度", "2026-04-01", "2026-06-30"),
            ("去年下半年", "2025-07-01", "2025-12-31"),
            ("2024年2月", "2024-02-01", "2024-02-29"),
            ("今年以来", "2026-01-01", "2026-12-31"),
            ("截至3月2日", None, "2026-03-02"),
            ("截至2月底", None, "2026-02-28"),
        ],
    )
    def test_reads_both_ends(self, text: str, since: str | None, until: str) -> None:
        period = period_in(text, today=TODAY)

        assert period is not None
        assert period.since == (date.fromisoformat(since) if since else None)
        assert period.until == date.fromisoformat(until)

    @pytest.mark.parametrize("text", ["", "共收到意见52条", "2月30日至31日", "13月"])
    def test_is_none_where_none_is_named(self, text: str) -> None:
        assert period_in(text, today=TODAY) is None

    def test_takes_the_last_of_several(self) -> None:
        period = period_in("1月收到9件，2月收到12件", today=TODAY)

        assert period is not None
        assert period.text.startswith("2月")


class TestReadReport:
    def test_gives_the_words_without_the_numbers_of_the_list(self) -> None:
        text = "整改情况报告\n一、基本情况\n1、共收到意见52条。\n2、归并为问题18个。\n"

        passages = read_report(text.encode(), name="a.txt")

        assert Passage("共收到意见52条。", "第3行") in passages
        assert [each.text for each in passages][-1] == "归并为问题18个。"

    def test_gives_cells_with_the_names_of_their_columns(self) -> None:
        columns = (Column("number", "序号"), Column("words", "内容"), Column("count", "问题数"), Column("n", "数量"))
        rows: list[dict[str, Cell]] = [
            {"number": 1, "words": "形式主义", "count": 18},
            {"number": 2, "words": "收到意见", "n": 52},
        ]
        content = paper_docx(Paper("表", columns, [*rows, {"number": 3, "words": "合计", "count": 19}]))

        told = {each.text: each.of_row for each in read_report(content, name="a.docx")}
        assert told["问题数：18"] is True
        assert told["收到意见：52"] is False
        assert told["问题数：19"] is False

    def test_refuses_what_is_no_report(self) -> None:
        with pytest.raises(UnsafeFile):
            read_report(b"\x00", name="a.exe")
