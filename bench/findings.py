"""How long the rules of formalism take to look at every order of a house, and how much memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from string import Template

from bench.figures import Figure, at_most
from bench.house import House
from bench.sizes import Size

SECONDS_FOR_A_MILLION, MEGABYTES = 600, 1536


def measure(house: House, size: Size) -> Iterator[Figure]:  # noqa: ARG001 - the house says how many there are
    """A whole run over all orders of the house. Needs a house with problems in it."""
    add_orders(house)
    told = json.loads(house.run("-m", "bench.looking").splitlines()[-1])
    count = told["problems"]
    context = {"orders": count, "found": told["found"], "own CPU s": round(told["cpu"], 1)}
    target = at_most(SECONDS_FOR_A_MILLION * count / 1_000_000)
    yield Figure(f"all rules over {count:,} orders", told["seconds"], "s", target, context)
    yield Figure(f"memory of the rules over {count:,} orders", told["megabytes"], "MB", at_most(MEGABYTES))


def add_orders(house: House) -> None:
    """Lay an order, measures, notes and evidence beside each problem of a seeded house, a tenth of them suspicious."""
    sql = Template((Path(__file__).parent / "finding_rows.sql").read_text(encoding="utf-8"))
    with house.connect() as connection:
        connection.execute(sql.substitute(org=house.organisation_id).encode())
        connection.execute("VACUUM ANALYZE")
