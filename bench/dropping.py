"""How long it takes from dropping a file to finished suggestions, with site and worker at work as people have them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bench.figures import Figure, at_most
from bench.house import House, site_of, worker_of
from bench.scale import MESSAGES

SECONDS = 60


class NoMessages(RuntimeError):
    """The real messages are not at hand: name their folder with HX_EVAL_DATA."""


def measure(house: House) -> Iterator[Figure]:
    """Drop the 4,326 real messages once into an empty house, confirm what was proposed, wait for the engine to end.

    :raises NoMessages: see there.
    """
    if not MESSAGES.exists():
        raise NoMessages(str(MESSAGES))
    with site_of(house), worker_of(house):
        told = json.loads(house.run("-m", "bench.dropped", str(MESSAGES)).splitlines()[-1])
    context = {name: told[name] for name in ("voices", "suggestions", "matters", "read s", "in the inbox after s")}
    yield Figure("from dropping the file to finished suggestions", told["seconds"], "s", at_most(SECONDS), context)
