"""The memory in which the web processes of a house count together: shared, small, without names."""

from __future__ import annotations

import mmap
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from huixiang.listening import counts
from huixiang.listening.counts import Counts
from huixiang.listening.throttle import Throttle

ADDRESS = "203.0.113.0/24"
SEND = """
from django.conf import settings
settings.configure(SUBMIT_PER_MINUTE=3)
from huixiang.listening.throttle import Throttle
throttle = Throttle("voices")
print(sum(throttle.wait_seconds("203.0.113.0/24", now=100.0) == 0 for _time in range(2)))
"""


@pytest.fixture
def held() -> Iterator[int]:
    descriptor = counts.new_memory()
    yield descriptor
    os.close(descriptor)


def let_in_by_another_process(held: int) -> int:
    around = dict(os.environ) | {counts.VARIABLE: f"/proc/{os.getpid()}/fd/{held}"}
    told = subprocess.run([sys.executable, "-c", SEND], env=around, capture_output=True, text=True, check=True)
    return int(told.stdout)


class TestTheMemoryOfAHouse:
    def test_is_counted_in_by_all_its_processes_together(self, held: int) -> None:
        assert [let_in_by_another_process(held) for _process in range(2)] == [2, 1]

    def test_has_no_name_on_any_disk(self, held: int) -> None:
        assert os.fstat(held).st_nlink == 0

    def test_holds_no_address(self, held: int) -> None:
        memory = mmap.mmap(held, counts.SIZE)
        Throttle("voices", 2, table=Counts(memory, held)).wait_seconds(ADDRESS, now=100.0)

        assert any(memory[:])
        assert b"203.0" not in memory[:]

    def test_that_is_gone_leaves_each_process_counting_for_itself(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(counts.VARIABLE, "/proc/1/fd/none")
        table = counts.of_the_house.__wrapped__()

        assert Throttle("voices", 1, table=table).wait_seconds(ADDRESS, now=0) == 0


class TestAKey:
    def test_lives_a_day_and_takes_all_counts_with_it(self) -> None:
        memory = mmap.mmap(-1, counts.SIZE)
        throttle = Throttle("voices", 1, table=Counts(memory))
        throttle.wait_seconds(ADDRESS, now=10.0)
        first = memory[:]
        throttle.would_wait(ADDRESS, now=10.0 + counts.KEY_LIFE)

        assert memory[:32] != first[:32]
        assert first[-counts.PLACES * 32 :].count(b"\0") < counts.PLACES * 32
        assert throttle.wait_seconds(ADDRESS, now=10.0 + counts.KEY_LIFE) == 0


class TestManyNetworks:
    def test_push_each_other_out_and_never_one_another_into_waiting(self) -> None:
        throttle = Throttle("voices", 1, table=Counts(mmap.mmap(-1, counts.SIZE)))

        assert not any(throttle.wait_seconds(str(network), now=10.0) for network in range(3 * counts.PLACES))
