"""A random draw that anybody can do again: from a seed and ids, the ones with the smallest tickets.

Rivest's consistent sampling: drawing more from the same seed keeps those drawn before, and no id changes another's
ticket. Who chooses the seed, and when, is left to the caller: whoever knows it before the population stands can cheat.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

TICKET_TAG: Final = b"hx-sample/v1\0"
POPULATION_TAG: Final = b"hx-population/v1\0"


@dataclass(frozen=True, slots=True)
class Quota:
    """How many of a group of N are drawn: ``per_hundred`` of it, rounded up, at least ``least``, never more than N."""

    per_hundred: int
    least: int

    def of(self, size: int) -> int:
        """The number drawn from a group of this size; 0 from an empty one."""
        return min(size, max(self.least, -(-size * self.per_hundred // 100)))


def ticket(seed: str, item: str) -> str:
    """The ticket of an id: ``SHA-256("hx-sample/v1" 0 seed 0 id)`` as hex. Seed and id are UTF-8 without NUL.

    :raises ValueError: one of them holds a NUL, with which two pairs could have one ticket.
    """
    if "\0" in seed or "\0" in item:
        raise ValueError("a seed and an id hold no NUL")
    return hashlib.sha256(TICKET_TAG + seed.encode() + b"\0" + item.encode()).hexdigest()


def draw(seed: str, items: Iterable[str], count: int) -> list[str]:
    """The ``count`` ids with the smallest tickets, in the order of these; all when there are fewer.

    Each id counts once. A million ids take about two seconds.
    """
    return sorted(set(items), key=lambda item: ticket(seed, item))[: max(count, 0)]


def draw_by_group(seed: str, groups: Mapping[str, str], quota: Quota) -> list[str]:
    """From ids with the group of each (a stratum, such as a unit), the quota of each group; sorted by id."""
    members: dict[str, list[str]] = defaultdict(list)
    for item, group in groups.items():
        members[group].append(item)
    drawn = [item for of_group in members.values() for item in draw(seed, of_group, quota.of(len(of_group)))]
    return sorted(drawn)


def draw_with_least(seed: str, groups: Mapping[str, str], count: int, least: int) -> list[str]:
    """The ``count`` smallest tickets of all ids, and besides the ``least`` smallest of each group; sorted by id.

    The first are a plain random sample of all, whatever the groups; the others see to it that each group is looked at.
    Within a group those drawn are the ones with its smallest tickets.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for item, group in groups.items():
        members[group].append(item)
    besides = (item for of_group in members.values() for item in draw(seed, of_group, least))
    return sorted({*draw(seed, groups, count), *besides})


def population_hash(groups: Mapping[str, str]) -> str:
    """A hash that fixes a population with its groups: of the lines ``id TAB group LF``, sorted, after a tag.

    :raises ValueError: an id or group holds a tab or a line feed.
    """
    lines = []
    for item, group in sorted(groups.items()):
        if set("\t\n") & set(item + group):
            raise ValueError("an id and a group hold no tab and no line feed")
        lines.append(f"{item}\t{group}\n")
    return hashlib.sha256(POPULATION_TAG + "".join(lines).encode()).hexdigest()
