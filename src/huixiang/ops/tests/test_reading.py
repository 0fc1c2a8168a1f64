"""``huixiang read`` shows the tree and writes the items, or says in one sentence why it does not."""

import json
from pathlib import Path

import pytest

from huixiang.folio.unsafe import UnsafeFile
from huixiang.ops import cli
from huixiang.ops.reading import BROKEN, UNREADABLE, reason

LIST = "××局意见汇总\n一、对公安局的意见\n1、巡逻少，夜里没有人。\n3、窗口慢。\n二、形式主义\n1、会多。\n2024年5月6日\n"


class TestRead:
    def test_shows_the_tree_the_rest_and_the_doubts(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "意见.txt").write_text(LIST, encoding="gb18030")

        assert cli.main(["read", str(tmp_path / "意见.txt")]) == 0
        assert capsys.readouterr().out.splitlines() == [
            "××局意见汇总",
            "一、对公安局的意见（2 条，公安局）",
            "    1、巡逻少，夜里没有人。",
            "    3、窗口慢。",
            "二、形式主义（1 条，形式主义）",
            "    1、会多。",
            "共 3 条",
            "未列入 第1行：××局意见汇总",
            "未列入 第7行：2024年5月6日",
            "请核对 第4行：编号跳到3，应为2",
        ]

    def test_writes_every_item(self, tmp_path: Path) -> None:
        file, out = tmp_path / "意见.txt", tmp_path / "items.json"
        file.write_text(LIST, encoding="utf-8")

        assert cli.main(["read", str(file), "--out", str(out)]) == 0
        items = json.loads(out.read_text(encoding="utf-8"))
        assert len(items) == 3
        assert items[1] == {
            "path": ["对公安局的意见"],
            "number": 3,
            "mark": "3、",
            "text": "窗口慢。",
            "addressee": "公安局",
            "class": None,
            "place": "第4行",
        }

    def test_prints_the_items_alone(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "a.md").write_text(LIST, encoding="utf-8")

        assert cli.main(["read", str(tmp_path / "a.md"), "--out", "-"]) == 0
        assert [each["class"] for each in json.loads(capsys.readouterr().out)] == [None, None, "形式主义"]

    def test_refuses_in_one_sentence_and_writes_nothing(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file, out = tmp_path / "a.docx", tmp_path / "items.json"
        file.write_bytes(b"PK\x03\x04 nothing")

        assert cli.main(["read", str(file), "--out", str(out)]) == 1
        assert capsys.readouterr().err == f"{file}：文件坏了，打不开\n"
        assert not out.exists()

    def test_says_that_a_file_is_not_there(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["read", str(tmp_path / "a.docx")]) == 1
        assert "读不到" in capsys.readouterr().err


class TestReason:
    def test_is_a_whole_sentence_for_every_refusal(self) -> None:
        said = [reason(kind()) for kind in UnsafeFile.__subclasses__() if kind.code in UNREADABLE]

        assert len(said) == len(UNREADABLE)
        assert [each for each in said if "{" in each] == []
        assert reason(UnsafeFile()) == BROKEN
