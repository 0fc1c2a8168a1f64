"""The model by which new voices are put under labels: learnt ones first, what the last whole run began, keywords."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from huixiang.digest.classes.model import Model, Taxonomy
from huixiang.digest.classes.storing import load
from huixiang.digest.errors import DigestError
from huixiang.digest.taxonomies import SEED, Kind, taxonomy_of


def current_model(kinds: Sequence[Kind], kept: Path, *, at: datetime) -> Model | None:
    """Put together what each taxonomy goes by now; None without any. What was read is kept while its file stands."""
    begun = {one.name: one for one in _read(kept, _stamp(kept)).taxonomies} if _stamp(kept) else {}
    found = [_current(kind, begun, at) for kind in kinds]
    taxonomies = tuple(one for one in found if one is not None)
    return Model(taxonomies, at.isoformat(), SEED) if taxonomies else None


def _current(kind: Kind, begun: dict[str, Taxonomy], at: datetime) -> Taxonomy | None:
    if kind.folder and _stamp(Path(kind.folder)):
        return replace(_read(Path(kind.folder), _stamp(Path(kind.folder))).taxonomies[0], name=kind.key)
    heads = {head.key for head in kind.heads}
    if kind.key in begun and heads >= set(begun[kind.key].classes):
        return begun[kind.key]
    return taxonomy_of(kind, [], [], at=at)


def _stamp(folder: Path) -> int:
    try:
        return (folder / "model.json").stat().st_mtime_ns
    except OSError:
        return 0


@functools.lru_cache(maxsize=8)
def _read(folder: Path, _stamp: int) -> Model:
    try:
        return load(folder)
    except DigestError:
        return Model((), "", SEED)
