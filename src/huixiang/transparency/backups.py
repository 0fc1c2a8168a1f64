"""What is known of the house's backups: a small file of the data folder, written by each run, read by page and doctor.

Of the whole house, not of one organisation; holds times, names of archives and how many leaves each log had.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

FILE: Final = "backups.json"
KEPT: Final = 60
LATE_AFTER: Final = dt.timedelta(days=2)


@dataclass(frozen=True, slots=True)
class BackupRun:
    """One run: when, which archive, whether it was proven by restoring it; ``trouble`` says what went wrong.

    ``leaves`` gives for each organisation's slug how many leaves of its log were restored and audited.
    """

    at: dt.datetime
    name: str = ""
    size: int = 0
    proven: bool = False
    trouble: str = ""
    leaves: Mapping[str, int] = field(default_factory=dict)


def runs_of(data_dir: Path) -> list[BackupRun]:
    """The last 60 runs, newest first; none when nothing was ever backed up, or the file cannot be read."""
    try:
        rows = json.loads((data_dir / FILE).read_text(encoding="utf-8"))
        runs = [BackupRun(**{**row, "at": dt.datetime.fromisoformat(row["at"])}) for row in rows]
    except (OSError, ValueError, TypeError, KeyError):
        return []
    return sorted(runs, key=lambda run: run.at, reverse=True)


def last_proven(runs: list[BackupRun]) -> BackupRun | None:
    """The newest run whose archive was proven."""
    return next((run for run in runs if run.proven), None)


def is_late(proven: BackupRun | None, *, at: dt.datetime) -> bool:
    """Whether the last proven archive is older than two days: one daily run was missed, or failed."""
    return proven is None or at - proven.at > LATE_AFTER


def key_path(data_dir: Path) -> Path:
    """Where a house keeps the public key of its backups."""
    return data_dir / "keys" / "backup.public"


def note_run(data_dir: Path, run: BackupRun) -> None:
    """Keep what came of a run; the oldest goes when there are more than 60."""
    rows = [{**asdict(each), "at": each.at.isoformat()} for each in [run, *runs_of(data_dir)][:KEPT]]
    beside = data_dir / f".{FILE}"
    beside.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    beside.replace(data_dir / FILE)
