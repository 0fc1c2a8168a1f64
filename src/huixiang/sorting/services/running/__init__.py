"""A run of the engine is asked for, begins, tells how far it is, and ends: one at a time in each organisation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor, system
from huixiang.kernel.errors import Refusal
from huixiang.kernel.tenancy import acting_in, current_organisation_id
from huixiang.sorting import policies
from huixiang.sorting.models import EngineRun
from huixiang.sorting.states import RunKind, RunState

SILENT = timedelta(minutes=2)
"""Without a sign of life for so long, a run has died with its worker."""
WAITS = timedelta(minutes=30)
LAST_WORDS = 400  # characters of an error that are kept
_RUNS = 20_260_303  # our own key space among PostgreSQL's advisory locks


class RunUnderWay(Refusal):
    """A run waits or runs already; nothing was written."""


@transaction.atomic
def ask_for_run(*, by: Actor, at: datetime, kind: RunKind = RunKind.WHOLE) -> EngineRun:
    """Put a run of the engine over all voices in line; the job that does it is queued by the caller.

    A run that gave no sign of life for two minutes is taken for dead and ended first.

    :raises NotAllowed: the policy says no; nothing was written.
    :raises RunUnderWay: one waits or runs already; nothing was written.
    """
    policies.may_sort(by).require()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_RUNS, current_organisation_id()])
    bury_the_dead(at=at)
    if EngineRun.objects.filter(kind=kind, state__in=[RunState.WAITING, RunState.RUNNING]).exists():
        raise RunUnderWay(_("The engine is going over the voices already. Its progress is on this page."))
    run = EngineRun.objects.create(kind=kind, asked_at=at, asked_by_id=by.user_id)
    journal.record("sorting.run.asked", about=f"run:{run.pk}", by=by, at=at, after={"run": run.pk, "kind": kind.value})
    return run


def bury_the_dead(*, at: datetime) -> int:
    """End the runs that gave no sign of life for long; says how many."""
    silent = Q(state=RunState.RUNNING, heard_at__lt=at - SILENT) | Q(state=RunState.WAITING, asked_at__lt=at - WAITS)
    return EngineRun.objects.filter(silent).update(state=RunState.STOPPED, ended_at=at)


@transaction.atomic
def begin_run(*, run_id: int, at: datetime) -> EngineRun | None:
    """Begin a run, or begin it anew when its worker died; None for one that has ended or is not there."""
    run = EngineRun.objects.select_for_update().filter(pk=run_id).first()
    if run is None or run.state not in {RunState.WAITING, RunState.RUNNING}:
        return None
    run.state, run.began_at, run.heard_at, run.stage, run.done, run.total = RunState.RUNNING, at, at, "", 0, 0
    run.save(update_fields=["state", "began_at", "heard_at", "stage", "done", "total"])
    return run


def note_progress(*, run_id: int, stage: str, done: int, total: int, at: datetime) -> bool:
    """Write how far a run is; False when it was ended meanwhile and should stop."""
    running = EngineRun.objects.filter(pk=run_id, state=RunState.RUNNING)
    return bool(running.update(stage=stage[:40], done=done, total=total, heard_at=at))


def end_as_failed(organisation_id: int, run_id: int, error: Exception, *, why: str, at: datetime) -> None:
    """End a run that broke off, with a sentence for people and the last words of the error; opens its transaction."""
    with acting_in(organisation_id):
        facts = {"why": why, "error": str(error)[-LAST_WORDS:]}
        end_run(run_id=run_id, state=RunState.FAILED, at=at, facts=facts)


@transaction.atomic
def end_run(*, run_id: int, state: RunState, at: datetime, facts: Mapping[str, object]) -> None:
    """End a run with what it found, or why it failed; ending it twice changes nothing."""
    running = EngineRun.objects.select_for_update().filter(pk=run_id, state=RunState.RUNNING).first()
    if running is None:
        return
    running.state, running.ended_at, running.heard_at = state, at, at
    running.facts = {**running.facts, **facts}
    running.save(update_fields=["state", "ended_at", "heard_at", "facts"])
    counts = {name: value for name, value in facts.items() if isinstance(value, int)}
    journal.record(
        "sorting.run.ended", about=f"run:{run_id}", by=system(current_organisation_id()), at=at,
        after={"run": run_id, **counts},
    )  # fmt: skip
