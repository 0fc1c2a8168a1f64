"""The first letters of a name in pinyin, by which places and units are found without typing Chinese."""

from __future__ import annotations

import functools

from pypinyin import Style, lazy_pinyin


@functools.lru_cache(maxsize=10_000)
def initials_of(name: str) -> str:
    """The first letters of a name as people type them for short: 桂花社区 is ghsq, Block 3 is block3."""
    letters = lazy_pinyin(name, style=Style.FIRST_LETTER, errors="default")
    return "".join("".join(letters).split()).casefold()
