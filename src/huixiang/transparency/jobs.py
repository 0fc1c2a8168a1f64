"""Asks the outside witnesses for their signatures, ten minutes past every hour, so past midnight too."""

from __future__ import annotations

from procrastinate.contrib.django import app

from huixiang.kernel import clock
from huixiang.kernel.tenancy import acting_in
from huixiang.people import queries as people
from huixiang.transparency import services


@app.periodic(cron="10 * * * *", periodic_id="transparency.witnesses")  # type: ignore[untyped-decorator]
@app.task(name="transparency.ask_witnesses", queueing_lock="transparency.ask_witnesses", pass_context=False)  # type: ignore[untyped-decorator]
def ask_witnesses(timestamp: int) -> None:  # noqa: ARG001 - a periodic job is told when it was due
    """Ask everybody who watches a log of this house for a signature on its newest checkpoint."""
    for organisation_id in people.organisation_ids():
        with acting_in(organisation_id):
            services.ask_witnesses(at=clock.now())
