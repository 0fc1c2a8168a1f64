"""What the command does with bad input, a full disk and an impatient user: a sentence, an exit code, nothing left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from huixiang.ops.digesting.main import main
from huixiang.ops.digesting.tests.speech import HEADER, ROWS, write_rows

# Every file ends after 4,096 bytes, as on a disk that is full.
SMALL_DISK = (
    "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))"
)
HEAVY = {"django", "numpy", "pyarrow", "rich"}
SOURCES = str(Path(__file__).resolve().parents[4])


def refused(words: list[object], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(list(map(str, words)))
    return code, capsys.readouterr().err


class TestBadInput:
    @pytest.mark.parametrize("command", ["run", "group"])
    def test_of_no_rows_is_said(self, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
        table = write_rows(tmp_path / "t.csv", [])
        code, said = refused([command, table, "--out", tmp_path / "o"], capsys)

        assert (code, "没有一行内容" in said) == (2, True)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["t.csv"]

    def test_of_a_missing_column_names_those_there_are(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code, said = refused(
            ["group", write_rows(tmp_path / "t.csv"), "--text", "诉求", "--out", tmp_path / "o"], capsys
        )

        assert code == 2
        assert all(name in said for name in ("诉求", *HEADER))

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"PK\x03\x04 and then nothing", "文件坏了"),
            (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
            (b"", "空的"),
            (b"%PDF-1.7", "不是 .xlsx"),
        ],
    )
    def test_of_a_file_that_is_no_table_is_said(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, why: str
    ) -> None:
        (tmp_path / "t.xlsx").write_bytes(content)
        code, said = refused(["run", tmp_path / "t.xlsx", "--out", tmp_path / "o"], capsys)

        assert (code, why in said, "Traceback" in said) == (2, True, False)

    def test_is_said_in_english_when_asked_for(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        code, said = refused(["group", tmp_path / "no.csv", "--out", tmp_path / "o", "--lang", "en"], capsys)

        assert (code, said) == (2, f"There is no file “{tmp_path / 'no.csv'}”.\n")

    @pytest.mark.parametrize("choice", [["--now", "前天"], ["--workers", "0"]])
    def test_of_an_option_is_said(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], choice: list[object]
    ) -> None:
        code, said = refused(["group", write_rows(tmp_path / "t.csv"), "--out", tmp_path / "o", *choice], capsys)

        assert (code, str(choice[0]) in said) == (2, True)

    def test_nobody_expected_is_one_sentence_and_with_debug_the_whole_story(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("huixiang.ops.digesting.main.MODULES", {"pairs": "nowhere"})
        words: list[object] = ["pairs", tmp_path, "--out", tmp_path / "o.csv"]

        code, said = refused(words, capsys)
        assert (code, said.count("\n"), "--debug" in said) == (1, 1, True)
        with pytest.raises(ModuleNotFoundError):
            refused([*words, "--debug"], capsys)


# A process begun in the background of a shell hears no Ctrl-C unless it asks to.
HEARING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"


class TestTheProcess:
    def run(self, *words: object, before: str = "") -> subprocess.Popen[str]:
        start = "from huixiang.ops.cli import main; sys.exit(main(['digest', *sys.argv[1:]]))"
        script = f"import sys; {before or 'pass'}; {start}"
        return subprocess.Popen(
            [sys.executable, "-c", script, *map(str, words)], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": SOURCES},
        )  # fmt: skip

    def test_leaves_nothing_when_the_disk_is_full(self, tmp_path: Path) -> None:
        table = write_rows(tmp_path / "t.csv")
        process = self.run("run", table, "--out", tmp_path / "o", before=SMALL_DISK)
        _, said = process.communicate(timeout=60)

        assert (process.returncode, "磁盘满了。什么都没有留下" in said, "Traceback" in said) == (1, True, False)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["t.csv"]

    def test_leaves_nothing_when_it_is_interrupted(self, tmp_path: Path) -> None:
        table = write_rows(tmp_path / "t.csv", [ROWS[0]] * 200_000)
        process = self.run("group", table, "--out", tmp_path / "o", "--workers", "1", before=HEARING)
        assert process.stderr is not None
        process.stderr.readline()  # it has begun
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)

        assert (process.returncode, "没有留下写了一半的文件" in said, "Traceback" in said) == (130, True, False)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["t.csv"]

    def test_asks_for_help_without_loading_the_web_application_or_the_engine(self) -> None:
        look = "import atexit, sys; atexit.register(lambda: print(sorted(HEAVY & set(sys.modules))))"
        process = self.run("run", "--help", before=f"HEAVY = {HEAVY}; {look}")
        shown, _ = process.communicate(timeout=60)

        assert (process.returncode, shown.splitlines()[-1]) == (0, "[]")
