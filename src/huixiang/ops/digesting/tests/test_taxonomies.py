"""Several taxonomies at once, and whether voices have changed since a model learnt."""

from __future__ import annotations

from pathlib import Path

import pytest
import python_calamine

from huixiang.ops.digesting.main import main
from huixiang.ops.digesting.tests.speech import read_rows, write_rows

HEADER = ["编号", "内容", "时间", "部门", "性质"]
NOISE = "小区旁边的搅拌站夜里施工，噪音和灰尘很大，请环保局管一管"
LIFT = "单元楼的电梯坏了，物业一直没有维修，请住建局督促物业"
PRAISE = "谢谢工作人员，事情办得又快又好，给你们点赞"


def digest(*words: object) -> int:
    return main(list(map(str, words)))


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    kinds = [
        (NOISE, "环保", "投诉"),
        (LIFT, "住建", "投诉"),
        (NOISE + PRAISE, "环保", "表扬"),
        (PRAISE + LIFT, "住建", "表扬"),
    ]
    ends = ("", "盼复。", "请回复。", "急。")
    rows = [
        [f"{at}{number}", text + end, f"2026-0{1 + at}-1{number}", unit, nature]
        for number, (text, unit, nature) in enumerate(kinds)
        for at, end in enumerate(ends)
    ]
    return write_rows(tmp_path / "labelled.csv", rows, HEADER)


class TestSeveralTaxonomies:
    def test_are_learnt_from_several_columns_and_suggested_side_by_side(self, tmp_path: Path, labelled: Path) -> None:
        assert digest("train", labelled, "--text", "内容", "--label", "部门,性质", "--model", tmp_path / "m") == 0
        table = write_rows(tmp_path / "new.csv", [["7", "搅拌站噪音太大"]], ["编号", "内容"])
        digest(
            "classify", table, "--text", "内容", "--model", tmp_path / "m", "--out", tmp_path / "c.csv", "--surest", "0"
        )
        (row,) = read_rows(tmp_path / "c.csv")

        assert (row["label"], row["性质:label"]) == ("环保", "投诉")

    def test_of_two_models_stand_beside_each_other_under_names_of_their_own(
        self, tmp_path: Path, labelled: Path
    ) -> None:
        for folder in ("a", "b"):
            digest("train", labelled, "--text", "内容", "--label", "部门", "--model", tmp_path / folder)
        models = ["--model", tmp_path / "a", "--model", tmp_path / "b"]

        assert digest("classify", labelled, "--text", "内容", *models, "--out", tmp_path / "c.csv") == 0
        assert "部门 2:label" in read_rows(tmp_path / "c.csv")[0]

    def test_of_a_run_stand_in_its_tables_and_its_report(self, tmp_path: Path, labelled: Path) -> None:
        schemes = ["--scheme", "public-affairs", "--scheme", "four-winds"]

        assert digest("run", labelled, "--text", "内容", *schemes, "--out", tmp_path / "out") == 0
        assert "四风:label" in read_rows(tmp_path / "out" / "classes.csv")[0]
        assert "<h3>四风</h3>" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
        book = python_calamine.load_workbook(str(tmp_path / "out" / "problem-list.xlsx"))
        assert book.get_sheet_by_index(0).to_python()[0][-1] == "四风"


class TestDrift:
    @pytest.fixture
    def model(self, tmp_path: Path, labelled: Path) -> Path:
        digest("train", labelled, "--text", "内容", "--label", "部门", "--model", tmp_path / "m")
        return tmp_path / "m"

    def test_is_told_when_other_things_are_said_than_before(
        self, tmp_path: Path, labelled: Path, model: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        rows = [[str(at), f"电梯又坏了，物业不管，请住建局督促充电桩{at}"] for at in range(20)]
        now = write_rows(tmp_path / "now.csv", rows, ["编号", "内容"])
        told = ["--text", "内容", "--model", model, "--before", labelled, "--out", tmp_path / "d.csv"]

        assert digest("drift", now, *told) == 0
        found = {row["class"]: row for row in read_rows(tmp_path / "d.csv")}
        assert (found["住建"]["before"], found["住建"]["now"]) == ("0.5", "1.0")
        assert "诉求变了" in capsys.readouterr().err
        assert "(new word) 充电" in found

    def test_is_none_between_halves_of_the_same_voices(
        self, tmp_path: Path, labelled: Path, model: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        told = [
            "--text",
            "内容",
            "--time",
            "时间",
            "--since",
            "2026-03-01",
            "--model",
            model,
            "--out",
            tmp_path / "d.csv",
        ]

        assert digest("drift", labelled, *told) == 0
        assert "没有明显变化" in capsys.readouterr().err

    @pytest.mark.parametrize("since", ["前天", "1999-01-01"])
    def test_refuses_a_moment_that_parts_nothing(
        self, tmp_path: Path, labelled: Path, model: Path, since: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        told = ["--text", "内容", "--time", "时间", "--since", since, "--model", model, "--out", tmp_path / "d.csv"]

        assert digest("drift", labelled, *told) == 2
        assert f"--since 不能是“{since}”" in capsys.readouterr().err
        assert not (tmp_path / "d.csv").exists()

    def test_needs_something_to_compare_with(self, tmp_path: Path, labelled: Path, model: Path) -> None:
        assert digest("drift", labelled, "--model", model, "--out", tmp_path / "d.csv") == 2
