"""Takes the voices of a confirmed import in, a batch in each transaction, and goes on where it was after a break.

The position is written in the transaction of its batch: whoever dies between two batches has lost and doubled nothing.
Two batches are written at once where they can be (``tracks``), but they end in order.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Final

from huixiang.folio.feeding import feed_rows
from huixiang.folio.lists.outline import Item
from huixiang.folio.unsafe import UnsafeFile
from huixiang.kernel import clock
from huixiang.kernel.actor import system
from huixiang.kernel.errors import NotFound
from huixiang.kernel.tenancy import acting_in
from huixiang.listening.models import Import
from huixiang.listening.services.days import zone_here
from huixiang.listening.services.imports.choosing import Choice, choice_of
from huixiang.listening.services.imports.confirming import break_off_import, finish_import
from huixiang.listening.services.imports.itemising import ItemReader
from huixiang.listening.services.imports.keeping import plain_copy
from huixiang.listening.services.imports.reading import locked, survey_of
from huixiang.listening.services.imports.taking import take_batch
from huixiang.listening.services.imports.tracks import ALONE, Batch, NotItsTurn, Track, in_turn
from huixiang.listening.services.imports.understanding import RowReader
from huixiang.listening.states import ImportKind, ImportState
from huixiang.people import queries as people

BATCH: Final = 2_000


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
    with acting_in(organisation_id):
        batches = _items(brought) if brought.kind == ImportKind.DOCUMENT else _rows(brought, path)

    def take(batch: Batch, after: int, track: Track) -> bool:
        with acting_in(organisation_id):
            return take_rows(import_id=brought.pk, batch=batch, after=after, track=track)

    with closing(_ahead(batches)) as prepared:
        return in_turn(prepared, take, start=brought.position)


def take_rows(*, import_id: int, batch: Batch, after: int, track: Track = ALONE) -> bool:
    """Take in one batch in the caller's transaction; False, and nothing is written, when it is not its turn.

    ``after`` is the position the import must be at: another worker may have moved it on. In a track it is looked at
    last, when the batch before stands.

    :raises NotItsTurn: so in a track; the caller's transaction must be rolled back.
    """
    brought = locked(import_id) if track.alone else _found(import_id)
    if brought.state != ImportState.RUNNING or (track.alone and brought.position != after):
        return False
    choice = choice_of(brought.choice)
    taken = take_batch(brought, batch.place(batch.voices), batch.failures, choice=choice, track=track)
    if not track.alone:
        track.wait()
        brought = locked(import_id)
        if brought.state != ImportState.RUNNING or brought.position != after:
            raise NotItsTurn
    brought.position = batch.last
    brought.read += batch.rows
    brought.new += len(taken.fresh)
    brought.known += taken.known
    brought.failed += len(taken.failures)
    brought.save(update_fields=["position", "read", "new", "known", "failed"])
    return True


def _found(import_id: int) -> Import:
    found = Import.objects.filter(pk=import_id).first()
    if found is None:
        raise NotFound(str(import_id))
    return found


def _ahead(batches: Generator[Batch]) -> Generator[Batch]:
    """Hand batches on while a thread reads the next one: the database and we work at the same time."""
    with closing(batches), ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = pool.submit(next, batches, None)
            yield batch


def _items(brought: Import) -> Generator[Batch]:
    items = ItemReader(choice_of(brought.choice), digest=brought.digest, zone=zone_here(), at=clock.now())
    return _of_items(items, items.wanted(survey_of(brought)["outline"], after=brought.position))


def _of_items(reader: ItemReader, wanted: Sequence[tuple[int, Item]]) -> Generator[Batch]:
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        yield Batch(some[-1][0], len(some), *reader.read(some))


def _rows(brought: Import, path: Path | None) -> Generator[Batch]:
    epoch_1904, choice = survey_of(brought)["epoch_1904"], choice_of(brought.choice)
    reader = RowReader(choice, digest=brought.digest, zone=zone_here(), at=clock.now(), epoch_1904=epoch_1904)
    return _of_rows(brought, reader, path, choice)


def _of_rows(brought: Import, reader: RowReader, path: Path | None, choice: Choice) -> Generator[Batch]:
    with ExitStack() as stack:
        table = path or stack.enter_context(plain_copy(brought))
        hidden = bool(choice.leave_hidden)
        rows = feed_rows(table, sheet=choice.sheet, after=brought.position, leave_hidden=hidden, batch=BATCH)
        for some in stack.enter_context(closing(rows)):
            voices, failures = reader.read(some)
            yield Batch(some[-1].number, len(some), voices, failures, reader.placed)
