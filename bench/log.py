"""The public log: how long a leaf takes to be sealed, a proof at that size, bytes; and who finds manipulations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bench.figures import Figure, at_least, at_most
from bench.house import House
from bench.sizes import Size

PROOF_MS_AT_10_MILLION = 10
BYTES_OF_10_MILLION = 2e9
SEALED = 10_000
"""Up to here leaves go the whole way; beyond they are laid into the tables."""


def manipulations(house: House, size: Size) -> Iterator[Figure]:
    """Who finds 1,000 random manipulations of a database superuser, and how often they cry out for nothing."""
    superuser = f"postgresql://huixiang@/huixiang?host={house.server.socket}"
    told = house.run("-m", "bench.tampering", "70" if size.quick else "1000", DATABASE_URL=superuser)
    yield from _drill(json.loads(told.splitlines()[-1]))


def growth(house: House, size: Size) -> Iterator[Figure]:
    """What a leaf, a proof and a byte cost as the log grows."""
    superuser = f"postgresql://huixiang@/huixiang?host={house.server.socket}"
    for leaves in (2_000, 4_000, 10_000) if size.quick else (10_000, 1_000_000, 10_000_000):
        if leaves > SEALED:
            house.run("-m", "bench.sealing", str(leaves), "laid", DATABASE_URL=superuser)
        yield from _grown(json.loads(house.run("-m", "bench.sealing", str(leaves)).splitlines()[-1]), leaves)


def _drill(told: dict[str, Any]) -> Iterator[Figure]:
    tried = told["tried"]
    context = {"tried": tried, "minutes": told["minutes"], "own CPU seconds": told["own_cpu"]}
    yield Figure("manipulations found by audit, receipt or witness", told["found"], "", at_least(tried), context)
    for by in ("audit", "receipt", "witness"):
        each = {kind: f"{told['kinds'][by].get(kind, 0)} of {count}" for kind, count in told["each"].items()}
        yield Figure(f"manipulations found by {by} alone", told[by], "", None, each)
    looks = {"honest acts, each looked at by all three": told["honest"]}
    yield Figure("false alarms without manipulation", told["false_alarms"], "", at_most(0), looks)


def _grown(told: dict[str, Any], leaves: int) -> Iterator[Figure]:
    context = {"leaves": told["size"], "tries": told["tries"]}
    more = {"p99 ms": told["append_p99"], "own CPU ms": told["append_cpu"]}
    yield Figure(f"a leaf written and sealed, p50, at {leaves:,}", told["append_p50"], "ms", None, context | more)
    if "batch_rate" in told:
        batch = {"leaves a batch": 2000, "own CPU microseconds a leaf": told["batch_cpu"]}
        yield Figure(f"leaves sealed in batches up to {leaves:,}", told["batch_rate"], "leaves/s", None, batch)
    target = at_most(PROOF_MS_AT_10_MILLION)
    yield Figure(
        f"a proof at {leaves:,}, p50",
        told["proof_p50"],
        "ms",
        target,
        context | {"p99 ms": told["proof_p99"], "own CPU ms": told["proof_cpu"]},
    )
    target = at_most(BYTES_OF_10_MILLION / 1e7)
    yield Figure(
        f"bytes a leaf at {leaves:,}",
        told["bytes"],
        "bytes",
        target,
        {"MB in all": round(told["total"] / 1e6), "opening, erasable": told["opening_bytes"]},
    )
