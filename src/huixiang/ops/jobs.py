"""Jobs of the house itself: takes up again what a killed worker left half done."""

from __future__ import annotations

from typing import Any

from procrastinate.contrib.django import app


async def retry_stalled(context: Any, timestamp: int) -> None:  # noqa: ARG001 - given to every periodic job
    """Queue again the jobs whose worker gave no sign of life."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)


_task = app.task(name="ops.retry_stalled", queueing_lock="ops.retry_stalled", pass_context=True)(retry_stalled)
app.periodic(cron="* * * * *")(_task)
