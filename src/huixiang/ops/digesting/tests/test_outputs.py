from __future__ import annotations

import errno
from pathlib import Path

import pytest

from huixiang.ops.digesting.outputs import whole_file, whole_folder
from huixiang.ops.digesting.refusals import BadChoice, CannotWrite

OURS = ("a.csv", "*.npz")


def fill(target: Path, content: str, name: str = "a.csv") -> None:
    with whole_folder(target, OURS) as folder:
        (folder / name).write_text(content, encoding="utf-8")


def fill_half(target: Path, error: BaseException) -> None:
    with whole_folder(target, OURS) as folder:
        (folder / "a.csv").write_text("half", encoding="utf-8")
        raise error


def write_half(target: Path) -> None:
    with whole_file(target) as path:
        path.write_text("half", encoding="utf-8")
        raise KeyboardInterrupt


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class TestWholeFolder:
    def test_appears_with_its_files_and_leaves_nothing_beside(self, tmp_path: Path) -> None:
        fill(tmp_path / "deep" / "out", "1")

        assert names(tmp_path / "deep") == ["out"]
        assert (tmp_path / "deep" / "out" / "a.csv").read_text(encoding="utf-8") == "1"

    def test_replaces_what_an_earlier_run_wrote(self, tmp_path: Path) -> None:
        fill(tmp_path / "out", "1", "old.npz")
        fill(tmp_path / "out", "2")

        assert names(tmp_path / "out") == ["a.csv"]

    def test_takes_nothing_of_others_away(self, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "letter.txt").write_text("keep", encoding="utf-8")
        fill(tmp_path / "out", "1")
        fill(tmp_path / "out", "2")

        assert names(tmp_path / "out") == ["a.csv", "letter.txt"]
        assert (tmp_path / "out" / "a.csv").read_text(encoding="utf-8") == "2"

    @pytest.mark.parametrize("error", [KeyboardInterrupt(), ValueError("x")])
    def test_leaves_what_was_there_when_the_work_stops(self, tmp_path: Path, error: BaseException) -> None:
        fill(tmp_path / "out", "1")
        with pytest.raises(type(error)):
            fill_half(tmp_path / "out", error)

        assert names(tmp_path) == ["out"]
        assert (tmp_path / "out" / "a.csv").read_text(encoding="utf-8") == "1"

    def test_says_that_the_disk_is_full(self, tmp_path: Path) -> None:
        with pytest.raises(CannotWrite) as refused, whole_folder(tmp_path / "out", OURS):
            raise OSError(errno.ENOSPC, "No space left on device")

        assert refused.value.parts["why"] == "disk_full"
        assert names(tmp_path) == []

    def test_does_not_write_over_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "out").write_text("keep", encoding="utf-8")
        with pytest.raises(BadChoice):
            fill(tmp_path / "out", "1")


class TestWholeFile:
    def test_replaces_at_once_or_not_at_all(self, tmp_path: Path) -> None:
        target = tmp_path / "f.csv"
        target.write_text("1", encoding="utf-8")
        with pytest.raises(KeyboardInterrupt):
            write_half(target)
        assert target.read_text(encoding="utf-8") == "1"

        with whole_file(target) as path:
            path.write_text("2", encoding="utf-8")
        assert (target.read_text(encoding="utf-8"), names(tmp_path)) == ("2", ["f.csv"])

    def test_does_not_write_over_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(BadChoice), whole_file(tmp_path):
            pass
