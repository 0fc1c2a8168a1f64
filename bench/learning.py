"""Runs inside a bench house: the engine goes over all voices, and what it found of matters is written.

Prints as JSON how long each part took. The steps are those of a whole run without its suggestions.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import django
import pyarrow as pa

django.setup()

from django.db import connection  # noqa: E402 - Django must be set up first

from bench.scaling import Stages  # noqa: E402
from huixiang.digest.pools import read_table  # noqa: E402
from huixiang.kernel import clock  # noqa: E402
from huixiang.kernel.tenancy import acting_in  # noqa: E402
from huixiang.people.queries import organisation_ids  # noqa: E402
from huixiang.sorting.services.running.child import Told, run_apart  # noqa: E402
from huixiang.sorting.services.running.files import passing_folder  # noqa: E402
from huixiang.sorting.services.running.order import order_now  # noqa: E402
from huixiang.sorting.services.running.voices import table_of, voices_after, write_tables  # noqa: E402
from huixiang.sorting.services.suggesting.matters import Member, keep_matters, keep_members  # noqa: E402
from huixiang.sorting.testing.suggestions import make_shipped_taxonomy  # noqa: E402

AT_ONCE = 5_000
PROBLEMS = (Path(__file__).parent / "learning.sql").read_text(encoding="utf-8")


def main() -> None:
    """Run and print."""
    organisation, took = organisation_ids()[0], Stages()
    with passing_folder(organisation) as folder:
        write_tables(folder, _chunks(organisation, took))
        with acting_in(organisation):
            make_shipped_taxonomy("public-affairs", at=clock.now())
            order_now(at=clock.now()).write(folder)
        run_apart(folder, told=_teller(took))
        keys = _write(folder, organisation, took)
    with acting_in(organisation), connection.cursor() as cursor:
        cursor.execute(PROBLEMS, {"organisation": organisation})
    seconds = {name: round(taken, 1) for name, taken in took.seconds.items()}
    print(json.dumps({"matters": len(keys), "seconds": seconds, "load": round(os.getloadavg()[0], 1)}))


def _teller(took: Stages) -> Told:
    def tell(stage: str, done: int, of: int) -> bool:
        took(stage, done, of)
        return True

    return tell


def _chunks(organisation: int, took: Stages) -> Iterator[pa.Table]:
    last, done = -1, 0
    while True:
        with acting_in(organisation):
            last, voices = voices_after(last)
            table = table_of(voices)
        if not voices:
            return
        done += len(voices)
        took("load", done, 0)
        yield table


def _write(folder: Path, organisation: int, took: Stages) -> dict[str, int]:
    found, matters = read_table(folder / "found.arrow"), read_table(folder / "matters.arrow")
    steps, keys = json.loads((folder / "steps.json").read_text()), dict[str, int]()
    for start in range(0, len(matters), AT_ONCE):
        with acting_in(organisation):
            keys |= keep_matters(matters.slice(start, AT_ONCE).to_pylist(), steps, at=clock.now())
        took("matters written", start + 1, len(matters))
    for start in range(0, len(found), AT_ONCE):
        rows = found.slice(start, AT_ONCE).to_pylist()
        members = [
            Member(UUID(row["id"]), keys[row["matter"]], UUID(row["repeat_of"]) if row["repeat_of"] else None,
                   row["reason"] or "", row["alike"] or None)
            for row in rows if row["matter"]
        ]  # fmt: skip
        with acting_in(organisation):
            keep_members([UUID(row["id"]) for row in rows], members, at=clock.now())
        took("members written", start + 1, len(found))
    return keys


if __name__ == "__main__":
    main()
