from __future__ import annotations

import csv
import datetime as dt
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import xlsxwriter
from pyarrow import parquet

from huixiang.folio.streams import open_table, read_batches
from huixiang.folio.unsafe import (
    BrokenFile,
    ContentMismatch,
    EmptyFile,
    EncryptedFile,
    NoHeader,
    TooManyColumns,
    UnsafeFile,
)

moment = partial(dt.datetime, tzinfo=None)  # wall time, as tables have it
ROWS: list[list[Any]] = [["编号", "内容", "时间"], [188006.0, " 路灯不亮 ", "2019-02-28"], [7, "井盖没了", ""]]


def book(path: Path, rows: list[list[Any]], **options: Any) -> Path:
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.add_worksheet("空")
        sheet = workbook.add_worksheet("表")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(place, column, cell, *([day] if isinstance(cell, dt.date) else []))
    return path


def text(path: Path, content: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(content.encode(encoding))
    return path


def read(path: Path, *columns: str) -> tuple[list[int], list[list[str]]]:
    table = open_table(path)
    numbers: list[int] = []
    rows: list[list[str]] = []
    for batch in read_batches(table, columns or table.header):
        numbers += batch.numbers.to_pylist()
        rows += [list(row.values()) for row in batch.columns.to_pylist()]
    return numbers, rows


class TestWorkbook:
    def test_is_read_from_its_first_sheet_that_holds_anything(self, tmp_path: Path) -> None:
        numbers, rows = read(book(tmp_path / "a.xlsx", ROWS))

        assert numbers == [2, 3]
        assert rows == [["188006", "路灯不亮", "2019-02-28"], ["7", "井盖没了", ""]]

    def test_keeps_row_numbers_over_empty_rows_and_a_title(self, tmp_path: Path) -> None:
        rows = [["留言一览"], [], *ROWS[:2], [None, None, None], ROWS[2]]

        assert read(book(tmp_path / "a.xlsx", rows), "编号") == ([4, 6], [["188006"], ["7"]])

    def test_gives_days_as_text_and_knows_the_calendar_from_1904(self, tmp_path: Path) -> None:
        path = book(tmp_path / "a.xlsx", [["内容", "时间"], ["水", dt.date(2019, 2, 28)]], date_1904=True)

        assert open_table(path).epoch_1904
        assert read(path)[1] == [["水", "2019-02-28"]]

    def test_refuses_one_that_spans_too_much(self, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        with xlsxwriter.Workbook(str(path)) as workbook:
            sheet = workbook.add_worksheet()
            sheet.write_row(0, 0, ["编号", "内容"])
            sheet.write(1_048_575, 16_383, "x")

        with pytest.raises(TooManyColumns):
            open_table(path)

    @pytest.mark.parametrize(
        ("content", "refused"),
        [
            (b"PK\x03\x04 and then nothing", BrokenFile),
            (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), EncryptedFile),
            (b"\xd0\xcf\x11\xe0 and then nothing", BrokenFile),
            (b"", EmptyFile),
            (b"%PDF-1.7", ContentMismatch),
            (b"<html><table><tr><td>1</td></tr></table>", ContentMismatch),
            (bytes(range(256)) * 40, ContentMismatch),
        ],
    )
    def test_is_refused_in_words_when_it_is_none(
        self, tmp_path: Path, content: bytes, refused: type[UnsafeFile]
    ) -> None:
        (tmp_path / "a.xlsx").write_bytes(content)

        with pytest.raises(refused):
            open_table(tmp_path / "a.xlsx")


class TestSeparatedText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
    def test_is_read_in_any_usual_encoding(self, tmp_path: Path, encoding: str) -> None:
        path = text(tmp_path / "a.csv", "编号,内容\n1,路灯不亮𠮷😀\n2,井盖没了\n", encoding)

        assert read(path) == ([2, 3], [["1", "路灯不亮𠮷😀"], ["2", "井盖没了"]])

    def test_tells_gb18030_by_the_little_chinese_in_it(self, tmp_path: Path) -> None:
        path = text(tmp_path / "a.csv", f"id,内容\n1,{'street lamp ' * 500}坏了\n", "gb18030")

        assert read(path)[1][0][1].endswith("lamp 坏了")

    @pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
    def test_finds_its_separator(self, tmp_path: Path, separator: str) -> None:
        path = text(tmp_path / "a.csv", separator.join(["编号", "内容"]) + "\n" + separator.join(["1", "一,二"]) + "\n")

        assert read(path)[1] == [["1", "一" if separator == "," else "一,二"]]

    def test_loses_no_row_that_is_shorter_or_longer(self, tmp_path: Path) -> None:
        path = text(tmp_path / "a.csv", '编号,内容,时间\n1,"一\n二",x\n2\n\n3,三,y,多\n4,四,z\n')
        table = open_table(path)
        rows = [row for batch in read_batches(table, table.header) for row in batch.columns.to_pylist()]

        assert [row["编号"] for row in rows] == ["1", "2", "3", "4"]
        assert rows[0]["内容"] == "一\n二"
        assert table.troubles["ragged_rows"] == 2

    def test_reads_a_cell_of_any_length(self, tmp_path: Path) -> None:
        path = text(tmp_path / "a.csv", f"编号,内容\n1,{'长' * 60_000}\n2\n")

        assert [len(row[1]) for row in read(path)[1]] == [60_000, 0]

    def test_leaves_the_limit_of_other_readers_as_it_was(self, tmp_path: Path) -> None:
        before = csv.field_size_limit()
        read(text(tmp_path / "a.csv", "编号,内容\n1,水\n2\n"))

        assert csv.field_size_limit() == before

    def test_goes_on_over_bytes_that_are_no_text(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(f"编号,内容\n1,{'路灯不亮' * 9}\n".encode() + b"2,\xff\xff\n")
        table = open_table(tmp_path / "a.csv")

        assert [row["编号"] for each in read_batches(table, ["编号"]) for row in each.columns.to_pylist()] == ["1", "2"]
        assert table.troubles["unreadable_characters"] == 2

    def test_refuses_one_without_column_names(self, tmp_path: Path) -> None:
        with pytest.raises(NoHeader):
            open_table(text(tmp_path / "a.csv", "1,2\n3,4\n"))

    def test_may_have_a_header_and_no_row(self, tmp_path: Path) -> None:
        assert read(text(tmp_path / "a.csv", "编号,内容\n")) == ([], [])


class TestParquet:
    def test_is_read_as_text(self, tmp_path: Path) -> None:
        path = tmp_path / "a.parquet"
        moments = pa.array([moment(2019, 2, 28, 11), None], pa.timestamp("us"))
        parquet.write_table(pa.table({"编号": [188006.0, 7.0], "内容": [" 水 ", None], "时间": moments}), path)

        assert read(path) == ([1, 2], [["188006", "水", "2019-02-28 11:00:00"], ["7", "", ""]])

    def test_is_refused_when_damaged(self, tmp_path: Path) -> None:
        (tmp_path / "a.parquet").write_bytes(b"PAR1 and then nothing")

        with pytest.raises(BrokenFile):
            open_table(tmp_path / "a.parquet")
