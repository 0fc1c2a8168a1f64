"""Whether two texts speak of different places: two estates that used one template are never one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from huixiang.digest.counting import counted
from huixiang.digest.places import WIDE, Place, core_of, places_agree, same_name
from huixiang.digest.placing import places_in

# Kinds of places of which a text is usually about one.
HOMES: Final = frozenset({"estate", "community", "school", "hospital", "market"})
NOWHERE: Final = "中小学"  # schools in general, whatever stands before


@dataclass(frozen=True, slots=True)
class Placed:
    """A text, the places it names, their names but for regions, and its home: the one it names most often, if any."""

    text: str
    places: tuple[Place, ...]
    names: frozenset[str]
    home: str | None


def placed(texts: Sequence[str]) -> list[Placed]:
    """Look up the places that each text names; of several named equally often the first is its home."""
    return list(map(_placed, texts, places_in(texts)))


def _placed(text: str, found: Sequence[Place]) -> Placed:
    places = tuple(place for place in found if not place.name.endswith(NOWHERE))
    homes = counted(place.name for place in places if place.kind in HOMES)
    names = frozenset(place.name for place in places if place.kind not in WIDE)
    return Placed(text, places, names, max(homes, key=homes.__getitem__) if homes else None)


def apart(ours: Placed, theirs: Placed) -> bool:
    """Tell whether two texts speak of different places, whatever else they share.

    They do if no place is the same and some are of one kind (``places_agree``), or if the place each names most
    often is not found in the other, however it is spelt: names that share more than half of their characters are one.
    """
    if ours.names.isdisjoint(theirs.names) and places_agree(ours.places, theirs.places) is False:
        return True
    home, other = ours.home, theirs.home
    if home is None or other is None or _names(theirs, home) or _names(ours, other):
        return False
    return not _alike(core_of(home), core_of(other))


def named_apart(ours: str | None, theirs: str | None) -> bool:
    """Tell whether two places given beside the texts are different ones: neither is part of the other."""
    return ours is not None and theirs is not None and ours not in theirs and theirs not in ours


def _names(placed: Placed, home: str) -> bool:
    return (
        home in placed.names
        or core_of(home) in placed.text
        or any(same_name(home, place.name) for place in placed.places)
    )


def _alike(home: str, other: str) -> bool:
    ours, theirs = set(home), set(other)
    return 2 * len(ours & theirs) > min(len(ours), len(theirs))
