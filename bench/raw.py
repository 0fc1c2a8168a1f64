"""How many commits PostgreSQL confirms a second: pgbench, one row and one commit each, nothing else in the way."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator

from bench.figures import Figure
from bench.house import House
from bench.sizes import Size
from huixiang.ops.postgres import binaries
from huixiang.ops.provision import SUPERUSER

SCRIPT = "INSERT INTO raw_row (words) VALUES (repeat('声', 80));\n"


def measure(house: House, size: Size) -> Iterator[Figure]:
    """Commits a second over 1 and over 16 connections."""
    with house.connect() as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS raw_row (id bigserial PRIMARY KEY, words text NOT NULL)")
    for connections in (1, size.clients):
        rate = _commit_rate(house, connections, size.seconds)
        yield Figure("PostgreSQL commits, one row each", rate, "commits/s", context={"connections": connections})


def _commit_rate(house: House, connections: int, seconds: float) -> float:
    script = house.server.data_dir / "raw.sql"
    script.write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run(
        [
            str(binaries(house.server) / "pgbench"), "-n", "-M", "prepared", "-h", str(house.server.socket),
            "-U", SUPERUSER, "-c", str(connections), "-j", "1", "-T", str(max(1, int(seconds))),
            "-f", str(script), "huixiang",
        ],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    found = re.search(r"tps = ([\d.]+) \(without initial", done.stdout)
    if found is None:
        raise RuntimeError(f"pgbench printed no rate: {done.stdout}")
    return float(found.group(1))
