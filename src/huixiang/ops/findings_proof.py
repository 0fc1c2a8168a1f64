"""What can be wrong with the proof that nothing vanishes: the sequencer, the witnesses, the backups."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.db import connection

from huixiang.journal.models import WaitingLeaf
from huixiang.kernel import clock
from huixiang.kernel.tenancy import acting_in
from huixiang.ops.finding import Finding
from huixiang.people import queries as people
from huixiang.transparency import backups, queries

LOOK_AGAIN_SECONDS: Final = 3.0
"""Thirty times as long as a leaf waits. Waiting leaves carry no moment, so only a second look tells."""


def log(pause: Callable[[float], None] = time.sleep) -> Finding:
    """Whether waiting leaves are sealed; takes 3 s when some wait."""
    before = _oldest_waiting()
    if before:
        pause(LOOK_AGAIN_SECONDS)
    stuck = before & _oldest_waiting() if before else before
    return Finding(
        "log", not stuck, f"{len(stuck)} logs wait for their seal" if stuck else "every entry is sealed",
        "Start a worker: it seals (huixiang worker). Its own words say what is in the way.",
    )  # fmt: skip


def _oldest_waiting() -> set[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisations_with_waiting_leaves()")
        waiting = [organisation_id for (organisation_id,) in cursor.fetchall()]
    found = set()
    for organisation_id in waiting:
        with acting_in(organisation_id):
            oldest = WaitingLeaf.objects.order_by("id").values_list("id", flat=True).first()
        if oldest is not None:
            found.add((organisation_id, oldest))
    return found


def witnesses() -> Finding:
    """Whether a witness outside remembers another log than ours: after an older backup was restored, or a rewriting."""
    said = []
    for organisation_id in people.organisation_ids():
        with acting_in(organisation_id):
            said += [f"{each.name} knows {each.knows} entries" for each in queries.disagreeing_witnesses()]
    return Finding(
        "witnesses", not said, ", ".join(said) or "none remembers another log",
        "This log does not continue what they signed: was an older backup restored? Then restore the newest with"
        " --mirror (handbook, Backup and restore); otherwise find out who changed it.",
    )  # fmt: skip


def backup() -> Finding:
    """Whether the last backup that was proven by restoring it is younger than two days."""
    runs = backups.runs_of(settings.DATA_DIR)
    proven = backups.last_proven(runs)
    late = backups.is_late(proven, at=clock.now())
    seen = f"last proven {proven.at:%Y-%m-%d %H:%M} UTC" if proven else "none was ever proven"
    failed = f"; the last run failed: {runs[0].trouble}" if runs and runs[0].trouble else ""
    return Finding("backup", not late and not failed, seen + failed, _backup_remedy())


def _backup_remedy() -> str:
    if not backups.key_path(settings.DATA_DIR).exists():
        return "Draw a key: huixiang backup-key FILE. Then set HX_BACKUP_DIR to a folder on another disk."
    if not settings.ENVIRONMENT["HX_BACKUP_DIR"]:
        return "Set HX_BACKUP_DIR to a folder on another disk; the worker then makes a backup every night."
    return "Run huixiang backup and read what it says."
