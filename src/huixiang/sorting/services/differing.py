"""How the voices of one problem differ: what each adds to the one they are compared with."""

from __future__ import annotations

from collections.abc import Iterable

from huixiang.digest.adding import Piece, added_to

__all__ = ["Piece", "differences"]


def differences(base: str, texts: Iterable[str]) -> list[tuple[Piece, ...]]:
    """Cut each text into pieces that the base says too and pieces it adds; 0.5 ms for each of 150 characters."""
    return [added_to(base, text) for text in texts]
