from __future__ import annotations

from pathlib import Path

import pytest

from huixiang.digest.voices import VOICES
from huixiang.ops.digesting.reading import Reading, read_voices
from huixiang.ops.digesting.refusals import MissingColumn, NoRows, NoTable, Unreadable
from huixiang.ops.digesting.tests.speech import moment, write_rows


def read(path: Path, **told: str | None) -> Reading:
    return read_voices(path, told, say=lambda _rows: None)


class TestReadVoices:
    def test_gives_every_row_with_its_facts(self, tmp_path: Path) -> None:
        reading = read(write_rows(tmp_path / "t.csv"))

        assert reading.voices.schema.equals(VOICES)
        assert reading.voices["id"].to_pylist() == ["101", "102", "103", "104", "105", "106"]
        assert reading.voices["likes"].to_pylist() == [3, 0, 0, 1, 0, 0]
        assert reading.voices["said_at"].to_pylist() == [
            moment(2019, 7, 3, 23, 27, 2), moment(2019, 7, 5), moment(2019, 8, 1), moment(2019, 8, 5),
            moment(2019, 8, 6), None,
        ]  # fmt: skip

    def test_reports_what_it_could_not_read_and_keeps_the_row(self, tmp_path: Path) -> None:
        problems = read(write_rows(tmp_path / "t.csv")).problems

        assert [tuple(row.values()) for row in problems.to_pylist()] == [
            (7, "106", "点赞数", "多", "odd_likes"),
            (7, "106", "留言时间", "前天", "odd_time"),
        ]

    def test_gives_rows_their_numbers_where_ids_are_missing_or_come_again(self, tmp_path: Path) -> None:
        rows = [("101.0", "U", "甲", "", "一", ""), ("", "U", "乙", "", "二", ""), ("101", "U", "丙", "", "三", "")]
        reading = read(write_rows(tmp_path / "t.csv", rows))

        assert reading.voices["id"].to_pylist() == ["101", "行3", "行4"]
        assert {row["problem"] for row in reading.problems.to_pylist()} == {"no_id", "same_id", "no_time"}

    def test_uses_row_numbers_where_no_column_holds_ids(self, tmp_path: Path) -> None:
        path = write_rows(tmp_path / "t.csv", [["水"], ["电"]], ["内容"])

        assert read(path).voices["id"].to_pylist() == ["2", "3"]

    def test_takes_the_first_of_several_columns_for_the_title(self, tmp_path: Path) -> None:
        path = write_rows(tmp_path / "t.csv", [["a", "b", "", "d"]], ["甲", "乙", "丙", "丁"])
        row = read(path, text="乙,甲,丙,丁").voices.to_pylist()[0]

        assert (row["title"], row["body"]) == ("b", "a\nd")

    def test_takes_out_control_characters_and_keeps_everything_else(self, tmp_path: Path) -> None:
        odd = "\x07路灯\x00不亮\r\n😀 繁體 English\t完"
        path = write_rows(tmp_path / "t.csv", [["1", odd], ["2", ""]], ["编号", "内容"])
        reading = read(path)

        assert reading.voices["body"].to_pylist() == ["路灯不亮\n😀 繁體 English\t完", ""]
        assert reading.problems["problem"].to_pylist() == ["empty"]

    def test_joins_the_columns_of_a_place(self, tmp_path: Path) -> None:
        path = write_rows(
            tmp_path / "t.csv", [["1", "水", "东区", "", "桂花路"]], ["编号", "内容", "区县", "街道", "地址"]
        )

        assert read(path).voices["place"].to_pylist() == ["东区 桂花路"]


class TestARefusal:
    def test_names_the_columns_that_are_there(self, tmp_path: Path) -> None:
        with pytest.raises(MissingColumn) as refused:
            read(write_rows(tmp_path / "t.csv"), text="诉求")

        assert refused.value.parts["header"] == "留言编号、留言用户、留言主题、留言时间、留言详情、点赞数"

    def test_is_made_of_a_table_without_words(self, tmp_path: Path) -> None:
        with pytest.raises(MissingColumn):
            read(write_rows(tmp_path / "t.csv", [["1", "2"]], ["甲", "乙"]))

    def test_is_made_of_no_rows_no_file_and_no_table(self, tmp_path: Path) -> None:
        with pytest.raises(NoRows):
            read(write_rows(tmp_path / "t.csv", []))
        with pytest.raises(NoTable):
            read(tmp_path / "nowhere.csv")
        (tmp_path / "t.xlsx").write_bytes(b"PK\x03\x04 and then nothing")
        with pytest.raises(Unreadable):
            read(tmp_path / "t.xlsx")
