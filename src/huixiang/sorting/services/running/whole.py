"""The whole run: every voice of the inbox is read, the engine sorts them in a process of its own, and the result is

written in batches. Call it outside any transaction; each step has its own, so clerks work on meanwhile.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import pyarrow as pa
from django.utils.translation import gettext_noop

from huixiang.digest.pools import write_table
from huixiang.kernel.tenancy import acting_in
from huixiang.sorting.models import EngineRun, InboxItem
from huixiang.sorting.services.running import begin_run, end_as_failed, end_run, note_progress
from huixiang.sorting.services.running.child import EngineStopped, run_apart
from huixiang.sorting.services.running.files import passing_folder
from huixiang.sorting.services.running.forgetting import forget_erased
from huixiang.sorting.services.running.found import write_found
from huixiang.sorting.services.running.order import order_now
from huixiang.sorting.services.running.voices import known_table, table_of, voices_after, write_tables
from huixiang.sorting.states import RunState

TELL_EVERY: Final = 1.0  # seconds
FAILED: Final = gettext_noop("The engine stopped before its end. Nothing is lost; let it run again.")
NOTHING: Final = gettext_noop("There is no voice yet to go over.")

Now = Callable[[], datetime]


class _Teller:
    """Writes the progress of a run about once a second, and hears whether it was ended meanwhile."""

    def __init__(self, organisation_id: int, run_id: int, now: Now) -> None:
        self._organisation_id, self._run_id, self._now = organisation_id, run_id, now
        self._stage, self._told_at, self._goes_on = "", 0.0, True

    def __call__(self, stage: str, done: int, total: int) -> bool:
        if stage != self._stage or time.monotonic() - self._told_at >= TELL_EVERY:
            self._stage, self._told_at = stage, time.monotonic()
            with acting_in(self._organisation_id):
                self._goes_on = note_progress(run_id=self._run_id, stage=stage, done=done, total=total, at=self._now())
        return self._goes_on


def run_whole(*, organisation_id: int, run_id: int, now: Now) -> EngineRun | None:
    """Go over all voices of an organisation. A run that ended already is left alone and None is given.

    Cost: 4,326 messages take about 25 s of processor time in all; the table of voices is read and written in chunks
    of 5,000. What was written by a run that fails stays and does no harm.

    :raises Exception: whatever the engine or the disk said; the run has ended as failed, with a sentence for people.
    """
    with acting_in(organisation_id):
        if begin_run(run_id=run_id, at=now()) is None:
            return None
    teller = _Teller(organisation_id, run_id, now)
    try:
        state, facts = _run(organisation_id, run_id, teller, now)
    except EngineStopped:
        state, facts = RunState.STOPPED, {}
    except Exception as error:
        end_as_failed(organisation_id, run_id, error, why=FAILED, at=now())
        raise  # the queue keeps it for the doctor
    with acting_in(organisation_id):
        end_run(run_id=run_id, state=state, at=now(), facts=facts)
        return EngineRun.objects.get(pk=run_id)


def _run(organisation_id: int, run_id: int, teller: _Teller, now: Now) -> tuple[RunState, dict[str, object]]:
    began, began_at = time.monotonic(), now()
    with passing_folder(organisation_id) as folder:
        count = _lay_out(folder, organisation_id, teller, now)
        if not count:
            return RunState.DONE, {"voices": 0, "why": NOTHING}
        run_apart(folder, told=teller)
        written = write_found(folder, organisation_id, run_id=run_id, at=now(), told=teller)
    with acting_in(organisation_id):
        forget_erased(since=began_at)
    facts: dict[str, object] = {"voices": count, "matters": written.matters, "gone": written.gone, "new": written.new}
    return RunState.DONE, {**facts, "seconds": round(time.monotonic() - began, 1)}


def _lay_out(folder: Path, organisation_id: int, teller: _Teller, now: Now) -> int:
    """Write voices, known matters and the order into the folder; says how many voices."""
    with acting_in(organisation_id):
        total = InboxItem.at_the_desk().count()
    count = write_tables(folder, _chunks(organisation_id, total, teller))
    with acting_in(organisation_id):
        known = known_table()
        order_now(at=now()).write(folder)
    if len(known):
        write_table(known, folder / "known.arrow")
    return count


def _chunks(organisation_id: int, total: int, teller: _Teller) -> Iterator[pa.Table]:
    last, done = -1, 0
    while True:
        with acting_in(organisation_id):
            last, voices = voices_after(last)
            table = table_of(voices)
        if not voices:
            return
        done += len(voices)
        teller("load", done, max(total, done))
        yield table
