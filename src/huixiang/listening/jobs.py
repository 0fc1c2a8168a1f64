"""Work beside the senders' way: receipts, sweeping up files, mails to recipients, imports. Loads, one service call."""

from __future__ import annotations

from procrastinate.contrib.django import app

from huixiang.kernel import clock
from huixiang.kernel.actor import system
from huixiang.kernel.jobs import organisation_job, queue
from huixiang.kernel.tenancy import acting_in, current_organisation_id
from huixiang.listening import services
from huixiang.listening.events import CaseSealed, ImportBegun, ImportConfirmed
from huixiang.listening.services import erasing
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
    """Remove files whose transaction never came to its end, and those of imports that ended long ago."""
    services.remove_plain_copies(at=clock.now())
    for organisation_id in people.organisation_ids():
        with acting_in(organisation_id):
            services.forget_files(at=clock.now())
            services.sweep_orphans(at=clock.now())


@app.periodic(cron="40 2 * * *", periodic_id="listening.erasing")  # type: ignore[untyped-decorator]
@app.task(name="listening.erase_due", queueing_lock="listening.erase_due", pass_context=False)  # type: ignore[untyped-decorator]
def erase_due(timestamp: int) -> None:  # noqa: ARG001 - a periodic job is told when it was due
    """Erase what was announced and is due, announce what became due, and complete the list of what was erased."""
    for organisation_id in people.organisation_ids():
        erase_due_in(organisation_id)


def erase_due_in(organisation_id: int) -> None:
    """The same for one organisation, each batch in a transaction of its own."""
    by, after, seen = system(organisation_id), 0, 1
    while seen:
        with acting_in(organisation_id):
            passed = erasing.erase_due(by=by, at=clock.now(), after=after)
        after, seen = passed.last, passed.seen
    made = 1
    while made:
        with acting_in(organisation_id):
            made = erasing.announce_due(by=by, at=clock.now())
    with acting_in(organisation_id):
        erasing.complete_list()


@organisation_job("listening.tell_recipient")
def tell_recipient(*, key_id: int) -> None:
    """Mail a recipient that a protected voice waits."""
    services.tell_recipient(key_id=key_id, at=clock.now())


def on_case_sealed(event: CaseSealed) -> None:
    """A case was sealed for somebody: mail each of them, and nobody else."""
    for key_id in event.key_ids:
        queue(tell_recipient, key_id=key_id)


@app.periodic(cron="20 1 * * *", periodic_id="listening.remind_recipients")  # type: ignore[untyped-decorator]
@app.task(name="listening.remind_recipients", queueing_lock="listening.remind_recipients", pass_context=False)  # type: ignore[untyped-decorator]
def remind_recipients(timestamp: int) -> None:  # noqa: ARG001 - a periodic job is told when it was due
    """Tell recipients again of what nobody has read for days; 01:20 UTC is 9:20 in Beijing."""
    for organisation_id in people.organisation_ids():
        with acting_in(organisation_id):
            for key in services.recipients_to_remind(at=clock.now()):
                queue(tell_recipient, key_id=key.pk)


@organisation_job("listening.read_import")
def read_import(*, import_id: int) -> None:
    """Read what is in a large file."""
    services.read_import(import_id=import_id)


# Not an organisation_job: each batch has a transaction of its own, so that the import can be watched, stopped, and
# taken up again by another worker when this one dies.
@app.task(name="listening.run_import", retry=5)  # type: ignore[untyped-decorator]
def run_import(*, organisation_id: int, import_id: int) -> None:
    """Take the voices of a confirmed import in."""
    services.run_import(organisation_id=organisation_id, import_id=import_id)


def on_import_begun(event: ImportBegun) -> None:
    """Queue the reading of a large file."""
    queue(read_import, import_id=event.import_id)


def on_import_confirmed(event: ImportConfirmed) -> None:
    """Queue the taking in."""
    # One import of an organisation at a time, so that it cannot take all the places of a worker.
    lock = f"listening.import:{current_organisation_id()}"
    queue(run_import.configure(lock=lock), import_id=event.import_id)
