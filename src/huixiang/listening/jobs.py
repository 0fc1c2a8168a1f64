"""Work that waits beside the senders' way: hardening receipts, sweeping up files. Loads, one service call."""

from __future__ import annotations

from collections.abc import Iterator

from procrastinate.contrib.django import app

from huixiang.kernel import clock
from huixiang.kernel.tenancy import acting_in
from huixiang.listening import services
from huixiang.people.models import Organisation

BATCH = 20  # 6 s of hashing in one transaction at most
BATCHES = 20  # then the next run goes on, so that one organisation cannot hold up the others for long


def every_organisation() -> Iterator[int]:
    """Open each organisation's transaction in turn and yield its id inside."""
    for organisation_id in list(Organisation.objects.order_by("id").values_list("id", flat=True)):
        with acting_in(organisation_id):
            yield organisation_id


@app.periodic(cron="* * * * * */5", periodic_id="listening.receipts")  # type: ignore[untyped-decorator]
@app.task(name="listening.harden_receipts", queueing_lock="listening.harden_receipts", pass_context=False)  # type: ignore[untyped-decorator]
def harden_receipts(timestamp: int) -> None:  # noqa: ARG001 - a periodic job is told when it was due
    """Replace the sealed secrets of receipts by what only their codes open, a batch a transaction."""
    for _batch in range(BATCHES):
        if not sum([services.harden_receipts(BATCH) for _organisation in every_organisation()]):
            return


@app.periodic(cron="17 3 * * *", periodic_id="listening.orphans")  # type: ignore[untyped-decorator]
@app.task(name="listening.sweep_orphans", queueing_lock="listening.sweep_orphans", pass_context=False)  # type: ignore[untyped-decorator]
def sweep_orphans(timestamp: int) -> None:  # noqa: ARG001 - a periodic job is told when it was due
    """Remove files whose transaction never came to its end."""
    for _organisation in every_organisation():
        services.sweep_orphans(at=clock.now())
