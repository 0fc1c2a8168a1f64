"""Which name a matter goes by: the one it had before, if most of its voices had it, else one from its central voice."""

from collections import Counter
from hashlib import blake2b

import pyarrow as pa


def names(members: list[list[str]], known: pa.Table | None) -> list[str]:
    """Name each matter, given the ids of its voices, the central voice first.

    ``known`` is the voices table of an earlier result. A matter keeps the old name that most of its known voices had;
    an old name goes to the matter that has most of its voices, and to one only. Linear.
    """
    old = dict(zip(known["id"].to_pylist(), known["matter"].to_pylist(), strict=True)) if known is not None else {}
    claims: list[tuple[int, str, int]] = []
    for place, ids in enumerate(members if old else ()):
        had = Counter(name for voice in ids if (name := old.get(voice)) is not None)
        claims.extend((-count, name, place) for name, count in had.items())
    named: dict[int, str] = {}
    taken: set[str] = set()
    for _, name, place in sorted(claims):
        if place not in named and name not in taken:
            named[place] = name
            taken.add(name)
    return [named.get(place) or _fresh(ids[0], taken) for place, ids in enumerate(members)]


def _fresh(first: str, taken: set[str]) -> str:
    """Make a name from the first voice's id; with more digits if an old matter has it already."""
    digest = blake2b(first.encode(), digest_size=20).hexdigest()
    name = next(name for size in range(10, 41) if (name := f"m{digest[:size]}") not in taken)
    taken.add(name)
    return name
