"""Read what people said a text is about: one label, several, or none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from huixiang.digest.errors import DigestError

_BETWEEN: Final = re.compile(r"[、;；|\n]")
FEWEST: Final = 2  # a label that occurs once cannot be checked against anything


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """n texts and C classes: ``targets`` (n x C) is 1 where somebody said so; ``left_out`` occurred too rarely."""

    classes: tuple[str, ...]
    targets: np.ndarray
    left_out: tuple[str, ...]


def labels_of(cell: str | None) -> tuple[str, ...]:
    """Split a cell into its labels: several stand between 、 or ; or | ; each counts once."""
    pieces = (piece.strip() for piece in _BETWEEN.split(cell or ""))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))


def read_labels(cells: Sequence[str | None], texts: int) -> Labels:
    """Read n cells into targets; classes are in the order of their names. Linear.

    :raises DigestError: the columns differ in length, nothing is labelled, or fewer than two labels occur twice.
    """
    if len(cells) != texts:
        raise DigestError("uneven", f"There are {texts} texts but {len(cells)} labels; each text needs its own cell.")
    read = [labels_of(cell) for cell in cells]
    if not any(read):
        raise DigestError("no_labels", "No row has a label, so there is nothing to learn from.")
    named = sorted({name for row in read for name in row})
    place = {name: at for at, name in enumerate(named)}
    targets = np.zeros((texts, len(named)))
    for at, row in enumerate(read):
        targets[at, [place[name] for name in row]] = 1
    often = targets.sum(0) >= FEWEST
    _refuse_too_few(named, often)
    classes = tuple(name for name, stays in zip(named, often, strict=True) if stays)
    left_out = tuple(name for name, stays in zip(named, often, strict=True) if not stays)
    return Labels(classes, targets[:, often], left_out)


def _refuse_too_few(named: list[str], often: np.ndarray) -> None:
    if len(named) == 1:
        raise DigestError("one_label", f"All labelled rows say {named[0]}; at least two different labels are needed.")
    if often.sum() < 2:
        raise DigestError(
            "rare_labels",
            f"There are {len(named)} labels, but fewer than two of them occur at least {FEWEST} times; "
            "label a few more rows of each.",
        )
