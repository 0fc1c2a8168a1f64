"""Keeps a seeded house under var/bench/seeds, so that a second measuring starts in seconds with the very same rows.

A kept house is used only while everything it was made from is the same: migrations, seeding and texts.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.house import ROOT, House, copy_folder, standing_house
from bench.seeding import seed
from huixiang.ops.postgres import ensure_running, stop

SEEDS = ROOT / "var" / "bench" / "seeds"
MADE_FROM = (
    "bench/seeding.*",
    "bench/founding.py",
    "src/huixiang/*/migrations/*.py",
    "src/huixiang/ops/demo/voices.json",
    "src/huixiang/digest/bigrams.py",
    "src/huixiang/people/testing.py",
)


@contextmanager
def seeded_house(problems: int, voices: int) -> Iterator[House]:
    """A house with these many problems and voices: a copy of the kept one, which is made when there is none."""
    kept = SEEDS / f"{problems}-{voices}-{mark_of(MADE_FROM)}"
    if not kept.exists():
        _make(kept, problems, voices)
    with standing_house(kept) as house:
        yield house


def _make(kept: Path, problems: int, voices: int) -> None:
    for old in SEEDS.glob(f"{problems}-{voices}-*"):
        shutil.rmtree(old)
    draft = kept.with_name(f".{kept.name}")
    shutil.rmtree(draft, ignore_errors=True)
    with standing_house() as house:
        seed(house, problems=problems, voices=voices)
        stop(house.server)
        copy_folder(house.server.data_dir, draft)
        ensure_running(house.server)  # it is stopped again where it was started
    draft.rename(kept)


def mark_of(patterns: Iterable[str]) -> str:
    """A mark that changes with any of the files of these patterns."""
    digest = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
