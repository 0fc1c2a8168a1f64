"""Tables as offices send them: titles on top, merged cells, GB18030; and tables meant to harm."""

from datetime import date
from importlib import import_module
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from huixiang.folio.extents import column_letters, column_number
from huixiang.folio.tables import find_columns, read_table, read_table_in_child, write_table
from huixiang.folio.tests.corpus import package, sheet
from huixiang.folio.unsafe import UnsafeFile

XLSXWRITER: Any = import_module("xlsxwriter")
CSV = "编号,问题,电话\n1,电梯坏了,13800000000\n,,\n2, 路灯不亮 ,\n"
LINES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1)


def book(fill: Any) -> bytes:
    output = BytesIO()
    with XLSXWRITER.Workbook(output, {"default_date_format": "yyyy-mm-dd"}) as made:
        fill(made.add_worksheet())
    return output.getvalue()


class TestReadTable:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_reads_csv_of_every_office(self, encoding: str) -> None:
        table = read_table(CSV.encode(encoding), name="清单.CSV")

        assert table.header == ("编号", "问题", "电话")
        assert [(row.number, row.cells["问题"]) for row in table.rows] == [(2, "电梯坏了"), (4, "路灯不亮")]

    def test_finds_the_header_below_title_and_unit(self) -> None:
        text = "问题清单,,,\n单位：一中心,,日期：2024-05-06,\n序号,问题,责任人,时限\n1,漏水,周明,2024-05-06\n"

        table = read_table(text.encode(), name="a.csv")

        assert table.header == ("序号", "问题", "责任人", "时限")
        assert table.rows[0].number == 4

    def test_reads_cells_as_text(self) -> None:
        from_excel = book(
            lambda sheet: [
                sheet.write_row(1, 1, ["数", "小数", "日", "是", "文字"]),
                sheet.write_row(2, 1, [13800000000, 0.5, date(2024, 5, 6), True, " 甲 "]),
            ]
        )

        table = read_table(from_excel, name="a.xlsx")

        assert table.header == ("A", "数", "小数", "日", "是", "文字")
        assert (table.rows[0].number, [*table.rows[0].cells.values()]) == (
            3,
            ["", "13800000000", "0.5", "2024-05-06", "TRUE", "甲"],
        )

    def test_joins_a_header_of_two_rows_under_a_merged_title(self) -> None:
        def fill(sheet: Any) -> None:
            sheet.merge_range("A1:D1", "整改台账")
            sheet.merge_range("A2:A3", "序号")
            sheet.merge_range("B2:B3", "问题")
            sheet.merge_range("C2:D2", "联系人")
            sheet.write_row("C3", ["姓名", "电话"])
            sheet.write_row("A4", ["1", "漏水", "周明", "123"])

        table = read_table(book(fill), name="a.xlsx")

        assert table.header == ("序号", "问题", "联系人姓名", "联系人电话")
        assert [row.cells["联系人姓名"] for row in table.rows] == ["周明"]

    def test_tells_repeated_names_apart(self) -> None:
        table = read_table("问题,备注,备注\n漏水,a,b,c\n".encode(), name="a.csv")

        assert table.header == ("问题", "备注", "备注(2)", "D")

    def test_reads_the_same_in_a_child(self) -> None:
        data = write_table(["问题", "人"], [["漏水", "周明"], ["=1+1", "林晓"]], title="清单")

        assert read_table_in_child(data, name="清单.xlsx") == read_table(data, name="清单.xlsx")

    @pytest.mark.parametrize(
        ("code", "name", "data"),
        [
            ("kind_not_allowed", "a.xls", b"\xd0\xcf\x11\xe0"),
            ("content_mismatch", "a.xlsx", b"\xd0\xcf\x11\xe0"),
            ("content_mismatch", "a.xlsx", package()),
            ("content_mismatch", "a.csv", package()),
            ("content_mismatch", "a.csv", b"a,b\x00\n"),
            ("empty", "a.csv", b""),
            ("no_header", "a.csv", b"1,2\n3,4\n"),
            ("no_header", "a.csv", b"\n\n"),
            ("too_many_columns", "a.csv", b"a," * 100),
            ("too_many_rows", "a.csv", b"a\n" * 200_002),
            ("too_many_rows", "a.xlsx", sheet("<row><c r='A999999'><v>1</v></c></row>")),
            ("too_many_columns", "a.xlsx", sheet("<row><c r='XFD1'><v>1</v></c></row>")),
            ("zip_bomb", "a.xlsx", package({"xl/a.bin": bytes(30_000_000)}, extension="xlsx")),
            ("xml_entities", "a.xlsx", package({"xl/a.xml": "<!DOCTYPE a><a/>"}, extension="xlsx")),
            ("broken", "a.xlsx", package(extension="xlsx")),
            ("broken", "a.csv", b'a,b\n"' + b"x" * 140_000 + b'"'),
        ],
    )
    def test_refuses(self, code: str, name: str, data: bytes) -> None:
        for read in (read_table, read_table_in_child):
            with pytest.raises(UnsafeFile) as refused:
                read(data, name=name)
            assert refused.value.code == code

    def test_ignores_formats_without_values(self) -> None:
        def fill(made: Any) -> None:
            made.write_row(0, 0, ["甲", "乙"])
            made.write_row(1, 0, ["一", "二"])
            made.write_blank(1, 16000, None, None)

        assert read_table(book(fill), name="a.xlsx").header == ("甲", "乙")


class TestWriteTable:
    def test_writes_formulas_as_text(self) -> None:
        rows = [["=cmd|'/c calc'!A1", "http://a", "12"], ["+1", "@x", "-2"]]

        data = write_table(["甲", "乙", "丙"], rows, title="导出[1]/2")

        table = read_table(data, name="a.xlsx")
        assert [[*row.cells.values()] for row in table.rows] == rows
        assert data == write_table(["甲", "乙", "丙"], rows, title="导出[1]/2")

    def test_cuts_what_no_cell_can_hold(self) -> None:
        data = write_table(["甲"], [["长" * 40_000]], title="")

        assert read_table(data, name="a.xlsx").rows[0].cells["甲"] == "长" * 32_766 + "…"

    @settings(max_examples=30, deadline=None)
    @given(st.lists(st.lists(LINES, min_size=2, max_size=2), max_size=5))
    def test_reads_back_what_was_written(self, rows: list[list[str]]) -> None:
        data = write_table(["甲", "乙"], rows, title="回读")

        assert [[*row.cells.values()] for row in read_table(data, name="a.xlsx").rows] == rows


class TestFindColumns:
    def test_takes_exact_names_before_contained_ones(self) -> None:
        header = ["联系 电话（必填）", "问题描述", "问题", "姓名"]

        found = find_columns(header, {"text": ["问题"], "phone": ["手机", "联系电话"], "unit": ["单位"]})

        assert found == {"text": "问题", "phone": "联系 电话（必填）"}

    def test_gives_no_column_to_two_fields(self) -> None:
        assert find_columns(["姓名"], {"speaker": ["姓名"], "leader": ["姓名"]}) == {"speaker": "姓名"}


@given(st.integers(1, 20_000))
def test_column_letters_and_numbers_agree(number: int) -> None:
    assert column_number(column_letters(number)) == number
