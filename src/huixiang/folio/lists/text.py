"""Lines of .txt and .md: places are line numbers; Markdown's own signs are taken off."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from huixiang.folio.lists.line import LINES, Line
from huixiang.folio.lists.outline import Place
from huixiang.folio.lists.wrapping import Piece, full_lines, join_wrapped, width
from huixiang.folio.signs import read_text
from huixiang.folio.unsafe import ContentMismatch, TooManyRows

_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029\x0b\x0c]")
_HEAD: Final = re.compile(r"\s{0,3}(#{1,6})(?:\s+|(?=[^#\s]))(.*?)(?:\s+#+)?\s*")
_RULE: Final = re.compile(r"\s{0,3}(?:(?:-\s{0,9}){3,}|(?:\*\s{0,9}){3,}|(?:_\s{0,9}){3,}|=+|```.*|~~~.*)\s*")
_QUOTE: Final = re.compile(r"\s{0,3}(?:>\s?)+")
_BOLD: Final = re.compile(r"(?<![*_])(\*\*|__)(?![*_\s])(.+?)(?<![*_\s])\1(?![*_])")
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")


def txt_lines(data: bytes, *, extension: str) -> list[Line]:
    """Read the lines of a text in UTF-8, UTF-16 or GB18030; lines wrapped at a fixed width are joined.

    :raises UnsafeFile: content_mismatch if it is no text, too_many_rows beyond 100,000 lines.
    """
    lines = _lines(data, extension)
    measured = [_pieces(lines, measure) for measure in (width, lambda text: 2 * len(text))]
    return [Line(text, place) for text, place in join_wrapped(max(measured, key=full_lines))]


def _pieces(lines: list[str], measure: Callable[[str], int]) -> list[Piece]:
    """Measure lines by the breadth or by the number of their characters: some programs wrap by this, some by that."""
    return [
        Piece(text.strip(), Place(line=number), measure(text) - measure(text.lstrip()), measure(text.rstrip()))
        for number, text in enumerate(lines, start=1)
    ]


def md_lines(data: bytes, *, extension: str) -> list[Line]:
    """Read the lines of Markdown: # is a heading of its level, > ** __ and escapes are taken off.

    Blanked words stay: *** and ___ in a line are words, alone in a line a rule, which is left out.

    :raises UnsafeFile: content_mismatch if it is no text, too_many_rows beyond 100,000 lines.
    """
    return list(_markdown(_lines(data, extension)))


def _markdown(lines: list[str]) -> Iterator[Line]:
    for number, raw in enumerate(lines, start=1):
        text = _QUOTE.sub("", raw, count=1)
        if _RULE.fullmatch(text):
            continue
        found = _HEAD.fullmatch(text)
        words = _ESCAPED.sub(r"\1", _BOLD.sub(r"\2", found[2] if found else text)).strip()
        if words:
            yield Line(words, Place(line=number), level=len(found[1]) if found else 0)


def _lines(data: bytes, extension: str) -> list[str]:
    text = read_text(data)
    if text is None:
        raise ContentMismatch(extension=extension)
    lines = _BREAK.split(text)
    if len(lines) > LINES:
        raise TooManyRows(limit=LINES)
    return lines
