"""Work that waits beside the senders' way: hardening receipts, sweeping up files. Loads, one service call."""

from __future__ import annotations

from procrastinate.contrib.django import app

from huixiang.kernel import clock
from huixiang.kernel.tenancy import acting_in
from huixiang.listening import services
from huixiang.people import queries as people

BATCH = 20  # 6 s of hashing in one transaction at most
BATCHES = 20  # then the next run goes on, so that one organisation cannot hold up the others for long


@app.periodic(cron="* * * * * */5", periodic_id="listening.receipts")  # type: ignore[untyped-decorator]
@app.task(name="listening.harden_receipts", queueing_lock="listening.harden_receipts", pass_context=False)  # type: ignore[untyped-decorator]
def harden_receipts(timestamp: int) -> None:  # noqa: ARG001 - a periodic job is told when it was due
    """Replace the sealed secrets of receipts by what only their codes open, a batch a transaction."""
    for _batch in range(BATCHES):
        if not sum(_harden_batch(organisation_id) for organisation_id in people.organisation_ids()):
            return


def _harden_batch(organisation_id: int) -> int:
    with acting_in(organisation_id):
        return services.harden_receipts(BATCH)


@app.periodic(cron="17 3 * * *", periodic_id="listening.orphans")  # type: ignore[untyped-decorator]
@app.task(name="listening.sweep_orphans", queueing_lock="listening.sweep_orphans", pass_context=False)  # type: ignore[untyped-decorator]
def sweep_orphans(timestamp: int) -> None:  # noqa: ARG001 - a periodic job is told when it was due
    """Remove files whose transaction never came to its end."""
    for organisation_id in people.organisation_ids():
        with acting_in(organisation_id):
            services.sweep_orphans(at=clock.now())
