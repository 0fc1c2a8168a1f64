"""The counts a metric is made of, and the refusal of counts that do not add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields


class DoesNotAddUp(ValueError):
    """Parts that should make a whole do not, or a part is larger than it. ``difference`` is whole less parts."""

    def __init__(self, whole_name: str, whole: int, parts: Mapping[str, int]) -> None:
        self.whole_name, self.whole, self.parts = whole_name, whole, dict(parts)
        self.difference = whole - sum(parts.values())
        super().__init__(f"{whole_name} {whole}, parts {sum(parts.values())}, difference {self.difference}")


def require_parts_make_whole(whole_name: str, whole: int, parts: Mapping[str, int]) -> None:
    """Do nothing when the parts add up to the whole and none is negative.

    :raises DoesNotAddUp: they do not; the difference is named.
    """
    if sum(parts.values()) != whole or min(parts.values(), default=0) < 0:
        raise DoesNotAddUp(whole_name, whole, parts)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted in a period, of one unit or of all.

    Of orders registered: ``repeated``. Of orders dispatched: signed in time, extended, overdue, suspended, excluded.
    Of hand-overs: returns asked and allowed. Of orders due: closed, closed on time. Of orders closed: sent back,
    solved the first time. Of first answers: contacted, solved, and the three ways to be satisfied. Of people asked
    whose time is over: ``rated``. Of voices accepted at the desk: those answered there. Of calls
    offered: those answered.
    """

    registered: int = 0
    repeated: int = 0
    dispatched: int = 0
    signed_in_time: int = 0
    extended: int = 0
    overdue: int = 0
    suspended: int = 0
    excluded: int = 0
    handed: int = 0
    returns_asked: int = 0
    returns_allowed: int = 0
    due: int = 0
    closed: int = 0
    closed_on_time: int = 0
    ended: int = 0
    redone: int = 0
    solved_at_once: int = 0
    answered: int = 0
    contacted: int = 0
    solved: int = 0
    satisfied: int = 0
    basically: int = 0
    dissatisfied: int = 0
    asked: int = 0
    rated: int = 0
    accepted: int = 0
    answered_at_desk: int = 0
    calls_offered: int = 0
    calls_answered: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(**{name: getattr(self, name) + getattr(other, name) for name in COUNTS})

    def require_adds_up(self) -> None:
        """Do nothing when the counts can be true together.

        :raises DoesNotAddUp: the three ways to be satisfied are not all answers, or a part is larger than its whole.
        """
        ways = {name: getattr(self, name) for name in ("satisfied", "basically", "dissatisfied")}
        require_parts_make_whole("answered", self.answered, ways)
        for part, whole in PARTS.items():
            if not 0 <= getattr(self, part) <= getattr(self, whole):
                raise DoesNotAddUp(whole, getattr(self, whole), {part: getattr(self, part)})


COUNTS: tuple[str, ...] = tuple(field.name for field in fields(Tally))
PARTS: Mapping[str, str] = {
    "repeated": "registered",
    "signed_in_time": "dispatched", "extended": "dispatched", "overdue": "dispatched",
    "suspended": "dispatched", "excluded": "dispatched",
    "closed": "due", "closed_on_time": "closed",
    "redone": "ended", "solved_at_once": "ended",
    "contacted": "answered", "solved": "answered",
    "rated": "asked",
    "answered_at_desk": "accepted", "calls_answered": "calls_offered",
}  # fmt: skip
"""Which count can never be larger than which."""


def total(tallies: Iterable[Tally]) -> Tally:
    """All counts added up."""
    return sum(tallies, start=Tally())
