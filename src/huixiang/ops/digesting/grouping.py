"""``huixiang digest group``: finds repeats and matters, and writes voices.csv and matters.csv."""

import argparse
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from pyarrow import compute

from huixiang.digest.matters import RULES, Matters, find_matters
from huixiang.digest.repeats import find_repeats
from huixiang.folio.moments import read_moment
from huixiang.ops.digesting.outputs import whole_folder
from huixiang.ops.digesting.reading import Reading, about_reading, read_voices
from huixiang.ops.digesting.refusals import BadChoice
from huixiang.ops.digesting.runners import chosen_runner
from huixiang.ops.digesting.sentences import Tongue
from huixiang.ops.digesting.tables import write_csv
from huixiang.ops.digesting.telling import Teller, telling

FILES: Final = ("voices.csv", "matters.csv", "problems.csv")
VOICE_COLUMNS: Final = ("id", "repeat_of", "matter", "reason")
FIRST_COLUMNS: Final = ("matter", "title", "place", "first", "last", "voices", "speakers", "heat", "trend")
_compute: Final[Any] = compute


def run(options: argparse.Namespace, tongue: Tongue) -> int:
    """Run the command; returns the exit code.

    :raises Stopped: the table or an option will not do, or nothing can be written.
    """
    started = time.monotonic()
    with telling(tongue) as teller:
        reading = read_table(options, teller, tongue)
        found = find_groups(reading, options, teller)
        with whole_folder(options.out, FILES) as folder:
            write_groups(folder, found.voices, found.matters, reading)
        say_groups(found.voices, found.matters, started, teller, tongue)
    print(tongue.say("written", path=options.out))
    return 0


def read_table(options: argparse.Namespace, teller: Teller, tongue: Tongue) -> Reading:
    """Read the voices of a table by the options that name its columns, and say what was read."""
    told = {
        "id": options.id, "text": options.text, "said_at": options.time, "speaker": options.speaker,
        "likes": options.likes, "spot": options.place,
    }  # fmt: skip
    reading = read_voices(options.table, told, say=lambda done: teller("table", done, 0))
    for sentence in about_reading(reading, tongue):
        teller.say(sentence)
    return reading


def find_groups(reading: Reading, options: argparse.Namespace, teller: Teller) -> Matters:
    """Find the repeats and the matters of a table."""
    rules = replace(RULES, now=moment_of_heat(options, reading))
    with chosen_runner(options, reading.voices.num_rows) as runner:
        repeats = find_repeats(reading.voices, runner=runner, progress=teller)
        return find_matters(reading.voices, repeats, rules=rules, runner=runner, progress=teller)


def moment_of_heat(options: argparse.Namespace, reading: Reading) -> datetime | None:
    """Give the moment heat is measured at: as told, else the newest in the table, so that a run can be repeated.

    :raises BadChoice: what was told is no moment.
    """
    if options.now is None:
        newest: datetime | None = _compute.max(reading.voices["said_at"]).as_py()
        return newest
    moment = read_moment(options.now)
    if moment is None:
        raise BadChoice(option="--now", value=options.now)
    return moment


def write_groups(folder: Path, found: pa.Table, matters: pa.Table, reading: Reading) -> None:
    """Write voices.csv (a row for every voice), matters.csv and problems.csv.

    :raises OSError: the disk is full.
    """
    write_csv(folder / "voices.csv", found.select(list(VOICE_COLUMNS)))
    rest = [name for name in matters.column_names if name not in FIRST_COLUMNS]
    write_csv(folder / "matters.csv", matters.select([*FIRST_COLUMNS, *rest]))
    write_csv(folder / "problems.csv", reading.problems)


def say_groups(found: pa.Table, matters: pa.Table, started: float, teller: Teller, tongue: Tongue) -> None:
    """Say how many voices, repeats and matters there are."""
    teller.say(
        tongue.say(
            "done_run", voices=found.num_rows, repeats=len(found) - found["repeat_of"].null_count,
            matters=matters.num_rows, seconds=time.monotonic() - started,
        )
    )  # fmt: skip
