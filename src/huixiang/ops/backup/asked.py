"""What a restore hands to the process that finishes it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """The archive's notes, the names of its files, mirrors of its logs."""

    about: dict[str, Any]
    files: frozenset[str]
    mirrors: list[Path]
    final: bool
