"""Work that waits: evidence files of acts rolled back, the escalation ladder each hour and its mails, the archive."""

from __future__ import annotations

from typing import Protocol

from procrastinate.contrib.django import app

from huixiang.kernel import clock
from huixiang.kernel.jobs import organisation_job, queue
from huixiang.kernel.tenancy import acting_in
from huixiang.ledger import files, services
from huixiang.ledger.events import PeopleReminded
from huixiang.people import queries as people


@app.periodic(cron="27 3 * * *", periodic_id="ledger.orphans")  # type: ignore[untyped-decorator]
@app.task(name="ledger.sweep_orphans", queueing_lock="ledger.sweep_orphans", pass_context=False)  # type: ignore[untyped-decorator]
def sweep_orphans(timestamp: int) -> None:  # noqa: ARG001 - a periodic job is told when it was due
    """Remove evidence files whose act never came to its end."""
    for organisation_id in people.organisation_ids():
        with acting_in(organisation_id):
            files.sweep_orphans(at=clock.now())


@app.periodic(cron="7 * * * *", periodic_id="ledger.ladder")  # type: ignore[untyped-decorator]
@app.task(name="ledger.climb_ladder", queueing_lock="ledger.climb_ladder", pass_context=False)  # type: ignore[untyped-decorator]
def climb_ladder(timestamp: int) -> None:  # noqa: ARG001 - a periodic job is told when it was due
    """Remind whoever is to be reminded now, in each organisation in a transaction of its own."""
    for organisation_id in people.organisation_ids():
        with acting_in(organisation_id):
            services.climb_ladder(at=clock.now())


@app.periodic(cron="41 2 * * *", periodic_id="ledger.archive")  # type: ignore[untyped-decorator]
@app.task(name="ledger.archive_orders", queueing_lock="ledger.archive_orders", pass_context=False)  # type: ignore[untyped-decorator]
def archive_orders(timestamp: int) -> None:  # noqa: ARG001 - a periodic job is told when it was due
    """Put closed orders whose time to be looked back on is over into the archive, each house by itself."""
    for organisation_id in people.organisation_ids():
        with acting_in(organisation_id):
            services.archive_orders(at=clock.now())


@organisation_job("ledger.mail_reminders")
def mail_reminders(user_id: int) -> None:
    services.mail_reminders(user_id=user_id, at=clock.now())


def on_reminded(event: PeopleReminded) -> None:
    """People were reminded: mail those who have an address that something waits."""
    for user_id in event.user_ids:
        queue(mail_reminders, user_id=user_id)


class Closed(Protocol):
    """That a problem was closed; the event itself belongs to a capability downstream."""

    @property
    def problem_id(self) -> int: ...


def on_closed(event: Closed) -> None:
    """A problem was closed: its suspension ends with it, in the same transaction."""
    services.end_suspension_of(problem_id=event.problem_id, at=clock.now())
