"""Jobs of the house itself: takes up again what a killed worker left half done."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(name="ops.retry_stalled", queueing_lock="ops.retry_stalled", pass_context=True)
async def retry_stalled(context: object, timestamp: int) -> None:
    """Queue again the jobs whose worker gave no sign of life."""
    manager = context.app.job_manager  # type: ignore[attr-defined]
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)
