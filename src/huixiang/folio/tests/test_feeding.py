"""Strangers' tables, read as they stream in a child process."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter

from huixiang.folio.feeding import feed_rows, survey_table
from huixiang.folio.hidden import hidden_rows, shown_sheets
from huixiang.folio.unsafe import BrokenFile, EmptyFile, UnsafeFile

LONG = "灯" * 60_000


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A title over merged cells, two header rows, a hidden row, a second sheet, a hidden third."""
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("来电")
        sheet.merge_range("A1:C1", "五月来电")
        sheet.write_row("A2", ["编号", "", "内容"])
        sheet.merge_range("A2:B2", "编号")
        sheet.write_row("A3", ["甲", "乙"])
        for row, words in enumerate(("路灯不亮", "水管裂了", "井盖松动"), start=3):
            sheet.write_row(row, 0, [f"G{row}", row, words])
        sheet.set_row(4, None, None, {"hidden": True})
        book.add_worksheet("来信").write_row("A1", ["编号", "内容"])
        book.add_worksheet("底稿").very_hidden()
    return path


class TestSurvey:
    def test_finds_header_rows_hidden_ones_and_sheets(self, workbook: Path) -> None:
        found = survey_table(workbook)

        assert found.header == ("编号甲", "编号乙", "内容")
        assert (found.rows, found.hidden, found.sheet, found.sheets) == (3, 1, "来电", ("来电", "来信"))
        assert [row.number for row in found.sample] == [4, 5, 6]

    def test_reads_a_cell_of_60000_characters(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_text(f"编号,内容\n1,{LONG}\n", encoding="utf-8")

        assert survey_table(path).sample[0].cells["内容"] == LONG

    def test_is_refused_for_what_the_child_found(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(b"")
        (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 and then nothing")

        with pytest.raises(EmptyFile):
            survey_table(tmp_path / "a.csv")
        with pytest.raises(UnsafeFile):
            survey_table(tmp_path / "b.xlsx")


class TestFeed:
    def test_gives_all_rows_in_batches(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_text("编号,内容\n" + "".join(f"{n},灯\n" for n in range(5)), encoding="utf-8")

        assert [[row.cells["编号"] for row in some] for some in feed_rows(path, batch=2)] == [
            ["0", "1"], ["2", "3"], ["4"],
        ]  # fmt: skip

    def test_goes_on_behind_a_row_and_leaves_hidden_ones_out(self, workbook: Path) -> None:
        (shown,) = feed_rows(workbook, leave_hidden=True)
        (later,) = feed_rows(workbook, after=4)

        assert [row.number for row in shown] == [4, 6]
        assert [row.number for row in later] == [5, 6]

    def test_tells_a_child_that_is_gone_from_one_that_is_done(self, tmp_path: Path) -> None:
        with pytest.raises(BrokenFile):
            list(feed_rows(tmp_path / "nothing.csv"))


class TestHidden:
    def test_knows_nothing_of_other_files(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_text("编号,内容\n1,灯\n", encoding="utf-8")

        assert (hidden_rows(path, "来电"), shown_sheets(path)) == (frozenset(), ())

    def test_finds_rows_whatever_way_the_truth_is_written(self, workbook: Path, tmp_path: Path) -> None:
        other = tmp_path / "o.xlsx"
        with ZipFile(workbook) as old, ZipFile(other, "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name).replace(b'hidden="1"', b'hidden="true"'))

        assert hidden_rows(other, "来电") == {5}
