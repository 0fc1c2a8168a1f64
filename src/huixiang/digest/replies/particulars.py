"""Which clauses of a reply say something particular about the matter, which only say where to turn, and whether all it
does is hand the matter on.
"""

import re
from typing import Final

from huixiang.digest.replies.reading import Found, Reading, han, without_titles
from huixiang.digest.replies.wording import Wording, compiled

_LEAST: Final = 4  # Chinese characters of a clause that can say something
_ABROAD: Final = re.compile(r"请|建议|向$")
_DONE: Final = re.compile("已|曾|了(?!解)")
_ASIDE: Final = re.compile(r"\([^()]{0,60}\)?")  # the numbers behind bodies, mostly
_NUMBER: Final = re.compile(r"\d[\d-]{4,}")  # of a telephone


def particular(reading: Reading, wording: Wording) -> list[Found]:
    """Find the clauses that say something of the matter.

    Left out are clauses that hand on, that are hollow (see ``Wording.hollow``), that say whom to ask, and those of
    which fewer than four Chinese characters remain without bodies and the words of courtesy, receipt and waiting.
    """
    return [clause for clause in reading.clauses() if _says(clause.words, wording)]


def _says(words: str, wording: Wording) -> bool:
    if compiled(wording.verdict).search(words.strip()):
        return True
    handing, hollow, empty = map(compiled, (wording.handing_on, wording.hollow, wording.empty))
    if handing.search(words) or hollow.search(words.strip()) or empty.search(words.rstrip()):
        return False
    if compiled(wording.direct).search(_ASIDE.sub("", words)) and not _DONE.search(words):
        return False
    rest = compiled(wording.unit).sub("", without_titles(words))
    return han(compiled(wording.wait).sub("", rest)) >= _LEAST


def directions(reading: Reading, wording: Wording) -> list[Found]:
    """Find the clauses that say where to turn: a body with a word for turning to it, or a number to call.

    They answer who asks where to apply or whom to call, and nobody else.
    """
    direct, body = compiled(wording.direct), compiled(wording.unit)
    return [
        clause
        for clause in reading.clauses()
        if _NUMBER.search(clause.words) or (direct.search(clause.words) and body.search(clause.words))
    ]


def handed_on(reading: Reading, wording: Wording) -> list[Found]:
    """Find where the matter is handed to another body, if the reply says nothing of its own beside; else nothing."""
    passed = [
        found
        for found in reading.all_of(compiled(wording.handing_on))
        if not _ABROAD.search(just_before(reading, found))
    ]
    return [] if not passed or particular(reading, wording) else passed


def just_before(reading: Reading, found: Found) -> str:
    """Give what stands before a place in its clause, twelve signs at most."""
    return re.split(r"[，。；！]", reading.said[max(0, found.start - 12) : found.start])[-1]
