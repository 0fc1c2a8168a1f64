"""Runs inside a bench house: one whole nightly run of the rules of formalism; prints what it took, as JSON."""

from __future__ import annotations

import json
import resource
import time

import django

django.setup()

from huixiang.kernel import clock  # noqa: E402 - Django must be set up first
from huixiang.people.queries import organisation_ids  # noqa: E402
from huixiang.verification import services  # noqa: E402


def main() -> None:
    """Run and print."""
    began, worked = time.perf_counter(), time.process_time()
    tally = services.look_everywhere(organisation_id=organisation_ids()[0], now=clock.now, whole=True)
    told = {
        "seconds": time.perf_counter() - began, "cpu": time.process_time() - worked, "problems": tally.problems,
        "found": tally.found, "counts": tally.counts,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip
    print(json.dumps(told))


if __name__ == "__main__":
    main()
