"""Which marks count: those that might be part of a sentence only if the numbers around them agree."""

from collections.abc import Sequence
from typing import Final

from huixiang.folio.lists.marks import Mark

AHEAD: Final = 200  # lines in which the second number of a doubtful first one must come


def settle(marks: Sequence[Mark | None]) -> list[Mark | None]:
    """Drop the marks that begin a sentence and no item; the others stay at their places.

    A firm mark counts. A doubtful one counts if the last counted mark of its style was one less;
    if it is 1 and a 2 of its style comes within 200 lines before the next 1; if it is 1, the style
    is known and a mark of another style stands right above; if it is n.1 and n was counted. Cost:
    linear, 200 steps for each doubtful 1 at most.
    """
    counted = _Counted()
    settled: list[Mark | None] = []
    for place, mark in enumerate(marks):
        above = settled[-1] if settled else None
        counts = mark is not None and (mark.firm or counted.goes_on(mark, above, marks[place + 1 : place + 1 + AHEAD]))
        if mark is not None and counts:
            counted.add(mark)
        settled.append(mark if counts else None)
    return settled


class _Counted:
    """The last number of each style so far, and all whole numbers such as 2 and 2.1."""

    def __init__(self) -> None:
        self.last: dict[tuple[str, str], int] = {}
        self.whole: set[str] = set()

    def add(self, mark: Mark) -> None:
        if mark.value is not None:
            self.last[mark.style, mark.script] = mark.value
            self.whole.add(
                f"{mark.script.removeprefix('dotted ')}.{mark.value}" if _is_dotted(mark) else str(mark.value)
            )

    def goes_on(self, mark: Mark, above: Mark | None, ahead: Sequence[Mark | None]) -> bool:
        before = self.last.get((mark.style, mark.script))
        if mark.value is None or before == mark.value - 1:
            return True
        if mark.value != 1:
            return False
        if _is_dotted(mark) and mark.script.removeprefix("dotted ") in self.whole:
            return True
        if before is not None and above is not None and above.style != mark.style:
            return True
        same = (each.value for each in ahead if each and (each.style, each.script) == (mark.style, mark.script))
        return next(same, None) == 2


def _is_dotted(mark: Mark) -> bool:
    return mark.script.startswith("dotted ")
