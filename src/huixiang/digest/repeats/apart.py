"""Whether two texts speak of different places: two estates that used one template are never one."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from huixiang.digest.places import Place, core_of, places_agree, places_of, same_name

# Kinds of places of which a text is usually about one.
HOMES: Final = frozenset({"estate", "community", "school", "hospital", "market"})
NOWHERE: Final = "中小学"  # schools in general, whatever stands before


@dataclass(frozen=True, slots=True)
class Placed:
    """A text and the places it names."""

    text: str
    places: tuple[Place, ...]

    @property
    def home(self) -> str | None:
        """The place the text names most often, the first of several; None if it names none."""
        names = Counter(place.name for place in self.places if place.kind in HOMES)
        return max(names, key=names.__getitem__) if names else None


def placed(text: str) -> Placed:
    """Look up the places a text names."""
    return Placed(text, tuple(place for place in places_of(text) if not place.name.endswith(NOWHERE)))


def apart(ours: Placed, theirs: Placed) -> bool:
    """Tell whether two texts speak of different places, whatever else they share.

    They do if no place is the same and some are of one kind (``places_agree``), or if the place each names most
    often is not found in the other, however it is spelt: names that share more than half of their characters are one.
    """
    if places_agree(ours.places, theirs.places) is False:
        return True
    home, other = ours.home, theirs.home
    if home is None or other is None or _alike(core_of(home), core_of(other)):
        return False
    return not _names(theirs, home) and not _names(ours, other)


def named_apart(ours: str | None, theirs: str | None) -> bool:
    """Tell whether two places given beside the texts are different ones: neither is part of the other."""
    return ours is not None and theirs is not None and ours not in theirs and theirs not in ours


def _names(placed: Placed, home: str) -> bool:
    return core_of(home) in placed.text or any(same_name(home, place.name) for place in placed.places)


def _alike(home: str, other: str) -> bool:
    ours, theirs = set(home), set(other)
    return 2 * len(ours & theirs) > min(len(ours), len(theirs))
