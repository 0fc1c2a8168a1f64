"""Lines of a .pdf with words in it: page by page, with the place of their ends; pictures hold none."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from huixiang.folio.lists.line import Line
from huixiang.folio.lists.outline import Doubt, Note, Place, Role
from huixiang.folio.lists.wrapping import Piece, join_wrapped
from huixiang.folio.pdfium import opened
from huixiang.folio.unsafe import NoText, TooManyPages

PAGES: Final = 500
SAMPLED: Final = 7  # every seventh character is measured
CJK: Final = 0x2E80
USUAL_SIZE: Final = 12.0
REPEATED: Final = 3  # pages on whose edge the same line must stand to be a running title
_FOLIO: Final = re.compile(
    r"[-—–－─·\s]{0,6}(?:第\s?)?\d{1,4}(?:\s?页)?(?:\s?[/／共]\s?(?:共\s?)?\d{1,4}\s?页?)?[-—–－─·\s]{0,6}"
)
_LINE_END: Final = frozenset({0x0A, 0x0D})


@dataclass(slots=True)
class _Page:
    """The lines of one page from top to bottom as (words, left, right), and the size of its type."""

    number: int
    lines: list[tuple[str, float, float]]
    size: float


def pdf_lines(data: bytes) -> tuple[list[Line], list[Note]]:
    """Read the lines of a .pdf, joined to paragraphs across lines and pages; at most 500 pages.

    Page numbers and running titles get the role of furniture. A page without words is noted.

    :raises NoText: no page holds words: it is a scan, to be typed or run through OCR.
    :raises UnsafeFile: broken, encrypted, or too_many_pages.
    """
    pages = _read(data)
    if not any(page.lines for page in pages):
        raise NoText(pages=len(pages))
    notes = [Note(Doubt.PAGE_WITHOUT_TEXT, Place(page=page.number)) for page in pages if not page.lines]
    running = _running(pages)
    pieces: list[Piece] = []
    furniture: list[Line] = []
    for page in pages:
        for number, (text, left, right) in enumerate(page.lines, start=1):
            place = Place(page=page.number, line=number)
            if number in {1, len(page.lines)} and (_FOLIO.fullmatch(text) or text in running):
                furniture.append(Line(text, place, role=Role.FURNITURE))
            else:
                pieces.append(Piece(text, place, 2 * left / page.size, 2 * right / page.size))
    lines = [Line(text, place) for text, place in join_wrapped(pieces, least=1)]
    return sorted([*lines, *furniture], key=lambda line: (line.place.page, line.place.line)), notes


def _read(data: bytes) -> list[_Page]:
    with opened(data) as document:
        if len(document) > PAGES:
            raise TooManyPages(pages=len(document), limit=PAGES)
        return [_page(document, number) for number in range(len(document))]


def _page(document: Any, number: int) -> _Page:
    page = document[number]
    words = page.get_textpage()
    raw: Any = import_module("pypdfium2.raw")
    codes = [raw.FPDFText_GetUnicode(words, place) for place in range(words.count_chars())]
    _drop_gaps(codes, lambda place: bool(raw.FPDFText_IsGenerated(words, place)))
    size = _size(words, codes)
    lines = []
    for first, last in _spans(codes):
        text = _decoded(codes[first:last]).strip(" \t\u3000\xa0")
        if text:
            inked = [place for place in range(first, last) if not chr(codes[place]).isspace()]
            left, *_ = words.get_charbox(inked[0], loose=True)
            _, _, right, _ = words.get_charbox(inked[-1], loose=True)
            lines.append((text, left, right))
    return _Page(number + 1, lines, size)


def _size(words: Any, codes: Sequence[int]) -> float:
    """Measure the type of a page: the most frequent breadth of its Chinese characters, in points."""
    wide = [place for place in range(0, len(codes), SAMPLED) if codes[place] >= CJK]
    boxes = (words.get_charbox(place, loose=True) for place in wide)
    breadths = Counter(round(right - left, 1) for left, _, right, _ in boxes)
    return next((size for size, _ in breadths.most_common() if size > 1), USUAL_SIZE)


def _drop_gaps(codes: list[int], is_made_up: Callable[[int], bool]) -> None:
    """Drop the spaces that PDFium makes up where a typesetter only set Chinese and Latin apart."""
    for place in range(1, len(codes) - 1):
        beside = max(codes[place - 1], codes[place + 1])
        if codes[place] == ord(" ") and beside >= CJK and is_made_up(place):
            codes[place] = 0


def _spans(codes: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = 0
    for place, code in enumerate([*codes, 0x0A]):
        if code in _LINE_END:
            if place > first:
                yield first, place
            first = place + 1


def _decoded(codes: Sequence[int]) -> str:
    # PDFium gives characters beyond the basic plane as two halves, and a hyphen at a line's end as 2 or 0xFFFE.
    kept = [0x2D if code in {0x02, 0xFFFE} else code for code in codes if code]
    text = "".join(map(chr, kept)).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "".join(char for char in text if char == "\t" or char >= " ")


def _running(pages: Sequence[_Page]) -> frozenset[str]:
    edges = Counter(text for page in pages for text in {page.lines[place][0] for place in (0, -1) if page.lines})
    return frozenset(text for text, count in edges.items() if count >= REPEATED)
