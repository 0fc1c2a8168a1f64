"""The runs of digits of a text and how they follow each other: where a number of some shape can begin at all.

Worked out over the whole text at once, so that no text, however hostile, makes a search try the same digits often.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from huixiang.digest.folding import Folded, marked

DIGIT, NUMERAL, GAP, ROW, INSIDE, WORD, X, THING, CUE = (1 << bit for bit in range(9))
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
SIGNS: Final = marked(
    {
        DIGIT: "0123456789",
        NUMERAL: "零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖幺",
        GAP: " -.·",
        ROW: " -.·_",
        INSIDE: " -.·_()",
        WORD: "0123456789" + _LETTERS,
        X: "Xx",
        THING: "单号水案理递票证码列同次额¥￥〕]",  # the last signs of 订单, 编号, 〔2024〕 and the like
        CUE: "话机电打lL",  # the last of 电话, 座机, 致电, 拨打, tel
    }
)
FEWEST: Final = 7  # digits in the shortest number looked for
_MOST_BETWEEN: Final = 3  # signs inside a number
AHEAD: Final = 24  # signs within which they stand


@dataclass(frozen=True, slots=True, eq=False)
class DigitRuns:
    """n runs of digits of a text: where each begins and its size (int64), and what leads on to the next.

    ``gap``: one or two signs that people write between blocks; ``row``: the same or underlines; ``single``: one of
    those. ``ahead``: how many digits stand in the 24 signs from the run's beginning on. ``things`` are the places where
    a word can end that says a number is of a thing, ``cues`` those where one can that says it is a telephone's.
    """

    text: str
    codes: np.ndarray
    starts: np.ndarray
    sizes: np.ndarray
    gap: np.ndarray
    row: np.ndarray
    single: np.ndarray
    ahead: np.ndarray
    things: np.ndarray
    cues: np.ndarray

    def digit(self, offset: np.ndarray | int = 0) -> np.ndarray:
        """Give the sign at an offset from each beginning, as a digit (other signs are no digits then)."""
        signs: np.ndarray = self.codes[np.minimum(self.starts + offset, len(self.codes) - 1)]
        return signs - ord("0")

    def later(self, values: np.ndarray, count: int) -> np.ndarray:
        """Give for each run the value of the run that many later; 0 or False behind the last."""
        return np.concatenate((values[count:], np.zeros(min(count, len(values)), values.dtype)))

    def follows(self, sizes: tuple[int, ...]) -> np.ndarray:
        """Tell which runs are followed, over a gap each time, by runs of exactly these sizes."""
        good = np.ones(len(self.starts), bool)
        for count, size in enumerate(sizes):
            good &= self.later(self.gap, count) & (self.later(self.sizes, count + 1) == size)
        return good

    def in_row(self, joined: np.ndarray, count: int) -> np.ndarray:
        """Tell which runs begin ``count`` runs of one digit each that are joined by such signs."""
        alone = self.sizes == 1
        link = joined & alone & self.later(alone, 1)
        links = np.concatenate(([0], np.cumsum(link)))
        last = np.minimum(np.arange(len(link)) + count - 1, len(link))
        enough: np.ndarray = links[last] - links[:-1] == count - 1
        return enough


def digit_runs(folded: Folded, signs: np.ndarray, here: np.ndarray) -> DigitRuns | None:
    """Measure the runs of the digits that stand ``here``; None if nowhere are enough of them for a number.

    Left out are runs that no number can be part of: with their neighbours, over three signs that can stand inside a
    number at most, they have too few digits.
    """
    digits = np.zeros(len(here) + 1, bool)
    digits[1:] = here
    turns = np.flatnonzero(digits[1:] != digits[:-1])  # the text ends in signs that are no digits
    starts, ends = turns[::2], turns[1::2]
    between = np.append(starts[1:], len(here)) - ends
    linked = (between <= _MOST_BETWEEN) & ((signs[ends] & INSIDE) != 0)
    chain = np.cumsum(np.concatenate(([0], ~linked[:-1])))
    many = np.bincount(chain, weights=ends - starts) >= FEWEST
    if not many.any():
        return None
    kept = many[chain]
    return _measured(folded, signs, starts[kept], ends[kept], between[kept])


def _measured(
    folded: Folded, signs: np.ndarray, starts: np.ndarray, ends: np.ndarray, between: np.ndarray
) -> DigitRuns:
    sums = np.concatenate(([0], np.cumsum(ends - starts)))
    # Whole runs that begin within the signs ahead: a few digits more than there are, never fewer.
    ahead = sums[np.searchsorted(starts, starts + AHEAD)] - sums[:-1]
    things, cues = (np.flatnonzero((signs & bit) != 0) for bit in (THING, CUE))
    gap, row = (_leads_on(signs, ends, between, bit) for bit in (GAP, ROW))
    return DigitRuns(
        folded.plain, folded.codes, starts, ends - starts, gap, row, row & (between == 1), ahead, things, cues
    )


def _leads_on(signs: np.ndarray, ends: np.ndarray, between: np.ndarray, bit: int) -> np.ndarray:
    first, second = ((signs[np.minimum(ends + offset, len(signs) - 1)] & bit) != 0 for offset in (0, 1))
    leads: np.ndarray = first & ((between == 1) | ((between == 2) & second))
    return leads
