"""Archives take their name when they are whole, and go by the rule that is promised."""

from __future__ import annotations

import datetime as dt
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from huixiang.ops.backup.belonging import Extent, files_of
from huixiang.ops.backup.erasures import carry_lists
from huixiang.ops.backup.refusals import BackupRefused, NoRoom
from huixiang.ops.backup.shelf import Archive, archive_name, archives_in, held, lasting_is_due, outlived, written

NOW = dt.datetime(2026, 11, 28, 2, 30, tzinfo=dt.UTC)


def made(extent: Extent, *days_ago: int) -> list[Archive]:
    found = []
    for days in days_ago:
        at = NOW - dt.timedelta(days=days)
        found.append(Archive(Path(archive_name(extent, at=at)), extent, at))
    return found


def gone(archives: list[Archive]) -> list[str]:
    return [each.path.name[9:17] for each in outlived(archives, at=NOW)]


@contextmanager
def files_no_longer_than(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def write_and_raise(path: Path, trouble: BaseException) -> None:
    with written(path) as out:
        out.write(b"1")
        raise trouble


class TestRule:
    def test_lets_no_whole_archive_grow_older_than_thirty_days(self) -> None:
        assert gone(made(Extent.WHOLE, 0, 1, 28, 29, 30, 400)) == ["20251024", "20261029"]

    def test_keeps_the_newest_whole_archive_however_old(self) -> None:
        assert gone(made(Extent.WHOLE, 90, 60)) == ["20260830"]

    def test_keeps_the_first_lasting_archive_of_each_of_thirteen_months(self) -> None:
        firsts = [dt.datetime(2025 + month // 12, month % 12 + 1, 3, tzinfo=dt.UTC) for month in range(9, 23)]
        again = dt.datetime(2026, 11, 9, tzinfo=dt.UTC)
        archives = [Archive(Path(archive_name(Extent.LASTING, at=at)), Extent.LASTING, at) for at in [*firsts, again]]

        assert gone(archives) == ["20251003", "20261109"]

    def test_asks_for_one_lasting_archive_a_month(self) -> None:
        assert lasting_is_due([], at=NOW)
        assert lasting_is_due(made(Extent.LASTING, 28), at=NOW)
        assert not lasting_is_due(made(Extent.LASTING, 27), at=NOW)
        assert lasting_is_due(made(Extent.WHOLE, 1), at=NOW)


class TestShelf:
    def test_knows_archives_by_their_names(self, tmp_path: Path) -> None:
        name = archive_name(Extent.WHOLE, at=NOW)
        for each in (name, "huixiang-1-whole.hxb", "notes.txt", f".{name}.unfinished"):
            (tmp_path / each).touch()

        assert archives_in(tmp_path) == [Archive(tmp_path / name, Extent.WHOLE, NOW)]

    def test_gives_a_file_its_name_when_it_is_whole(self, tmp_path: Path) -> None:
        with written(tmp_path / "a") as out:
            out.write(b"1")
            assert not (tmp_path / "a").exists()

        assert (tmp_path / "a").read_bytes() == b"1"
        assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600

    @pytest.mark.parametrize("trouble", [KeyboardInterrupt(), BackupRefused("x", "y")])
    def test_leaves_no_half_file_when_interrupted(self, tmp_path: Path, trouble: BaseException) -> None:
        with pytest.raises(type(trouble)):
            write_and_raise(tmp_path / "a", trouble)

        assert list(tmp_path.iterdir()) == []

    def test_says_plainly_when_the_disk_is_full(self, tmp_path: Path) -> None:
        with (
            pytest.raises(NoRoom, match="磁盘满了"),
            files_no_longer_than(1000),
            written(tmp_path / "a") as out,
        ):
            out.write(bytes(100_000))

        assert list(tmp_path.iterdir()) == []

    def test_takes_one_backup_at_a_time_and_clears_away_what_a_killed_one_left(self, tmp_path: Path) -> None:
        left = tmp_path / ".huixiang-x-whole.hxb.unfinished"
        left.touch()

        with held(tmp_path), pytest.raises(BackupRefused, match="另一次备份"), held(tmp_path):
            pass

        assert not left.exists()

    def test_says_when_its_disk_is_not_there(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()

        with pytest.raises(BackupRefused, match="盘接上了吗"), held(tmp_path / "file" / "folder"):
            pass


class TestFiles:
    def test_of_a_house_are_those_that_belong_to_it(self, tmp_path: Path) -> None:
        names = (
            "keys/house", "uploads/1/ab/abc", "uploads/1/ab/.abd", "uploads/evidence/1/e", "engine/1/models/1-1/m",
            "engine/1/kept/words", "static/x.css", "postgres/data/PG_VERSION", "mails/m", "reading/plain.xlsx",
        )  # fmt: skip
        for name in names:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).touch()

        whole = [kept.name for kept in files_of(tmp_path, Extent.WHOLE)]
        lasting = [kept.name for kept in files_of(tmp_path, Extent.LASTING)]

        assert whole == ["keys/house", "uploads/1/ab/abc", "uploads/evidence/1/e", "engine/1/models/1-1/m"]
        assert lasting == ["keys/house", "uploads/evidence/1/e"]


class TestLists:
    def test_of_erasures_only_grow_and_leave_out_a_line_that_was_cut(self, tmp_path: Path) -> None:
        house, shelf = tmp_path / "house", tmp_path / "shelf"
        for folder, text in ((house, '{"a": 1}\n{"b": 2}\n{"c"'), (shelf, '{"z": 0}\n{"a": 1}\n')):
            (folder / "erased").mkdir(parents=True)
            (folder / "erased" / "1.jsonl").write_text(text)

        assert (carry_lists(house, shelf), carry_lists(house, shelf)) == (1, 0)
        assert (shelf / "erased" / "1.jsonl").read_text() == '{"z": 0}\n{"a": 1}\n{"b": 2}\n'
