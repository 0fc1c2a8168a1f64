"""The commands that look at a whole table: run and group."""

from __future__ import annotations

from pathlib import Path

import pytest

from huixiang.ops.digesting.main import main
from huixiang.ops.digesting.tests.speech import HEADER, PLANT, ROWS, read_rows, write_rows

FILES = ["classes.csv", "matters.csv", "problem-list.xlsx", "problems.csv", "report.html", "voices.csv"]
WORDS = ("噪音", "灰尘", "电梯", "路灯", "井盖", "停水", "公交", "垃圾")


def digest(*words: object) -> int:
    return main(list(map(str, words)))


class TestGroup:
    def test_has_a_row_for_every_voice(self, tmp_path: Path) -> None:
        assert digest("group", write_rows(tmp_path / "t.csv"), "--out", tmp_path / "o") == 0
        voices = read_rows(tmp_path / "o" / "voices.csv")

        assert list(voices[0]) == ["id", "repeat_of", "matter", "reason"]
        assert [row["id"] for row in voices] == [row[0] for row in ROWS]
        assert (voices[1]["repeat_of"], voices[5]["matter"]) == ("101", "")
        assert voices[0]["matter"] == voices[1]["matter"] != ""

    def test_tells_of_each_matter(self, tmp_path: Path) -> None:
        digest("group", write_rows(tmp_path / "t.csv"), "--out", tmp_path / "o")
        matters = read_rows(tmp_path / "o" / "matters.csv")

        assert list(matters[0])[:9] == [
            "matter", "title", "place", "first", "last", "voices", "speakers", "heat", "trend",
        ]  # fmt: skip
        assert {row["matter"] for row in matters} == {
            row["matter"] for row in read_rows(tmp_path / "o" / "voices.csv") if row["matter"]
        }

    def test_takes_columns_by_name(self, tmp_path: Path) -> None:
        rows = [[row[0], row[4], row[3]] for row in ROWS]
        table = write_rows(tmp_path / "t.csv", rows, ["a", "b", "c"])
        named = ("--id", "a", "--text", "b", "--time", "c")

        assert digest("group", table, *named, "--out", tmp_path / "o") == 0
        assert [row["id"] for row in read_rows(tmp_path / "o" / "voices.csv")] == [row[0] for row in ROWS]


class TestRun:
    def test_writes_everything_and_the_same_bytes_again(self, tmp_path: Path) -> None:
        table = write_rows(tmp_path / "t.csv")
        for name in ("o1", "o2", "o2"):
            assert digest("run", table, "--out", tmp_path / name) == 0
        contents = [{path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("o1", "o2")]

        assert sorted(contents[0]) == FILES
        assert contents[0] == contents[1]

    def test_says_what_it_read_and_what_it_did_not_understand(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        digest("run", write_rows(tmp_path / "t.csv"), "--out", tmp_path / "o")
        said = capsys.readouterr().err

        assert "读了 6 行" in said
        assert "有 2 处看不懂" in said
        assert [row["value"] for row in read_rows(tmp_path / "o" / "problems.csv")] == ["多", "前天"]

    @pytest.mark.parametrize(
        "rows",
        [
            [ROWS[0]],
            [ROWS[0]] * 300,
            [("1", "", "", "", "", ""), ("", "", "", "", " ", "1")],
            [("1", "U", "", "", "长" * 60_000, ""), ("2", "U", "", "", f"{PLANT}\x00\x07", "")],
            [(str(place), "U", "", "", word * 3, "") for place, word in enumerate(WORDS)],
            [("1", "U", "Lamp", "", "The street lamp is broken 😀", ""), ("2", "V", "", "", "電梯壞了，请修", "")],
        ],
        ids=["one row", "one text again and again", "nothing", "a long cell", "nothing in common", "other scripts"],
    )
    def test_bears_any_words(self, tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
        table = write_rows(tmp_path / "t.csv", rows, HEADER)

        assert digest("run", table, "--out", tmp_path / "o") == 0
        assert len(read_rows(tmp_path / "o" / "voices.csv")) == len(rows)
