"""What a run has found, and which of it a report shows: everything while it stays readable, else the hottest."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import numpy as np
import pyarrow as pa

from huixiang.digest.marks import Mask, MaskKind
from huixiang.digest.masking import apply_masks
from huixiang.digest.proposals import propose_in_texts
from huixiang.ops.digesting.reading import Reading

SHOWN: Final = 20_000  # voices a report shows; with more it would not open on a phone
OF_A_MATTER: Final = 200  # voices shown of one matter where not all can be
MATTERS: Final = 500  # matters shown where not all can be
LONGEST: Final = 5_000  # characters of one voice that are shown

Places = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Findings:
    """Aligned with ``reading.voices``: ``found`` (id, repeat_of, matter, reason, masks) and ``classes``.

    ``matters`` is the engine's table, hottest first, ``steps`` the beginnings of its trends' steps. ``now`` is the
    moment heat was measured at. ``classes`` has label (null if doubtful), confidence, second, words, labels and first;
    ``further`` the same for each further taxonomy by its name.
    """

    reading: Reading
    found: pa.Table
    matters: pa.Table
    steps: tuple[str, ...]
    now: datetime | None
    classes: pa.Table
    classes_by: str
    further: Mapping[str, pa.Table] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """Which rows are shown: by matter in its order, and those of no matter; ``whole`` if that is all of them."""

    by_matter: Mapping[str, Places]
    single: Places
    whole: bool


@dataclass(slots=True)
class Blackener:
    """Blacks out personal data in what is shown; counts by kind what it proposed in voices, and in which rows."""

    names: Collection[str] = ()
    unmasked: bool = False
    seen: int = 0
    rows: list[int] = field(default_factory=list)
    kinds: Counter[MaskKind] = field(default_factory=Counter)

    def black_out_all(self, texts: Sequence[str], rows: Sequence[int] | None = None) -> list[str]:
        """Replace each proposal by the word for its kind, unless everything is to be shown; counted if of ``rows``."""
        proposals = propose_in_texts(texts, names=self.names)
        masks: defaultdict[int, list[Mask]] = defaultdict(list)
        columns = [proposals[name].to_pylist() for name in ("row", "start", "end", "kind", "certain")]
        for place, start, end, kind, certain in zip(*columns, strict=True):
            masks[place].append(Mask(start, end, MaskKind(kind), certain))
        if rows is not None:
            self.seen += len(rows)
            self.rows += [rows[place] for place in masks]
            self.kinds.update(mask.kind for places in masks.values() for mask in places)
        if self.unmasked:
            return list(texts)
        return [apply_masks(text, masks[place]) if place in masks else text for place, text in enumerate(texts)]


def choose_shown(findings: Findings, *, shown: int = SHOWN, of_a_matter: int = OF_A_MATTER) -> Shown:
    """Choose the rows a report shows: all up to ``shown``, else the hottest matters' first ones until it is full."""
    matters = findings.found["matter"].combine_chunks()
    names = findings.matters["matter"].to_pylist()
    rows = _rows_by_matter(matters, names)
    single = np.flatnonzero(matters.is_null().to_numpy(zero_copy_only=False))
    if len(matters) <= shown:
        return Shown(rows, single, whole=True)
    by_matter: dict[str, Places] = {}
    left = shown
    for name in names[:MATTERS]:
        by_matter[name] = rows[name][: min(of_a_matter, left)]
        left -= len(by_matter[name])
        if not left:
            break
    return Shown(by_matter, single[:left], whole=False)


def shortened(text: str) -> tuple[str, int]:
    """Cut a very long text; also gives the number of characters left out."""
    return (text, 0) if len(text) <= LONGEST else (text[:LONGEST], len(text) - LONGEST)


def _rows_by_matter(matters: pa.Array, names: Iterable[str]) -> dict[str, Places]:
    encoded = matters.dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    order = np.argsort(codes, kind="stable")
    ordered = codes[order]
    known: dict[str, int] = {name: place for place, name in enumerate(encoded.dictionary.to_pylist())}
    starts = np.searchsorted(ordered, np.arange(len(known)))
    ends = np.searchsorted(ordered, np.arange(len(known)), side="right")
    nothing = np.array([], np.int64)
    return {name: order[starts[known[name]] : ends[known[name]]] if name in known else nothing for name in names}
