from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import python_calamine

from huixiang.folio.workbooks import Column, Sheet, write_workbook

moment = partial(datetime, tzinfo=None)  # wall time, as tables have it
COLUMNS = [Column("序号", 6), Column("问题", 40, wrap=True), Column("首次", 12)]


def write(path: Path) -> Path:
    rows = iter([(1, '=HYPERLINK("http://x")', moment(2019, 2, 28)), (2, "长" * 40_000, moment(2019, 2, 28, 9, 30))])
    write_workbook(path, [Sheet("问题/清单", COLUMNS, rows), Sheet("原声", COLUMNS, [])], title="问题清单")
    return path


class TestWriteWorkbook:
    def test_types_its_cells_and_never_calculates(self, tmp_path: Path) -> None:
        book = python_calamine.load_workbook(str(write(tmp_path / "a.xlsx")))
        rows = book.get_sheet_by_name("问题 清单").to_python()

        assert rows[1] == [1.0, '=HYPERLINK("http://x")', moment(2019, 2, 28).date()]
        assert (len(rows[2][1]), rows[2][1][-1], rows[2][2]) == (32_767, "…", moment(2019, 2, 28, 9, 30))
        assert b"<f>" not in ZipFile(tmp_path / "a.xlsx").read("xl/worksheets/sheet1.xml")

    def test_freezes_and_filters_the_header(self, tmp_path: Path) -> None:
        with ZipFile(write(tmp_path / "a.xlsx")) as package:
            sheet = package.read("xl/worksheets/sheet1.xml")

        assert b'state="frozen"' in sheet
        assert b'<autoFilter ref="A1:C3"/>' in sheet

    def test_gives_the_same_bytes_again(self, tmp_path: Path) -> None:
        assert write(tmp_path / "a.xlsx").read_bytes() == write(tmp_path / "b.xlsx").read_bytes()
