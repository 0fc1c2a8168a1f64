"""How soon a voice that just arrived has its suggestions, beside how many there are; and how long a whole run takes."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bench.figures import Figure, at_most
from bench.house import House
from bench.sizes import Size

ARRIVE, QUICK_ARRIVE = 200, 20


def measure(house: House, size: Size) -> Iterator[Figure]:
    """A whole run over all voices of the house, then voices that arrive one by one. Needs a house with voices in it."""
    count = QUICK_ARRIVE if size.quick else ARRIVE
    voices = house.one("SELECT count(*) FROM listening_voice")
    told = json.loads(house.run("-m", "bench.arriving", str(count)).splitlines()[-1])
    yield Figure(
        f"a whole run over {voices:,} voices",
        told["whole"],
        "s",
        context={"matters": told["matters"], **told["stages"]},
    )
    waited = sorted(told["waited"])
    yield Figure(
        f"suggestions for a voice that arrives beside {voices:,}, p95", waited[int(len(waited) * 0.95) - 1], "s",
        at_most(1), {"p50 s": round(waited[len(waited) // 2], 3), "longest s": round(waited[-1], 3),
                     "joined a matter": told["joined"], "arrivals": count},
    )  # fmt: skip
