"""``huixiang worker``: works off the jobs of the queue. Start as many as you like, on any machine."""

from __future__ import annotations

import asyncio

from procrastinate.contrib.django import app

from huixiang.transparency import sequencer

PLACES = 4
"""Jobs at a time: an import and a run of the engine take minutes, receipts and the inbox must not wait for them."""


def work() -> None:
    """Work until stopped, and seal the log; jobs that succeeded are forgotten, failed ones stay for ``doctor``."""
    sequencer.start()
    asyncio.run(_work())


async def _work() -> None:
    worker = app.with_connector(app.connector.get_worker_connector())
    async with worker.open_async():
        await worker.run_worker_async(concurrency=PLACES, delete_jobs="successful", install_signal_handlers=True)
