"""The whole run over a table of voices: repeats, matters, classes, personal data; wherever the runner runs it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import pyarrow as pa

from huixiang.digest.classes.classifying import SUREST
from huixiang.digest.classes.model import Model
from huixiang.digest.matters import RULES as MATTER_RULES, Rules as MatterRules, find_matters
from huixiang.digest.partitions import InProcess, Runner, split_rows
from huixiang.digest.progress import Progress, silent
from huixiang.digest.reading import Reader
from huixiang.digest.repeats import RULES as REPEAT_RULES, Rules as RepeatRules, find_repeats

ROWS_AT_ONCE: Final = 25_000  # rows of a partition: with its words and weights, about 100 MB in a worker
IN_PROCESS: Final = InProcess()


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run goes by.

    ``model`` suggests the classes, nothing is suggested without; below the confidence ``surest`` it keeps silent.
    ``names`` is the roster of people whose names are personal data. ``now`` is the moment heat is measured at; what
    ``matters`` says, by default the newest voice's, if left out. ``known`` is the ``voices`` table of an earlier run,
    whose names of matters are kept.
    """

    repeats: RepeatRules = REPEAT_RULES
    matters: MatterRules = MATTER_RULES
    model: Model | None = None
    surest: float = SUREST
    names: Collection[str] = ()
    now: datetime | None = None
    known: Any = None


SETTINGS: Final = Settings()


@dataclass(frozen=True, slots=True)
class Digest:
    """What a run has found.

    ``voices`` has a row for each voice, in their order: ``id``, ``repeat_of`` (the id of the voice it repeats, or
    null), ``matter`` (null for singles), ``reason``, then the columns of ``SUGGESTIONS``, then ``masks``, how many
    places are proposed to be blacked out. ``matters`` has a row for each matter, hottest first; ``steps`` are the
    dates at which the steps of their trends begin.
    """

    voices: pa.Table
    matters: pa.Table
    steps: tuple[str, ...]


def digest(
    voices: pa.Table, settings: Settings = SETTINGS, *, runner: Runner = IN_PROCESS, progress: Progress = silent
) -> Digest:
    """Make sense of a table of voices (``VOICES``): what repeats what, which matters there are, under which heading.

    The result depends on the voices, their order and the settings alone: not on the runner, its workers, or how the
    table is cut into partitions. Zero rows give empty tables. Cost is linear: docs/algorithms/scale.md has the figures.

    :raises KeyError: a column of ``VOICES`` is missing.
    """
    rules = settings.matters if settings.now is None else replace(settings.matters, now=settings.now)
    read = _read(voices, settings, runner, progress)
    found = find_repeats(voices, rules=settings.repeats, runner=runner, progress=progress)
    grouped = find_matters(voices, found, rules=rules, known=settings.known, runner=runner, progress=progress)
    return Digest(_beside(grouped.voices, read), grouped.matters, grouped.steps)


def _read(voices: pa.Table, settings: Settings, runner: Runner, progress: Progress) -> pa.Table:
    parts = split_rows(voices, ROWS_AT_ONCE)
    reader = Reader(settings.model, settings.surest, settings.names)

    def heard(done: int) -> None:
        progress("read", min(done * ROWS_AT_ONCE, len(voices)), len(voices))

    return pa.concat_tables(runner.map(reader, parts, heard))


def _beside(left: pa.Table, right: pa.Table) -> pa.Table:
    for name in right.column_names:
        left = left.append_column(right.schema.field(name), right[name])
    return left
