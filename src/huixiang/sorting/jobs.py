"""Keeps the inbox up to date every two seconds; takes imports back; lets the engine go over the voices, and learn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from huixiang.kernel import clock
from huixiang.kernel.actor import Actor, system
from huixiang.kernel.jobs import organisation_job, queue
from huixiang.kernel.tenancy import acting_in
from huixiang.listening import queries as listening
from huixiang.listening.events import ImportLeaving, ImportReturning, ImportTaken, VoicesErased
from huixiang.people import queries as people
from huixiang.sorting import services
from huixiang.sorting.models import EngineRun
from huixiang.sorting.queries.models import ENOUGH, learning_under_way, learnings
from huixiang.sorting.services import learning, running
from huixiang.sorting.services.running import RunUnderWay
from huixiang.sorting.services.running.forgetting import forget_in_files
from huixiang.sorting.states import RunKind, RunState

BATCH = 500
BATCHES = 40  # of one organisation at a time, so that a large import does not keep the others waiting
ENGINE = "sorting.engine"
"""Only one long job of the engine at a time: the worker's other places stay free for everything else."""


@app.periodic(cron="* * * * * */2")  # type: ignore[untyped-decorator]
@app.task(name="sorting.file_waiting_voices", queueing_lock="sorting.file_waiting_voices")  # type: ignore[untyped-decorator]
def file_everywhere(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes when it was due
    """File the waiting voices of all organisations, each batch in its own transaction."""
    if sum([file_organisation(organisation_id) for organisation_id in people.organisation_ids()]):
        _weigh_soon()


def _weigh_soon() -> None:
    """Queue the looking at what was just filed, unless it is in the queue already."""
    try:
        with transaction.atomic():
            weigh_everywhere.defer(timestamp=0)
    except AlreadyEnqueued:
        return


@app.periodic(cron="* * * * *", periodic_id="sorting.weigh_arrivals")  # type: ignore[untyped-decorator]
@app.task(name="sorting.weigh_arrivals", queueing_lock="sorting.weigh_arrivals", lock="sorting.weigh_arrivals")  # type: ignore[untyped-decorator]
def weigh_everywhere(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes when it was due
    """Suggest for the voices that just arrived, in all organisations; very many at once are left to a whole run."""
    from huixiang.sorting.services import arriving as arrivals  # noqa: PLC0415 - see run_engine

    for organisation_id in people.organisation_ids():
        with acting_in(organisation_id):
            if listening.import_under_way():
                continue  # its end queues this again; until then half of it would be gone over for nothing
        if arrivals.weigh_arrivals(organisation_id=organisation_id, now=clock.now) == arrivals.TOO_MANY:
            _start_by_itself(organisation_id)


def _start_by_itself(organisation_id: int) -> None:
    with acting_in(organisation_id):
        try:
            start_run(by=system(organisation_id), at=clock.now())
        except RunUnderWay:
            return


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
    _count_matters_anew(organisation_id)


@app.task(name="sorting.return_import", retry=5)  # type: ignore[untyped-decorator]
def return_import(*, organisation_id: int, import_id: int) -> None:
    """Bring the voices of an import back to the desk, each batch in its own transaction."""
    _until_done(services.return_some, organisation_id, import_id)


def _count_matters_anew(organisation_id: int) -> None:
    """Hot issues tell how many people spoke: where the engine has been over the voices, it goes over them again."""
    with acting_in(organisation_id):
        known = EngineRun.objects.filter(kind=RunKind.WHOLE, state=RunState.DONE).exists()
    if known:
        _start_by_itself(organisation_id)


def _until_done(some: Callable[..., int | None], organisation_id: int, import_id: int) -> None:
    after: int | None = 0
    while after is not None:
        with acting_in(organisation_id):
            after = some(import_id=import_id, after=after, at=clock.now())


def on_import_leaving(event: ImportLeaving) -> None:
    """Queue the desk's part in taking an import back."""
    queue(withdraw_import, import_id=event.import_id)


def on_import_taken(_event: ImportTaken) -> None:
    """Queue the looking at what an import brought."""
    _weigh_soon()


def on_import_returning(event: ImportReturning) -> None:
    """Queue the desk's part in bringing an import back."""
    queue(return_import, import_id=event.import_id)


@organisation_job("sorting.forget_words")
def forget_words(*, voices: str) -> None:
    """Take the words of erased voices, ids joined by commas, out of the engine's files."""
    forget_in_files([UUID(one) for one in voices.split(",")])


def on_voices_erased(event: VoicesErased) -> None:
    """Queue it: a file cannot be part of the transaction, a job can."""
    queue(forget_words, voices=",".join(map(str, event.voice_ids)))


def start_run(*, by: Actor, at: datetime) -> EngineRun:
    """Ask for a run and queue the job that does it, in the caller's transaction.

    :raises NotAllowed, RunUnderWay: as asking; nothing was queued.
    """
    run = running.ask_for_run(by=by, at=at)
    run_engine.defer(organisation_id=by.organisation_id, run_id=run.pk)
    return run


@app.task(name="sorting.run_engine", lock=ENGINE)  # type: ignore[untyped-decorator]
def run_engine(organisation_id: int, run_id: int) -> None:
    """Go over all voices of an organisation, in a process of its own; begun anew when the worker died."""
    # Every process of the site loads this module; the arrays of the engine are for the worker alone.
    from huixiang.sorting.services.running import whole  # noqa: PLC0415

    whole.run_whole(organisation_id=organisation_id, run_id=run_id, now=clock.now)


def start_learning(*, taxonomy_id: int, by: Actor, at: datetime) -> EngineRun:
    """Ask for a taxonomy to be learnt and queue the job that does it, in the caller's transaction.

    :raises NotAllowed, NotFound, RunUnderWay: as asking; nothing was queued.
    """
    run = learning.ask_to_learn(taxonomy_id=taxonomy_id, by=by, at=at)
    learn.defer(organisation_id=by.organisation_id, run_id=run.pk)
    return run


@app.task(name="sorting.learn", lock=ENGINE)  # type: ignore[untyped-decorator]
def learn(organisation_id: int, run_id: int) -> None:
    """Learn one taxonomy from what people decided, and take the new version if it is no worse."""
    from huixiang.sorting.services.learning import run as learning_run  # noqa: PLC0415 - see run_engine

    learning_run.learn(organisation_id=organisation_id, run_id=run_id, now=clock.now)


@app.periodic(cron="23 * * * *", periodic_id="sorting.learn_when_enough")  # type: ignore[untyped-decorator]
@app.task(name="sorting.learn_when_enough", queueing_lock="sorting.learn_when_enough")  # type: ignore[untyped-decorator]
def learn_when_enough(timestamp: int) -> None:  # noqa: ARG001 - procrastinate passes when it was due
    """Every hour: let each taxonomy learn in which 50 decisions or more are new."""
    for organisation_id in people.organisation_ids():
        with acting_in(organisation_id):
            for stands in learnings():
                if stands.new >= ENOUGH and learning_under_way(stands.taxonomy) is None:
                    start_learning(taxonomy_id=stands.taxonomy.pk, by=system(organisation_id), at=clock.now())
