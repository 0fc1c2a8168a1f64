"""Times the metrics of a month without their page: ``python -m bench.metric_counting ORGANISATION ROUNDS MONTH``.

Prints JSON: the seconds of each round. Runs as a process of its own: Django has the settings of one data folder.
"""

from __future__ import annotations

import json
import sys
import time

import django

django.setup()

from huixiang.kernel import clock  # noqa: E402 - Django must be set up first
from huixiang.kernel.tenancy import acting_in  # noqa: E402
from huixiang.verification import queries  # noqa: E402
from huixiang.verification.metrics import SHIPPED, figures_of, month_period, plain_mean, pooled  # noqa: E402
from huixiang.verification.queries import Scope  # noqa: E402


def main(organisation_id: int, rounds: int, month: str) -> None:
    """Count, then compute every rate of every unit, all together and the plain mean; nothing is kept between rounds."""
    year, number = (int(part) for part in month.split("-"))
    period = month_period(year, number, rule=SHIPPED, zone="Asia/Shanghai")
    seconds = []
    for _round in range(rounds):
        figures_of.cache_clear()
        begun = time.perf_counter()
        with acting_in(organisation_id):
            tallies = queries.tallies_by_unit(Scope(period, clock.now()))
        pooled(tallies.values(), SHIPPED)
        plain_mean(tallies.values(), SHIPPED)
        seconds.append(time.perf_counter() - begun)
    print(json.dumps({"seconds": seconds, "units": len(tallies)}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
