"""Several processes say what one says, also when one of them dies or everything is interrupted."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest

from huixiang.digest.partitions import InProcess, split_rows
from huixiang.digest.pools import Pool, WorkersLost, read_table, write_table
from huixiang.digest.tests import stages

PARTS = split_rows(stages.NUMBERS, 100)
# A process begun in the background of a shell hears no Ctrl-C unless it asks to.
ENDLESS = """
import signal
from functools import partial
from pathlib import Path
from huixiang.digest.pools import Pool
from huixiang.digest.tests.test_pools import PARTS, stages
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with Pool(2) as pool:
        pool.map(partial(stages.marked, folder=Path({folder!r}), seconds=60), PARTS)
"""


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(2) as pool:
        yield pool


class TestPool:
    def test_says_what_one_process_says_in_the_same_order(self, pool: Pool) -> None:
        heard: list[int] = []

        assert pool.map(stages.squared, PARTS, heard.append) == InProcess().map(stages.squared, PARTS)
        assert heard == list(range(1, 11))

    def test_shuffles_as_one_process_does(self, pool: Pool) -> None:
        parts = split_rows(stages.keyed(1_000), 300)

        assert pool.shuffle(parts, "key", 4) == InProcess().shuffle(parts, "key", 4)

    def test_raises_what_the_work_raised_and_goes_on_to_work(self, pool: Pool) -> None:
        with pytest.raises(ValueError, match="500 is refused"):
            pool.map(stages.refused, PARTS)

        assert pool.map(stages.refused, PARTS[:5]) == PARTS[:5]

    def test_does_again_what_a_killed_process_had(self, pool: Pool, tmp_path: Path) -> None:
        results = pool.map(partial(stages.dies_once, folder=tmp_path), PARTS)

        assert results == InProcess().map(stages.squared, PARTS)
        assert sorted(mark.name for mark in tmp_path.iterdir()) == ["300", "700"]

    def test_gives_up_on_work_that_kills_every_process(self, pool: Pool) -> None:
        with pytest.raises(WorkersLost, match="smaller"):
            pool.map(stages.dies_always, PARTS[:1])

    def test_begins_before_there_is_work(self) -> None:
        with Pool(1) as pool:
            pool.begin("colorsys")

            assert pool.map(stages.imported, PARTS[:1])[0]["imported"].to_pylist() == [True]

    def test_leaves_no_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        with Pool(1) as pool:
            pool.map(stages.squared, PARTS[:2])

        assert list(tmp_path.iterdir()) == []


class TestInterruption:
    @pytest.mark.parametrize(("stop", "left"), [(signal.SIGINT, 0), (signal.SIGKILL, 1)])
    def test_ends_every_process(self, tmp_path: Path, stop: signal.Signals, left: int) -> None:
        folders = [tmp_path / "marks", tmp_path / "tables"]
        for folder in folders:
            folder.mkdir()
        command = [sys.executable, "-c", ENDLESS.format(folder=str(folders[0]))]
        parent = subprocess.Popen(command, env=os.environ | {"TMPDIR": str(folders[1])}, stderr=subprocess.DEVNULL)
        while len(list(folders[0].iterdir())) < 2:
            assert parent.poll() is None
        family = psutil.Process(parent.pid).children(recursive=True)

        parent.send_signal(stop)

        assert parent.wait(20) != 0
        assert psutil.wait_procs(family, 20)[1] == []
        assert len(list(folders[1].iterdir())) == left  # the killed one could not tidy up


class TestTables:
    def test_are_read_as_they_were_written(self, tmp_path: Path) -> None:
        write_table(PARTS[3], tmp_path / "part.arrow")
        found = read_table(tmp_path / "part.arrow")
        (tmp_path / "part.arrow").unlink()

        assert found == PARTS[3]
        assert (tmp_path / "part.arrow").exists() is False
