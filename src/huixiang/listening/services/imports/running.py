"""Takes the voices of a confirmed import in, a batch in each transaction, and goes on where it was after a break.

The position is written in the transaction of its batch: whoever dies between two batches has lost and doubled nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from huixiang.folio.feeding import feed_rows
from huixiang.folio.unsafe import UnsafeFile
from huixiang.kernel import clock
from huixiang.kernel.actor import system
from huixiang.kernel.tenancy import acting_in
from huixiang.listening.models import Import
from huixiang.listening.services.days import zone_here
from huixiang.listening.services.imports.choosing import choice_of
from huixiang.listening.services.imports.confirming import break_off_import, finish_import
from huixiang.listening.services.imports.itemising import ItemReader
from huixiang.listening.services.imports.keeping import plain_copy
from huixiang.listening.services.imports.reading import locked, survey_of
from huixiang.listening.services.imports.taking import take_batch
from huixiang.listening.services.imports.understanding import Failure, ReadVoice, RowReader
from huixiang.listening.states import ImportKind, ImportState
from huixiang.people import queries as people

BATCH: Final = 2_000

Read = tuple[Sequence[ReadVoice], Sequence[Failure]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a file that are understood within the transaction that takes them in."""

    last: int
    rows: int
    read: Callable[[], Read]


def run_import(*, organisation_id: int, import_id: int, path: Path | None = None) -> None:
    """Take in what is left of a confirmed import; call it outside any transaction.

    Stops without a word when somebody cancelled it or another worker is at it. ``path`` is the file itself where it
    lies at hand; else the kept one is opened.

    :raises NotFound: there is no such import in this organisation.
    """
    with acting_in(organisation_id):
        brought = locked(import_id)
        if brought.state != ImportState.RUNNING:
            return
        by = people.actor_for(brought.by, organisation_id) if brought.by else system(organisation_id)
    try:
        if _take_all(brought, organisation_id, path):
            with acting_in(organisation_id):
                finish_import(import_id=import_id, by=by, at=clock.now())
    except UnsafeFile as error:
        with acting_in(organisation_id):
            break_off_import(import_id=import_id, code=error.code, by=by, at=clock.now())


def _take_all(brought: Import, organisation_id: int, path: Path | None) -> bool:
    """Take in all batches that are left; False when it was cancelled meanwhile, or another worker took over."""
    position = brought.position
    with closing(_batches(brought, organisation_id, path)) as batches:
        for batch in batches:
            with acting_in(organisation_id):
                if not take_rows(import_id=brought.pk, batch=batch, after=position):
                    return False
            position = batch.last
    return True


def take_rows(*, import_id: int, batch: Batch, after: int) -> bool:
    """Take in one batch in the caller's transaction; False, and nothing is written, when it is not its turn.

    ``after`` is the position the import must be at: another worker may have moved it on.
    """
    brought = locked(import_id)
    if brought.state != ImportState.RUNNING or brought.position != after:
        return False
    voices, failures = batch.read()
    taken = take_batch(brought, voices, failures, choice=choice_of(brought.choice))
    brought.position = batch.last
    brought.read += batch.rows
    brought.new += len(taken.fresh)
    brought.known += taken.known
    brought.failed += len(taken.failures)
    brought.save(update_fields=["position", "read", "new", "known", "failed"])
    return True


def _batches(brought: Import, organisation_id: int, path: Path | None) -> Generator[Batch]:
    choice, survey = choice_of(brought.choice), survey_of(brought)
    if brought.kind == ImportKind.DOCUMENT:
        with acting_in(organisation_id):
            items = ItemReader(choice, digest=brought.digest, zone=zone_here(), at=clock.now())
        wanted = items.wanted(survey["outline"], after=brought.position)
        for start in range(0, len(wanted), BATCH):
            some = wanted[start : start + BATCH]
            yield Batch(some[-1][0], len(some), partial(items.read, some))
        return
    with acting_in(organisation_id):
        reader = RowReader(
            choice, digest=brought.digest, zone=zone_here(), at=clock.now(), epoch_1904=survey["epoch_1904"]
        )
    with ExitStack() as stack:
        table = path or stack.enter_context(plain_copy(brought))
        hidden = bool(choice.leave_hidden)
        rows = feed_rows(table, sheet=choice.sheet, after=brought.position, leave_hidden=hidden, batch=BATCH)
        for some_rows in stack.enter_context(closing(rows)):
            yield Batch(some_rows[-1].number, len(some_rows), partial(reader.read, some_rows))
