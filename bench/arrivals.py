"""How soon a voice that just arrived has its suggestions, beside how many there are; and how long a whole run takes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bench.figures import Figure, at_most
from bench.house import House
from bench.learnt import TAUGHT
from bench.sizes import Size

ARRIVE, QUICK_ARRIVE = 200, 20


def measure(house: House, size: Size) -> Iterator[Figure]:
    """A whole run over all voices of the house, then voices that arrive one by one. Needs a house with voices in it."""
    told = json.loads(house.run("-m", "bench.arriving", "whole").splitlines()[-1])
    yield Figure(
        f"a whole run over {told['voices']:,} voices",
        told["seconds"],
        "s",
        context={"matters": told["matters"]},
    )
    yield _arrived(house, size, told["voices"])


def measure_many(house: House, size: Size) -> Iterator[Figure]:
    """Voices that arrive one by one beside a million that the engine has gone over. Needs a house that has learnt."""
    taught = json.loads((house.server.data_dir / TAUGHT).read_text(encoding="utf-8"))
    yield _arrived(house, size, size.searched, {"matters": taught["matters"]})


def _arrived(house: House, size: Size, voices: int, facts: Mapping[str, Any] | None = None) -> Figure:
    count = QUICK_ARRIVE if size.quick else ARRIVE
    told = json.loads(house.run("-m", "bench.arriving", "each", str(count)).splitlines()[-1])
    waited = sorted(told["waited"])
    context = {"p50 s": round(waited[len(waited) // 2], 3), "longest s": round(waited[-1], 3),
               "processor s each": told["processor"], "of it PostgreSQL": told["postgres"],
               "joined a matter": told["joined"], "offered a problem": told["problems"], "arrivals": count}  # fmt: skip
    name = f"suggestions for a voice that arrives beside {voices:,}, p95"
    return Figure(name, waited[int(len(waited) * 0.95) - 1], "s", at_most(1), context | dict(facts or {}))
