"""Components settled block by block say what they say settled at once, wherever and however they are cut."""

from collections.abc import Sequence

import pyarrow as pa
import pytest

from huixiang.digest.matters import RULES, blocks, find_matters
from huixiang.digest.matters.tests.test_crowds import crowd
from huixiang.digest.matters.tests.voices import SAID, Row, table
from huixiang.digest.partitions import Heard, InProcess, Work, unheard
from huixiang.digest.repeats import find_repeats


class Elsewhere(InProcess):
    """A runner on another machine: it hands on nothing but what a file could carry."""

    elsewhere = True

    def __init__(self) -> None:
        self.lots: list[int] = []

    def map(self, work: Work, parts: Sequence[pa.Table], heard: Heard = unheard) -> list[pa.Table]:
        carried = []
        for part in parts:
            sink = pa.BufferOutputStream()
            with pa.ipc.new_stream(sink, part.schema) as stream:
                stream.write_table(part)
            carried.append(pa.ipc.open_stream(sink.getvalue()).read_all())
            self.lots.append(part.num_rows)
        return super().map(work, carried, heard)


def voices() -> pa.Table:
    again: list[Row] = [
        (f"{key}2", title, body + "还是老样子。", f"{who}2", day) for key, title, body, who, day in SAID
    ]
    return table([*crowd(), *SAID[:2], *again])


@pytest.mark.parametrize("pairs", [1, 5, 2_000_000])
def test_blocks_give_the_same_bytes_wherever_they_are_settled(pairs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "PAIRS", pairs)
    said = voices()
    repeats, runner = find_repeats(said), Elsewhere()

    here, there = (find_matters(said, repeats, rules=RULES, runner=one) for one in (InProcess(), runner))

    assert here.voices.equals(there.voices)
    assert here.matters.equals(there.matters)
    assert here.matters.num_rows > 1
    assert runner.lots
