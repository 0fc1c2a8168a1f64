"""``python -m bench.corpora --rows N --out FILE``: draws a corpus of voices of which it is known who repeats whom.

Fresh texts are drawn by walking over given texts and jumping, now and then, to another place where the same two
characters stand: no two are the same, but phrases, lengths and frequent words are those of real ones. Some are then
repeated as people repeat them, and some are templates used for two estates, which are no repeats. The same rows,
texts and seed give the same corpus.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

from bench.perturbing import PERTURB, estate_names, with_estate
from huixiang.digest.voices import VOICES

DEMO: Final = Path(__file__).resolve().parents[1] / "src/huixiang/ops/demo/voices.json"
BATCH: Final = 50_000
REMEMBERED: Final = 2_000  # fresh texts of earlier batches that later ones may repeat
JUMP: Final = 0.35  # how often the walk jumps where it can
MEAN: Final = 120  # characters of a text
START: Final = 1_546_300_800  # 2019-01-01, in seconds

CORPUS: Final[Any] = VOICES.append(pa.field("family", pa.int64())).append(pa.field("made_by", pa.string()))


@dataclass(frozen=True, slots=True)
class Mix:
    """How many of 100 rows are made in which way; the rest is fresh."""

    shares: Mapping[str, int]

    def ways(self, count: int, rng: np.random.Generator) -> list[str]:
        """Draw how each of ``count`` rows is made."""
        names = ["fresh", *self.shares]
        odds = [100 - sum(self.shares.values()), *self.shares.values()]
        return [names[way] for way in rng.choice(len(names), count, p=np.array(odds) / 100)]


MIX: Final = Mix({"copy": 3, "greeting": 5, "shuffle": 6, "edit": 6, "cut": 6, "extend": 6, "template": 4})


@dataclass(frozen=True, slots=True)
class Walk:
    """Texts to walk over: all characters in a row, and for each place those with the same two characters before."""

    chars: npt.NDArray[np.uint32]
    order: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    size: npt.NDArray[np.int64]
    openings: npt.NDArray[np.int64]

    def texts(self, lengths: npt.NDArray[np.int64], rng: np.random.Generator) -> list[str]:
        """Draw one text of each length."""
        count, longest = len(lengths), int(lengths.max(initial=1))
        drawn = np.zeros((count, longest), np.uint32)
        at = rng.choice(self.openings, count)
        for step in range(longest):
            ended = self.chars[at] == ord("\n")
            at = np.where(ended, rng.choice(self.openings, count), at)
            drawn[:, step] = self.chars[at]
            others = self.order[self.first[at] + (rng.random(count) * self.size[at]).astype(np.int64)]
            at = np.where(rng.random(count) < JUMP, others, at) + 1
        drawn[np.arange(longest) >= lengths[:, None]] = 0
        texts: list[str] = drawn.view(f"U{longest}").ravel().tolist()
        return texts


def walk_over(texts: Sequence[str]) -> Walk:
    """Prepare the walk over the texts; at least one must have three characters."""
    joined = "\n".join(" ".join(text.split()) for text in texts if len(text) > 2) + "\n"
    chars = np.frombuffer(joined.encode("utf-32-le"), np.uint32)
    before = np.concatenate([[0], chars[:-1]]).astype(np.uint64)
    context = before << np.uint64(32) | chars
    # The last character has none behind it to go on with: it is no place to jump to.
    order = np.argsort(context[:-1], kind="stable")
    ranked = context[:-1][order]
    first = np.searchsorted(ranked, context)
    size = np.searchsorted(ranked, context, side="right") - first
    openings = np.flatnonzero(before == ord("\n"))
    return Walk(chars, order, np.minimum(first, len(order) - 1), size, np.append(openings, 0))


@dataclass(slots=True)
class _Made:
    """What has been said so far and may be said again."""

    rng: np.random.Generator
    texts: list[tuple[int, str]]
    templates: list[str]

    def another(self, row: int, fresh: str, way: str, estate: str) -> tuple[str, int, str]:
        """Give the text of a row, the row it repeats (itself if it is fresh) and how it was made."""
        if way == "template":
            return self._template(row, fresh, estate)
        if way == "fresh" or not self.texts:
            self._remember((row, fresh))
            return fresh, row, "fresh"
        family, original = self.texts[int(self.rng.integers(len(self.texts)))]
        return PERTURB[way](original, fresh, self.rng), family, way

    def _template(self, row: int, fresh: str, estate: str) -> tuple[str, int, str]:
        if not self.templates or self.rng.random() < 0.5:
            self.templates[:] = [*self.templates[-20:], fresh]
            return with_estate(fresh, estate), row, "fresh"
        return with_estate(self.templates[int(self.rng.integers(len(self.templates)))], estate), row, "template"

    def _remember(self, said: tuple[int, str]) -> None:
        if len(self.texts) < REMEMBERED:
            self.texts.append(said)
        else:
            self.texts[int(self.rng.integers(REMEMBERED))] = said


def corpus(rows: int, texts: Sequence[str], seed: int, mix: Mix = MIX) -> Iterator[pa.Table]:
    """Draw ``rows`` voices in batches as ``CORPUS``: ``family`` is the row number of the fresh text behind a repeat.

    Memory does not grow with the rows.
    """
    rng = np.random.default_rng(seed)
    walk = walk_over(texts)
    made = _Made(rng, [], [])
    for start in range(0, rows, BATCH):
        count = min(BATCH, rows - start)
        lengths = rng.gamma(2.5, MEAN / 2.5, count).astype(np.int64).clip(20, 1_000)
        drawn = zip(walk.texts(lengths, rng), mix.ways(count, rng), estate_names(rng), strict=False)
        said = [made.another(start + place, *one) for place, one in enumerate(drawn)]
        yield _table(start, said, rng)


def _table(start: int, said: list[tuple[str, int, str]], rng: np.random.Generator) -> pa.Table:
    count = len(said)
    words, families, ways = zip(*said, strict=True)
    rows = np.arange(start, start + count)
    columns: list[Any] = [
        [f"c{row:07}" for row in rows.tolist()],
        [""] * count,
        list(words),
        [f"s{speaker}" for speaker in rng.integers(0, 50 + start + count, count).tolist()],
        pa.array(START + rows * 60 + rng.integers(0, 60, count)).cast(pa.timestamp("s")),
        np.minimum(rng.zipf(2.2, count) - 1, 3_000),
        pa.nulls(count, pa.string()),
        families,
        ways,
    ]
    return pa.table(columns, schema=CORPUS)


def demo_texts() -> list[str]:
    """The voices of the project's own demo."""
    voices = json.loads(DEMO.read_text(encoding="utf-8"))
    return [voice["words"] for voice in voices]


def texts_in(path: Path, column: str) -> list[str]:
    """The texts of one column of a Parquet or CSV table."""
    table = pq.read_table(path, columns=[column]) if path.suffix == ".parquet" else csv.read_csv(path)
    return [text for text in table[column].to_pylist() if text]


def write(path: Path, batches: Iterator[pa.Table]) -> int:
    """Write the batches to a .parquet or .csv file as they come; gives the number of rows."""
    with pq.ParquetWriter(path, CORPUS) if path.suffix == ".parquet" else csv.CSVWriter(path, CORPUS) as writer:
        return sum(writer.write_table(batch) or len(batch) for batch in batches)


def main() -> None:
    """Write one corpus as the arguments say."""
    parser = argparse.ArgumentParser(prog="python -m bench.corpora", description="Draw a corpus of voices with truth.")
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True, help=".parquet or .csv")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--texts", type=Path, help="a .parquet or .csv with texts; the demo's voices if left out")
    parser.add_argument("--column", default="body", help="its column of texts")
    given = parser.parse_args()
    texts = texts_in(given.texts, given.column) if given.texts else demo_texts()
    print(f"{write(given.out, corpus(given.rows, texts, given.seed))} rows in {given.out}")


if __name__ == "__main__":
    main()
