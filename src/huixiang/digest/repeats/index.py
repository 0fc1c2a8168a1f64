"""A kept index of all voices so far: new ones find what they repeat without reading the old ones again.

Decides what of the index a new voice is compared with; how it lies on disk is the business of ``segments``.
"""

import fcntl
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from huixiang.digest.kernel import Sketches, sketch, texts_of
from huixiang.digest.repeats.finding import joined_words
from huixiang.digest.repeats.joining import candidates, distinct, entries_of, told
from huixiang.digest.repeats.pool import Pool
from huixiang.digest.repeats.rules import RULES, Rules
from huixiang.digest.repeats.segments import (
    KEPT,
    Manifest,
    Segment,
    read_manifest,
    read_segment,
    write_manifest,
    write_segment,
    write_without,
)

Rows = npt.NDArray[np.int64]

MERGED: Final = 100_000  # rows of a segment that adding leaves alone; ``tidy`` merges larger ones too


class AlreadyKept(ValueError):
    """A voice is in the index already, or comes twice; the sentence names its id. Nothing was added."""


@dataclass(frozen=True, slots=True)
class _Fresh:
    """Voices to be added (``id``, ``words``, ``place``) and the sketches of their words."""

    voices: pa.Table
    sketches: Sketches


def _fresh(ids: Any, words: Any, places: Any) -> _Fresh:
    schema = pa.schema([KEPT.field(name) for name in ("id", "words", "place")])
    return _Fresh(pa.table([ids, words, places], schema=schema), sketch(texts_of(words)))


@dataclass(slots=True)
class RepeatIndex:
    """The index in one folder. Open it with ``open``; several processes may use it, one at a time."""

    folder: Path
    rules: Rules
    manifest: Manifest
    segments: list[Segment] = field(default_factory=list)

    @classmethod
    def open(cls, folder: Path, *, rules: Rules = RULES) -> Self:
        """Open the index in a folder, which is made if it is not there; takes milliseconds.

        An index made under other rules is built anew from its own texts, which takes as long as adding them all.

        :raises NotReadable: the index is damaged, or made by a newer version; nothing was changed.
        :raises NotKept: the disk is full or cannot be written; the old index is as it was.
        """
        folder.mkdir(parents=True, exist_ok=True)
        found = cls(folder, rules, Manifest(rules.mark()))
        with found._locked():
            return found  # whoever has held the lock has an index made under the rules

    def __len__(self) -> int:
        """How many voices the index holds."""
        return self.manifest.rows

    def add(self, voices: pa.Table) -> pa.Table:
        """Add voices (as ``VOICES``) and say for each what it repeats: ``id``, ``repeat_of`` (an id), score, reason.

        Each is compared with what the index holds and with the voices before it in the table. Cost grows with the
        voices added, and only with the logarithm of those there: 1,000 beside 1,000,000 take about 0.3 s.

        :raises AlreadyKept: an id is in the index already or comes twice; nothing was added.
        :raises NotKept: the disk is full or cannot be written; the index is as it was.
        """
        with self._locked():
            self._refuse_known(voices["id"])
            fresh = _fresh(voices["id"], joined_words(voices), voices["place"])
            kept, answer = self._placed(fresh)
            self._append(kept, fresh.sketches)
            return answer

    def held(self, ids: Collection[str]) -> dict[str, tuple[str | None, float]]:
        """Say of each id that is in the index which voice it was found to repeat, if any, and how surely."""
        wanted, found = pa.array(list(ids), pa.string()), {}
        with self._locked():
            for segment in self.segments:
                own = segment.voices.filter(pc.is_in(segment.voices["id"], value_set=wanted))
                firsts = self._ids_of(own["first"].to_numpy()) if len(own) else {}
                for row in own.to_pylist():
                    first = firsts[row["first"]]
                    found[row["id"]] = (None if first == row["id"] else first, row["score"])
        return found

    def _ids_of(self, rows: Rows) -> dict[int, str]:
        wanted = np.unique(rows)
        return dict(zip(wanted.tolist(), self._old(wanted)["id"].to_pylist(), strict=True))

    def forget(self, ids: Collection[str]) -> int:
        """Erase the words and places of voices; says how many were held. Their rows stay, and are like nothing.

        Segments that hold one of them are written anew, before the old ones are removed: 1 s for 100,000 voices.

        :raises NotKept: the disk is full or cannot be written; the index is as it was.
        """
        wanted = pa.array(list(ids), pa.string())
        with self._locked():
            named, done = [], 0
            for (name, rows), segment in zip(self.manifest.segments, self.segments, strict=True):
                own = pc.is_in(segment.voices["id"], value_set=wanted)
                held = pc.sum(pc.and_(own, pc.not_equal(segment.voices["words"], ""))).as_py() or 0
                named.append((write_without(self.folder, segment, own) if held else name, rows))
                done += held
            if done:
                self._name(tuple(named))
        return done

    def tidy(self) -> None:
        """Merge all segments into one, which makes adding fastest; takes seconds for a million voices.

        :raises NotKept: the disk is full or cannot be written; the index is as it was.
        """
        with self._locked():
            if len(self.segments) > 1:
                self._merge(0)

    def _refuse_known(self, ids: Any) -> None:
        counted = ids.value_counts()
        again = counted.filter(pc.greater(counted.field("counts"), 1)).field("values").to_pylist()
        for segment in self.segments:
            own = segment.voices["id"]
            again += own.filter(pc.is_in(own, value_set=ids.combine_chunks())).to_pylist()
        if again:
            raise AlreadyKept(f"The voice {again[0]} is in the index already, or comes twice.")

    def _placed(self, fresh: _Fresh) -> tuple[pa.Table, pa.Table]:
        """Find the families of fresh voices; gives what is kept of them, and the answer to the caller.

        The old voices they may repeat, with the first ones of their families, and the fresh ones are numbered anew
        from 0 on, in the order of the index.
        """
        lefts, rights = self._candidates(fresh.sketches)
        met = np.unique(lefts)
        old = np.unique(np.append(met, self._old(met)["first"].to_numpy()))
        known = self._old(old)
        pool = Pool(pa.concat_tables([known.select(fresh.voices.column_names), fresh.voices]), old, self.rules)
        own = told([candidates(entries_of(fresh.sketches, np.arange(len(fresh.voices))), self.rules.near)])
        own_lefts, own_rights = own["left"].to_numpy() + len(old), own["right"].to_numpy() + len(old)
        at, firsts, rights = (
            np.searchsorted(old, lefts),
            np.searchsorted(old, known["first"].to_numpy()),
            rights + len(old),
        )
        pairs = distinct([(at, rights), (firsts[at], rights), (own_lefts, own_rights)])
        joined = pool.joined(pairs, firsts, known["score"].to_numpy())
        return pool.kept(joined, len(self)), pool.answer(joined)

    def _candidates(self, sketches: Sketches) -> tuple[Rows, Rows]:
        """Pair old rows with fresh ones that share a key: of a key's many owners its first and its last few."""
        order = np.argsort(sketches.keys)
        owners = np.repeat(np.arange(len(sketches.whole)), np.diff(sketches.starts))[order]
        lefts, rights = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for segment in self.segments:
            starts, ends = segment.spans(sketches.keys[order])
            for step in range(self.rules.near + 1):
                has = np.flatnonzero(ends - starts > step)
                late = np.where(step, ends[has] - 1 - self.rules.near + step, 0)
                lefts.append(segment.owners[np.maximum(starts[has] + step, late)].astype(np.int64) + segment.start)
                rights.append(owners[has])
        return np.concatenate(lefts), np.concatenate(rights)

    def _old(self, rows: Rows) -> pa.Table:
        parts = [KEPT.empty_table()]
        for segment in self.segments:
            own = rows[(rows >= segment.start) & (rows < segment.start + len(segment.voices))]
            parts.append(segment.voices.take(pa.array(own - segment.start)))
        return pa.concat_tables(parts)

    def _append(self, kept: pa.Table, sketches: Sketches) -> None:
        owners = np.repeat(np.arange(len(kept)), np.diff(sketches.starts))
        name = write_segment(self.folder, [kept], sketches.keys, owners)
        self._name((*self.manifest.segments, (name, len(kept))))
        tail = _tail([rows for _, rows in self.manifest.segments])
        if len(self.segments) - tail > 1:
            self._merge(tail)

    def _merge(self, start: int) -> None:
        """Put the segments from the one numbered ``start`` on into one."""
        merged = self.segments[start:]
        first = merged[0].start
        keys = np.concatenate([segment.keys for segment in merged])
        owners = np.concatenate([segment.owners.astype(np.int64) + segment.start - first for segment in merged])
        name = write_segment(self.folder, [segment.voices for segment in merged], keys, owners)
        rows = sum(len(segment.voices) for segment in merged)
        self._name((*self.manifest.segments[:start], (name, rows)))

    def _rebuild(self) -> None:
        """Build the index anew under other rules from the texts it holds."""
        kept = pa.concat_tables([KEPT.empty_table(), *(segment.voices for segment in self.segments)])
        fresh = _fresh(kept["id"], kept["words"], kept["place"])
        empty = RepeatIndex(self.folder, self.rules, Manifest(self.rules.mark()))
        if len(kept):
            empty._append(empty._placed(fresh)[0], fresh.sketches)
        else:
            write_manifest(self.folder, empty.manifest)
        self._refresh()

    def _name(self, segments: tuple[tuple[str, int], ...]) -> None:
        write_manifest(self.folder, Manifest(self.manifest.mark, segments))
        self._refresh()

    def _refresh(self) -> None:
        """Look again at what the folder holds; another process may have added to it."""
        self.manifest = read_manifest(self.folder) or Manifest(self.rules.mark())
        starts = np.cumsum([0, *(rows for _, rows in self.manifest.segments)]).tolist()
        named = zip(self.manifest.segments, starts[:-1], strict=True)
        self.segments = [read_segment(self.folder, name, start) for (name, _), start in named]

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self.folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._refresh()
            if self.manifest.mark != self.rules.mark():
                self._rebuild()
            yield


def _tail(sizes: list[int]) -> int:
    """Tell from which segment on to merge, so that each is larger than all behind it, large ones excepted."""
    start, behind = len(sizes) - 1, sizes[-1]
    while start > 0 and sizes[start - 1] <= min(behind, MERGED):
        start -= 1
        behind += sizes[start]
    return start
