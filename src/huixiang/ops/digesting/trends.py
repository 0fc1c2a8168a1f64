"""Draws a row of counts as a small line, and says the same in words for those who do not see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 120
HEIGHT: Final = 28
MARGIN: Final = 3


@dataclass(frozen=True, slots=True)
class Trend:
    """A line to draw: its points as SVG wants them, where it ends, and the counts."""

    points: str
    end: tuple[float, float]
    counts: tuple[int, ...]
    first: str
    last: str


def draw_trend(counts: Sequence[int], steps: Sequence[str]) -> Trend | None:
    """Lay counts from left to right, 0 at the foot; ``steps`` names them. None if there are fewer than two."""
    if len(counts) < 2:
        return None
    top = max(*counts, 1)
    step = (WIDTH - 2 * MARGIN) / (len(counts) - 1)
    high = HEIGHT - 2 * MARGIN
    points = [
        (round(MARGIN + place * step, 1), round(HEIGHT - MARGIN - high * count / top, 1))
        for place, count in enumerate(counts)
    ]
    return Trend(" ".join(f"{x},{y}" for x, y in points), points[-1], tuple(counts), steps[0], steps[-1])
