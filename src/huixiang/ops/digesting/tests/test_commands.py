"""The commands that judge rows: train, classify, pairs, replies, mask and eval."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest

from huixiang.ops.digesting.main import main
from huixiang.ops.digesting.tests.speech import LIFT, PLANT, ROWS, read_rows, write_rows

LABELS = ["环境保护", "环境保护", "环境保护", "城乡建设", "城乡建设", "城乡建设"]
LAMP = "文昌街的路灯坏了两盏，晚上回家看不见路，请住建局修一修。"


def digest(*words: object) -> int:
    return main(list(map(str, words)))


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    rows = [[str(place), text, label] for place, (text, label) in enumerate(_labelled())]
    return write_rows(tmp_path / "labelled.csv", rows, ["编号", "内容", "一级标签"])


def _labelled() -> list[tuple[str, str]]:
    texts = [row[4] for row in ROWS[:5]] + [LAMP]
    ends = ("", "谢谢。", "盼复。", "请回复。")
    return [(text + end, label) for end in ends for text, label in zip(texts, LABELS, strict=True)]


class TestTrainAndClassify:
    def test_suggest_what_they_learnt_with_the_words_that_decided(self, tmp_path: Path, labelled: Path) -> None:
        assert digest("train", labelled, "--text", "内容", "--label", "一级标签", "--model", tmp_path / "m") == 0
        table = write_rows(tmp_path / "new.csv", [["7", "搅拌站半夜施工，噪音和灰尘很大"], ["8", ""]], ["编号", "内容"])
        assert digest("classify", table, "--text", "内容", "--model", tmp_path / "m", "--out", tmp_path / "c.csv") == 0
        rows = read_rows(tmp_path / "c.csv")

        assert list(rows[0])[:5] == ["id", "label", "confidence", "second", "words"]
        assert (rows[0]["id"], rows[0]["label"], rows[1]["label"]) == ("7", "环境保护", "")
        assert "搅拌站" in rows[0]["words"]

    def test_are_silent_below_the_confidence_asked_for(self, tmp_path: Path, labelled: Path) -> None:
        digest("train", labelled, "--model", tmp_path / "m")
        digest("classify", labelled, "--model", tmp_path / "m", "--out", tmp_path / "c.csv", "--surest", "1")

        assert {row["label"] for row in read_rows(tmp_path / "c.csv")} == {""}

    def test_keep_an_id_that_stands_twice(self, tmp_path: Path, labelled: Path) -> None:
        digest("train", labelled, "--model", tmp_path / "m")
        table = write_rows(tmp_path / "new.csv", [["7", "半夜施工"], ["7", "路灯坏了"], ["", "路灯"]], ["编号", "内容"])
        digest("classify", table, "--model", tmp_path / "m", "--out", tmp_path / "c.csv")

        assert [row["id"] for row in read_rows(tmp_path / "c.csv")] == ["7", "7", "行4"]

    def test_name_the_labels_that_may_be_wrong(self, tmp_path: Path) -> None:
        said = {"环境保护": "噪音 灰尘 油烟 臭味 污水 焚烧", "城乡建设": "电梯 物业 漏水 停水 停车 路灯"}
        rows = [[" ".join(some), label] for label, words in said.items() for some in combinations(words.split(), 3)]
        rows[4][1] = "城乡建设"
        table = write_rows(tmp_path / "w.csv", rows, ["词语", "一级标签"])
        digest("train", table, "--model", tmp_path / "m", "--doubtful", tmp_path / "d.csv")
        found = read_rows(tmp_path / "d.csv")

        assert [(row["row"], row["label"], row["likelier"]) for row in found] == [("6", "城乡建设", "环境保护")]

    def test_start_from_a_scheme_without_labels(self, tmp_path: Path) -> None:
        table = write_rows(tmp_path / "t.csv")

        assert digest("train", table, "--scheme", "public-affairs", "--model", tmp_path / "m") == 0
        assert digest("classify", table, "--model", tmp_path / "m", "--out", tmp_path / "c.csv", "--surest", "0") == 0
        assert read_rows(tmp_path / "c.csv")[0]["label"] == "环境保护"

    def test_take_a_scheme_from_a_table(self, tmp_path: Path) -> None:
        scheme = write_rows(tmp_path / "s.csv", [["环境", "噪音"], ["", "灰尘"], ["住房", "电梯"]], ["一级", "二级"])

        assert digest("train", "--scheme", scheme, "--model", tmp_path / "m") == 0

    def test_learn_from_words_set_apart(self, tmp_path: Path) -> None:
        rows = [["搅拌站 噪音 灰尘", "环境保护"], ["电梯 物业 老人", "城乡建设"]] * 6
        table = write_rows(tmp_path / "w.csv", rows, ["词语", "一级标签"])

        assert digest("train", table, "--words", "词语", "--label", "一级标签", "--model", tmp_path / "m") == 0

    def test_write_the_same_bytes_again(self, tmp_path: Path, labelled: Path) -> None:
        for name in ("m1", "m2"):
            digest("train", labelled, "--model", tmp_path / name, "--seed", "3")
        files = [{path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("m1", "m2")]

        assert files[0] == files[1]

    def test_name_a_label_that_occurs_once(
        self, tmp_path: Path, labelled: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with labelled.open("a", encoding="utf-8") as file:
            file.write("99,公交车不来,交通运输\n")

        assert digest("train", labelled, "--model", tmp_path / "m") == 0
        assert "交通运输" in capsys.readouterr().err

    def test_refuse_a_model_of_a_newer_version(
        self, tmp_path: Path, labelled: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        digest("train", labelled, "--model", tmp_path / "m")
        head = tmp_path / "m" / "model.json"
        facts = json.loads(head.read_text(encoding="utf-8"))
        facts["model"]["version"] = 99
        head.write_text(json.dumps(facts), encoding="utf-8")

        assert digest("classify", labelled, "--model", tmp_path / "m", "--out", tmp_path / "c.csv") == 2
        assert "更新" in capsys.readouterr().err


class TestPairs:
    def test_are_judged_in_order(self, tmp_path: Path) -> None:
        rows = [[PLANT, f"我也住这里，{PLANT}"], [PLANT, LIFT], [PLANT, ""]]
        table = write_rows(tmp_path / "p.csv", rows, ["左", "右"])

        assert digest("pairs", table, "--left", "左", "--right", "右", "--out", tmp_path / "o.csv") == 0
        found = read_rows(tmp_path / "o.csv")
        assert [row["kind"] for row in found] == ["repeat", "different", "different"]
        assert {"kind", "score", "reason"} <= set(found[0])


class TestReplies:
    def test_are_marked_one_question_at_a_time(self, tmp_path: Path) -> None:
        answer = "您好，桂花路18号楼的电梯已于8月20日更换配件并恢复运行。桂花街道办事处"
        rows = [["1", LIFT, answer, "2019-08-05", "2019-08-21"], ["2", PLANT, "已转交有关部门处理。", "2019-07-03", ""]]
        table = write_rows(tmp_path / "r.csv", rows, ["编号", "留言详情", "答复意见", "留言时间", "答复时间"])

        assert digest("replies", table, "--out", tmp_path / "o.csv") == 0
        first, second = read_rows(tmp_path / "o.csv")
        assert (first["id"], first["names_date"], first["working_days"]) == ("1", "True", "12")
        assert (second["transfer_only"], second["working_days"]) == ("True", "")


class TestMask:
    def test_proposes_places_in_a_table(self, tmp_path: Path) -> None:
        assert digest("mask", write_rows(tmp_path / "t.csv"), "--out", tmp_path / "o.csv") == 0
        phone = next(row for row in read_rows(tmp_path / "o.csv") if row["kind"] == "phone")

        start, end = int(phone["start"]), int(phone["end"])
        assert (phone["id"], phone["column"], ROWS[5][4][start:end]) == ("106", "留言详情", "13812345678")

    def test_proposes_places_in_a_text(self, tmp_path: Path) -> None:
        (tmp_path / "t.txt").write_text("第一行\n电话13812345678", encoding="gb18030")

        assert digest("mask", tmp_path / "t.txt", "--out", tmp_path / "o.csv") == 0
        assert [(row["row"], row["start"], row["text"]) for row in read_rows(tmp_path / "o.csv")] == [
            ("2", "6", "13812345678")
        ]


class TestEval:
    def test_measures_classes_of_two_columns(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        rows = [["1", "甲", "甲", "0.9"], ["2", "甲", "乙", "0.4"], ["3", "乙", "乙", "0.8"], ["4", "乙", "", "0.2"]]
        table = write_rows(tmp_path / "t.csv", rows, ["编号", "label", "found", "confidence"])
        chosen = ("--predicted", "found", "--confidence", "confidence", "--out", tmp_path / "e.json")
        code = digest("eval", "classes", table, *chosen)
        figures = json.loads((tmp_path / "e.json").read_text(encoding="utf-8"))

        assert code == 0
        assert "accuracy" in capsys.readouterr().out
        assert (figures["accuracy"], figures["suggested"], round(figures["macro_f1"], 4)) == (0.5, 0.75, 0.5833)

    def test_measures_groups_against_what_was_found(self, tmp_path: Path) -> None:
        gold = write_rows(tmp_path / "g.csv", [["1", "甲"], ["2", "甲"], ["3", "乙"]], ["id", "issue"])
        found = write_rows(tmp_path / "v.csv", [["1", "m1"], ["2", "m1"], ["3", ""], ["4", ""]], ["id", "matter"])

        assert digest("eval", "groups", gold, "--found", found, "--out", tmp_path / "e.json") == 0
        assert json.loads((tmp_path / "e.json").read_text(encoding="utf-8"))["issue_f1"] == 1.0

    def test_measures_pairs_in_either_wording(self, tmp_path: Path) -> None:
        gold = write_rows(tmp_path / "g.csv", [["duplicate"], ["same_issue"], ["different"]], ["label"])
        found = write_rows(tmp_path / "o.csv", [["2", "repeat"], ["3", "different"], ["4", "repeat"]], ["row", "kind"])
        digest("eval", "pairs", gold, "--found", found, "--out", tmp_path / "e.json")

        figures = json.loads((tmp_path / "e.json").read_text(encoding="utf-8"))
        assert (figures["repeat_precision"], figures["repeat_recall"]) == (0.5, 1.0)
