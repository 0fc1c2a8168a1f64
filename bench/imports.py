"""How long a very long table takes from the command to the inbox, and how much memory: all rows read, taken in, filed.

Memory is that of the process and of the child that reads the table, at their highest; PostgreSQL's is not counted.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.exports import write_export
from bench.figures import Figure, at_most
from bench.house import House
from bench.sizes import Size

ROWS, FEW = 1_000_000, 10_000


class RowsMissing(RuntimeError):
    """Not every row of the table came into the inbox: its figures would say nothing."""


def measure(house: House, size: Size) -> Iterator[Figure]:
    """Import a generated export once into an empty house.

    :raises RowsMissing: a row is not in the inbox.
    """
    rows = FEW if size.quick else ROWS
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder, "export.csv")
        write_export(table, rows)
        megabytes = table.stat().st_size / 2**20
        told = json.loads(house.run("-m", "bench.importing", str(table)))
    if house.one("SELECT count(*) FROM sorting_inboxitem") != rows:
        raise RowsMissing(str(told))
    context = {
        "rows": rows, "megabytes": round(megabytes), "own_processor_s": round(told["own_processor"]),
        "reader_processor_s": round(told["reader_processor"]),
    }  # fmt: skip
    yield Figure("Rows of .csv imported and filed", told["seconds"], "s", at_most(300), context)
    memory = told["own_mb"] + told["reader_mb"]
    yield Figure("Memory of that import", memory, "MB", at_most(600), {"rows": rows})
