"""Jobs of the house itself: takes up again what a killed worker left half done, and makes the backup of the night."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import sys
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from procrastinate.contrib.django import app

from huixiang.kernel import clock
from huixiang.ops.backup.erasures import carry_lists
from huixiang.transparency.backups import key_path, last_proven, runs_of


async def retry_stalled(context: Any, timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Queue again the jobs whose worker gave no sign of life."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)


_task = app.task(name="ops.retry_stalled", queueing_lock="ops.retry_stalled", pass_context=True)(retry_stalled)
app.periodic(cron="* * * * *")(_task)

_BACKUP: Final = (sys.executable, "-m", "huixiang.ops.cli", "backup")
FRESH: Final = dt.timedelta(hours=12)


class BackupFailed(RuntimeError):
    """The backup of the night was not made or not proven; what was wrong is on the page of backups and in doctor."""


async def back_up(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Make the backup of the night, if a folder and a key are there for it; a process of its own, an hour or more.

    None when one was proven in the last twelve hours: a timer of the machine made it, or this job comes a second time.
    """
    if not settings.ENVIRONMENT["HX_BACKUP_DIR"] or not key_path(settings.DATA_DIR).exists():
        return
    proven = last_proven(runs_of(settings.DATA_DIR))
    if proven is not None and clock.now() - proven.at < FRESH:
        return
    around = {name: value for name, value in os.environ.items() if name not in {"HX_AS_OWNER", "HX_POOLED"}}
    process = await asyncio.create_subprocess_exec(*_BACKUP, env=around, stdin=asyncio.subprocess.DEVNULL)
    if code := await process.wait():
        raise BackupFailed(f"huixiang backup ended with {code}")


_backup_task = app.task(name="ops.back_up", queueing_lock="ops.back_up", pass_context=False)(back_up)
app.periodic(cron="30 18 * * *", periodic_id="ops.back_up")(_backup_task)  # 02:30 in China


def carry_erasures(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Carry the lists of what was erased to the folder of backups, so that they outlive this machine."""
    folder = settings.ENVIRONMENT["HX_BACKUP_DIR"]
    if folder:
        carry_lists(settings.DATA_DIR, Path(folder))


_erasures_task = app.task(name="ops.carry_erasures", queueing_lock="ops.carry_erasures")(carry_erasures)
app.periodic(cron="*/5 * * * *", periodic_id="ops.carry_erasures")(_erasures_task)
