"""Lists of what was erased, kept beside the archives too: so that restoring an older one does not bring it back.

A house writes one for each organisation below its data folder (``erased/1.jsonl``); here they are only carried to and
fro. Lines are only ever added: no copy forgets what another one knew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from huixiang.kernel.durable import write_durably
from huixiang.ops.backup.refusals import BackupRefused

LISTS: Final = "erased"


def carry_lists(source: Path, target: Path) -> int:
    """Add to the lists below ``target`` what those below ``source`` hold more; returns how many lines were added.

    Each list is written whole or not at all.
    """
    added = 0
    for path in sorted((source / LISTS).glob("*.jsonl")):
        kept = _lines(target / LISTS / path.name)
        more = [line for line in _lines(path) if line not in set(kept)]
        if more:
            write_durably(target / LISTS / path.name, "".join(f"{line}\n" for line in [*kept, *more]).encode())
            added += len(more)
    return added


def require_lists(folder: Path) -> Path:
    """The folder, which must hold lists.

    :raises BackupRefused: it does not.
    """
    if not any((folder / LISTS).glob("*.jsonl")):
        raise BackupRefused(
            f"{folder} 里没有删除清单（{LISTS}/*.jsonl）。",
            f"There is no list of erasures ({LISTS}/*.jsonl) in {folder}.",
        )
    return folder


def _lines(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return [line for line in text.split("\n")[:-1] if line]  # a last line without its end was cut off
