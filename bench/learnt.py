"""A kept house of many voices that the engine has gone over: index, ground, model, matters and their voices stand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow.parquet as pq

from bench.house import House, copy_folder, standing_house
from bench.keeping import SEEDS, mark_of
from bench.scale import drawn
from bench.searching import fill
from huixiang.ops.postgres import ensure_running, stop

MADE_FROM = (
    "bench/learnt.py", "bench/learning.*", "bench/searching.sql", "bench/corpora.py", "bench/founding.py",
    "src/huixiang/*/migrations/*.py",
)  # fmt: skip
TAUGHT = "taught.json"
"""What the run over all voices took, kept beside them."""


@contextmanager
def learnt_house(voices: int) -> Iterator[House]:
    """A copy of the kept house of these many voices; it is made first when there is none: minutes for a million.

    The matters of each voice are found by the engine itself; their suggestions are left out, as they are the greater
    part of the time and nothing that arrives looks at those of other voices.
    """
    kept = SEEDS / f"learnt-{voices}-{mark_of(MADE_FROM)}"
    if not kept.exists():
        for old in SEEDS.glob(f"learnt-{voices}-*"):
            shutil.rmtree(old)
        draft = kept.with_name(f".{kept.name}")
        shutil.rmtree(draft, ignore_errors=True)
        with standing_house() as house:
            _teach(house, voices)
            stop(house.server)
            copy_folder(house.server.data_dir, draft)
            ensure_running(house.server)  # it is stopped again where it was started
        draft.rename(kept)
    with standing_house(kept) as house:
        yield house


def _teach(house: House, voices: int) -> None:
    fill(house, voices, said=_said(voices), matters=False)
    told = house.run("-m", "bench.learning")
    (house.server.data_dir / TAUGHT).write_text(told.splitlines()[-1], encoding="utf-8")
    with house.connect() as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")


def _said(voices: int) -> Iterator[str]:
    """Texts drawn over the real messages where they are there, else over the demo's voices; always the same."""
    for batch in pq.ParquetFile(drawn(voices)).iter_batches(columns=["body"]):
        yield from (words.replace("\0", "") for words in batch["body"].to_pylist())
