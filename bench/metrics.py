"""How long the metrics of a month take: 300 units, a million orders over two years, the page and its counts alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from string import Template

from bench.figures import Figure, at_most
from bench.house import House
from bench.seeding import DAYS, LAST_DAY
from bench.sizes import Size

UNITS = 300
MONTH = "2026-09"
ROUNDS = 5
MOST_SECONDS = 5


def measure(house: House, size: Size) -> Iterator[Figure]:
    """Fill the house, then the slowest of some rounds: the figures of all units, their page, rows, the dashboard."""
    fill(house, size.orders)
    rows = {"orders": size.orders, "units": UNITS, "rounds": ROUNDS}
    counted = house.run("-m", "bench.metric_counting", str(house.organisation_id), str(ROUNDS), MONTH)
    yield Figure("metrics of a month", max(json.loads(counted)["seconds"]), "s", at_most(MOST_SECONDS), rows)
    asked = {
        "metrics of a month as a page": f"/desk/metrics/?month={MONTH}",
        "rows behind one of its counts": f"/desk/metrics/rows/?month={MONTH}&count=solved",
        "dashboard": "/desk/dashboard/",
    }
    told = json.loads(house.run("-m", "bench.metric_timing", house.people["liufang"], str(ROUNDS), *asked.values()))
    for name, found in zip(asked, told, strict=True):
        yield Figure(name, max(found["seconds"]), "s", at_most(MOST_SECONDS), rows | {"queries": found["queries"]})


def fill(house: House, orders: int) -> None:
    """Put orders with their steps, answers and askings into a house that has none; 4 minutes for a million."""
    sql = Template((Path(__file__).parent / "metrics.sql").read_text(encoding="utf-8")).substitute(
        org=house.organisation_id, top=house.units["top"], orders=orders, units=UNITS, days=DAYS, last_day=LAST_DAY,
        clerk=house.one("SELECT id FROM people_user WHERE username = 'hejing'"),
    )  # fmt: skip
    with house.connect() as connection:
        with connection.transaction():
            connection.execute(sql.encode())
        # What autovacuum does within minutes on a site that has grown to this size.
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")
