"""Find names of persons in folded text: the roster's, those before a title, those after a cue.

There is no dictionary of all words here, so a table (``name_words``) says which words only end in a surname.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from huixiang.digest import name_words as known
from huixiang.digest.folding import Folded, codes_at, fold, is_one_of, marked, word_codes
from huixiang.digest.marks import MaskKind
from huixiang.digest.spans import NOWHERE, Spans, arrays_of, spans_of

_HAN_SIGNS: Final = "".join(map(chr, range(0x4E00, 0x9FFF + 1)))
_DOUBLES: Final = known.DOUBLE.split("|")
_TITLE_WORDS: Final = known.TITLES.split("|")
_CUE_WORDS: Final = [*known.STRONG_CUES.split(), *known.CUES.split()]

(
    _SURNAME,
    _SECOND,
    _COMMON,
    _FAMILY,
    _FIRST,
    _BEFORE_TITLE,
    _CUE_END,
    _BETWEEN,
    _HAN,
    _SOFT,
    _CHIEF,
    _ENGINEER,
    _LONGER,
) = (1 << bit for bit in range(13))
_SIGNS: Final = marked(
    {
        _SURNAME: known.SURNAMES,
        _SECOND: "".join(word[1] for word in _DOUBLES),
        _COMMON: known.COMMON,
        _FAMILY: known.SURNAMES + known.MORE,
        _FIRST: "".join(word[0] for word in _DOUBLES),
        _BEFORE_TITLE: "副某总工" + "".join(word[0] for word in _TITLE_WORDS),
        _CUE_END: "".join(word[-1] for word in _CUE_WORDS),
        _BETWEEN: ":;是为叫- ",
        _HAN: _HAN_SIGNS,
        _SOFT: "".join(word for word in known.SOFT_ENDS.split() if len(word) == 1),
        _CHIEF: known.NOT_CHIEF,
        _ENGINEER: known.NOT_ENGINEER,
        _LONGER: known.AFTER_LONG,
    }
)


def _sized(words: Collection[str], size: int) -> np.ndarray:
    return word_codes(word for word in words if len(word) == size)


_DOUBLE: Final = word_codes(_DOUBLES)
_TITLES: Final = {size: _sized(_TITLE_WORDS, size) for size in (2, 3)}
_CUES: Final = {size: _sized(_CUE_WORDS, size) for size in (2, 3)}
_STRONG: Final = {size: _sized(known.STRONG_CUES.split(), size) for size in (2, 3)}
_SOFT_PAIRS: Final = _sized(known.SOFT_ENDS.split(), 2)
_WORD_ENDS: Final = word_codes(before + name for name, all_of in known.WORD_ENDS.items() for before in all_of)
_NO_NAMES: Final = word_codes(known.NO_NAMES.split())
_PARTICLES: Final = word_codes("的在是")
_BODY, _DEPUTY, _CHIEF_SIGN, _ENGINEER_SIGN, _LONG = map(ord, "某副总工长")
_SURE: Final = 3
_MOST_SIGNS: Final = 3  # between a cue and a name, and of 某 in a row


def find_names(folded: Folded, roster: Collection[str]) -> Iterator[Spans]:
    """Find names, the surest group first: the roster's, then those after a cue, then before a title.

    Before a title only the surname is masked (［姓名］科长), so that the sentence keeps its sense.
    """
    if roster:
        yield from _of_roster(folded, _roster(tuple(roster)))
    signs = _SIGNS[folded.codes]
    cues = np.flatnonzero(((signs[:-1] & _CUE_END) != 0) & ((signs[1:] & (_BETWEEN | _FAMILY | _FIRST)) != 0))
    if len(cues):
        yield _after_cue(folded.codes, signs, cues)
    surnames = np.flatnonzero(((signs[:-1] & (_SURNAME | _SECOND)) != 0) & ((signs[1:] & _BEFORE_TITLE) != 0))
    if len(surnames):
        yield _before_title(folded.codes, signs, surnames)


@dataclass(frozen=True, slots=True, eq=False)
class _Roster:
    """Names of people: their first signs, short ones as numbers by size, longer ones by their first three signs."""

    first: np.ndarray
    short: dict[int, np.ndarray]
    starts: np.ndarray
    longer: dict[str, list[str]]


@lru_cache(maxsize=4)
def _roster(names: tuple[str, ...]) -> _Roster:
    folded = {name for name in (fold(name).plain.strip() for name in names) if len(name) > 1}
    folded |= {f"{name[0]} {name[1]}" for name in folded if len(name) == 2}
    longer: dict[str, list[str]] = {}
    for name in sorted(folded, key=lambda name: (-len(name), name)):
        if len(name) > 3:
            longer.setdefault(name[:3], []).append(name)
    first = marked({1: "".join(name[0] for name in folded)})
    return _Roster(first, {size: _sized(folded, size) for size in (3, 2)}, word_codes(longer), longer)


def _of_roster(folded: Folded, roster: _Roster) -> Iterator[Spans]:
    at = np.flatnonzero(roster.first[folded.codes])
    starts, ends = [], []
    for start in at[is_one_of(codes_at(folded.codes, at, 3), roster.starts)].tolist():
        for name in roster.longer[folded.plain[start : start + 3]]:
            if folded.plain.startswith(name, start):
                starts.append(start)
                ends.append(start + len(name))
                break
    yield spans_of(MaskKind.NAME, starts, ends, True)
    for size, wanted in roster.short.items():
        here = at[is_one_of(codes_at(folded.codes, at, size), wanted)]
        # Two characters are often also a common word: 高山, 和平.
        yield arrays_of(MaskKind.NAME, here, here + size, np.array(size >= _SURE))


def _before_title(codes: np.ndarray, signs: np.ndarray, last: np.ndarray) -> Spans:
    second = (signs[last] & _SECOND) != 0
    second[second] = is_one_of(codes_at(codes, last[second] - 1, 2), _DOUBLE)
    keep = second | ((signs[last] & _SURNAME) != 0)
    last, second = last[keep], second[keep]
    starts = last - second
    bodies = _bodies(codes, last)
    named = bodies > 0
    named |= ~second & _is_short_title(codes, signs, last)
    rest = np.flatnonzero(~named)
    named[rest] = _is_title(codes, signs, last[rest] + 1)
    keep = named & ~is_one_of(codes_at(codes, starts - 1, 2), _WORD_ENDS)
    return arrays_of(MaskKind.NAME, starts[keep], (last + 1 + bodies)[keep], np.array(False))


def _bodies(codes: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Count the 某 behind each surname, three at most."""
    count = np.zeros(len(last), np.int64)
    going = np.arange(len(last))
    for offset in range(1, _MOST_SIGNS + 1):
        going = going[codes[last[going] + offset] == _BODY]
        count[going] += 1
    return count


def _is_title(codes: np.ndarray, signs: np.ndarray, at: np.ndarray) -> np.ndarray:
    at = at + (codes[at] == _DEPUTY)
    # 平江县长寿镇 names no 县长.
    longer = (codes[at + 1] == _LONG) & ((signs[at + 2] & _LONGER) != 0)
    title: np.ndarray = _is_one_of(codes, at, _TITLES) & ~longer
    return title


def _is_one_of(codes: np.ndarray, at: np.ndarray, words: dict[int, np.ndarray], *, ends: bool = False) -> np.ndarray:
    """Tell where one of the words begins, or ends if asked."""
    found = np.zeros(len(at), bool)
    for size, wanted in words.items():
        found |= is_one_of(codes_at(codes, at - (size - 1) * ends, size), wanted)
    return found


def _is_short_title(codes: np.ndarray, signs: np.ndarray, last: np.ndarray) -> np.ndarray:
    chief = (codes[last + 1] == _CHIEF_SIGN) & ((signs[last + 2] & _CHIEF) == 0)
    engineer = (codes[last + 1] == _ENGINEER_SIGN) & ((signs[last + 2] & _ENGINEER) == 0)
    short: np.ndarray = ((signs[last] & _COMMON) != 0) & (chief | engineer)
    return short


def _after_cue(codes: np.ndarray, signs: np.ndarray, cue: np.ndarray) -> Spans:
    at, colon = cue + 1, np.zeros(len(cue), bool)
    for _ in range(_MOST_SIGNS):
        between = (signs[at] & _BETWEEN) != 0
        colon |= between & (codes[at] == ord(":"))
        at = at + between
    keep = (signs[at] & (_FAMILY | _FIRST)) != 0
    cue, at, colon = cue[keep], at[keep], colon[keep]
    keep = _is_one_of(codes, cue, _CUES, ends=True)
    if not keep.any():
        return NOWHERE
    cue, at, colon = cue[keep], at[keep], colon[keep]
    strong = _is_one_of(codes, cue, _STRONG, ends=True)
    sure = colon | strong
    clear, unclear = _name_ends(codes, signs, at)
    ends = np.where(clear > 0, clear, np.where(sure, unclear, 0))
    # Behind 业主 or 负责人 without a colon any word may follow: 业主解释, 业主代表.
    likely = sure | (((signs[at] & (_SURNAME | _FIRST)) != 0) & ~is_one_of(codes[at + 1], _PARTICLES))
    keep = (ends > 0) & likely & (strong | ~is_one_of(codes_at(codes, at, 2), _NO_NAMES))
    return arrays_of(MaskKind.NAME, at[keep], ends[keep], (sure & (clear > 0))[keep])


def _name_ends(codes: np.ndarray, signs: np.ndarray, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the name that begins there ends: where that is clear, and where it would if it had two given signs; or 0.

    A name is a surname of two signs or one, then one or two signs; the end is clear before a stop or a soft end.
    """
    double = is_one_of(codes_at(codes, at, 2), _DOUBLE)
    clear, unclear = np.zeros(len(at), np.int64), np.zeros(len(at), np.int64)
    # Only 欧阳 and the like can be names of families whose first sign alone is none.
    single = (signs[at] & _FAMILY) != 0
    given = [(np.where(double, at + 2, at + 1), double | single), (at + 1, single)]
    for end_of in (_stopped, _softly):
        for start, able in given:
            clear = np.where((clear > 0) | ~able, clear, end_of(codes, signs, start))
    for start, able in given:
        two = able & _is_han(signs, start) & _is_han(signs, start + 1)
        unclear = np.where((unclear == 0) & two, start + 2, unclear)
    return clear, unclear


def _stopped(codes: np.ndarray, signs: np.ndarray, start: np.ndarray) -> np.ndarray:
    start = start + (codes[start] == ord(" "))
    first, second, third = (_is_han(signs, start + offset) for offset in range(3))
    return np.where(first & second & ~third, start + 2, np.where(first & ~second, start + 1, 0))


def _softly(codes: np.ndarray, signs: np.ndarray, start: np.ndarray) -> np.ndarray:
    one = _is_han(signs, start) & _is_soft(codes, signs, start + 1)
    two = _is_han(signs, start) & _is_han(signs, start + 1) & _is_soft(codes, signs, start + 2)
    return np.where(one, start + 1, np.where(two, start + 2, 0))


def _is_han(signs: np.ndarray, at: np.ndarray) -> np.ndarray:
    han: np.ndarray = (signs[at] & _HAN) != 0
    return han


def _is_soft(codes: np.ndarray, signs: np.ndarray, at: np.ndarray) -> np.ndarray:
    single: np.ndarray = (signs[at] & _SOFT) != 0
    single |= is_one_of(codes_at(codes, at, 2), _SOFT_PAIRS)
    return single
