"""What may be said outside the house about how people answered: nothing below ten answers, above it a rounded share.

Late answers still come in, so an exact count would tell the next one's answer to whoever looked before and after. Both
the share and the number of answers are rounded, and the interval is computed from what is shown (ADR 0026).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from huixiang.verification.metrics.intervals import Interval, wilson

LEAST_SHOWN: Final = 10
"""Below so many answers nothing is shown but that they are fewer."""
STEP: Final = 10
"""Shares are rounded to so many per cent, numbers of answers down to so many."""
EDGE: Final = 5
"""Nobody and everybody are shown as at most so many per cent and at least 100 less that: all alike tells on each."""


@dataclass(frozen=True, slots=True)
class RoundedShare:
    """``percent`` is a multiple of ten, ``at_least`` the number of answers rounded down to tens, at least ten."""

    percent: int
    at_least: int
    interval: Interval

    @property
    def text(self) -> str:
        """The share as written: 70 %, and at the ends <= 5 % and >= 95 %."""
        return {0: f"≤{EDGE} %", 100: f"≥{100 - EDGE} %"}.get(self.percent, f"{self.percent} %")


def rounded_share(favourable: int, answered: int) -> RoundedShare | None:
    """The share of answers that are favourable, as far as it may be shown; None below ten answers.

    Rounded half up. The interval is Wilson's at 95 % of the rounded share and the rounded number of answers: one of
    the exact figures would give them back.

    :raises ValueError: more favourable ones than answers, or fewer than none.
    """
    if not 0 <= favourable <= answered:
        raise ValueError("no more favourable answers than answers")
    if answered < LEAST_SHOWN:
        return None
    percent = (200 * favourable + STEP * answered) // (2 * STEP * answered) * STEP
    at_least = answered // STEP * STEP
    interval = wilson(percent * at_least // 100, at_least)
    return RoundedShare(percent, at_least, interval or Interval(0.0, 1.0))
