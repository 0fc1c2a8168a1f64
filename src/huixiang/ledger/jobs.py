"""Work that waits: sweeping up the evidence files of acts that were rolled back."""

from __future__ import annotations

from procrastinate.contrib.django import app

from huixiang.kernel import clock
from huixiang.kernel.tenancy import acting_in
from huixiang.ledger import files
from huixiang.people import queries as people


@app.periodic(cron="27 3 * * *", periodic_id="ledger.orphans")  # type: ignore[untyped-decorator]
@app.task(name="ledger.sweep_orphans", queueing_lock="ledger.sweep_orphans", pass_context=False)  # type: ignore[untyped-decorator]
def sweep_orphans(timestamp: int) -> None:  # noqa: ARG001 - a periodic job is told when it was due
    """Remove evidence files whose act never came to its end."""
    for organisation_id in people.organisation_ids():
        with acting_in(organisation_id):
            files.sweep_orphans(at=clock.now())
