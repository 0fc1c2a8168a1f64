"""Keeps the inbox up to date: every two seconds, in every organisation; and its part in taking back imports."""

from __future__ import annotations

from collections.abc import Callable

from procrastinate.contrib.django import app

from huixiang.kernel.jobs import queue
from huixiang.kernel.tenancy import acting_in
from huixiang.listening.events import ImportLeaving, ImportReturning
from huixiang.people import queries as people
from huixiang.sorting import services

BATCH = 500
BATCHES = 40  # of one organisation at a time, so that a large import does not keep the others waiting


@app.periodic(cron="* * * * * */2")  # type: ignore[untyped-decorator]
@app.task(name="sorting.file_waiting_voices", queueing_lock="sorting.file_waiting_voices")  # type: ignore[untyped-decorator]
def file_everywhere(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes when it was due
    """File the waiting voices of all organisations, each batch in its own transaction."""
    for organisation_id in people.organisation_ids():
        file_organisation(organisation_id)


def file_organisation(organisation_id: int) -> int:
    """File the waiting voices of one organisation; says how many."""
    filed = 0
    for _ in range(BATCHES):
        with acting_in(organisation_id):
            count = services.file_waiting_voices(BATCH)
        filed += count
        if count < BATCH:
            break
    return filed


@app.task(name="sorting.withdraw_import", retry=5)  # type: ignore[untyped-decorator]
def withdraw_import(*, organisation_id: int, import_id: int) -> None:
    """Let the voices of an import that was taken back leave the desk, each batch in its own transaction."""
    _until_done(services.withdraw_some, organisation_id, import_id)


@app.task(name="sorting.return_import", retry=5)  # type: ignore[untyped-decorator]
def return_import(*, organisation_id: int, import_id: int) -> None:
    """Bring the voices of an import back to the desk, each batch in its own transaction."""
    _until_done(services.return_some, organisation_id, import_id)


def _until_done(some: Callable[..., int | None], organisation_id: int, import_id: int) -> None:
    after: int | None = 0
    while after is not None:
        with acting_in(organisation_id):
            after = some(import_id=import_id, after=after)


def on_import_leaving(event: ImportLeaving) -> None:
    """Queue the desk's part in taking an import back."""
    queue(withdraw_import, import_id=event.import_id)


def on_import_returning(event: ImportReturning) -> None:
    """Queue the desk's part in bringing an import back."""
    queue(return_import, import_id=event.import_id)
