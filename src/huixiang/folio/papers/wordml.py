"""Pieces of WordprocessingML: paragraphs, runs, tables, sections. All words are escaped here.

Source: ECMA-376 part 1. Lengths come in mm or pt and leave in Word's twentieths of a point.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from huixiang.folio.papers.geometry import PITCH, Page
from huixiang.folio.papers.paper import Cell, Figure, Kind, Provenance, Words, clean, kind_of, shown

TWIPS: Final = 20  # per point
MM: Final = 72 / 25.4 * TWIPS
MARKED: Final = "HX_"  # begins the names of bookmarks and properties that carry provenance


def mm(length: float) -> int:
    """Turn millimetres into twentieths of a point."""
    return round(length * MM)


@dataclass(slots=True)
class Writer:
    """Writes the runs of one document and counts its bookmarks."""

    provenance: Provenance
    bookmarks: int = 0

    def line(self, words: Words) -> str:
        """Write a line of words and figures as runs."""
        return "".join(run(each) if isinstance(each, str) else self.figure(each, kind_of(each)) for each in words)

    def cell(self, cell: Cell, kind: Kind) -> str:
        """Write what a cell shows as runs."""
        return self.figure(cell, kind) if isinstance(cell, Figure) else run(shown(cell, kind))

    def figure(self, figure: Figure, kind: Kind) -> str:
        """Write a figure within a bookmark whose name holds the code of its source; nothing of it is seen."""
        self.bookmarks += 1
        name = f"{MARKED}{self.provenance.code(figure)}_{self.bookmarks}"
        start = f'<w:bookmarkStart w:id="{self.bookmarks}" w:name="{name}"/>'
        return f'{start}{run(shown(figure, kind))}<w:bookmarkEnd w:id="{self.bookmarks}"/>'


def run(words: str) -> str:
    """Write words as one run; line breaks within them stay line breaks of the same paragraph."""
    if not words:
        return ""
    broken = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in clean(words).split("\n"))
    return f"<w:r>{broken}</w:r>"


def paragraph(runs: str, style: str, *, properties: str = "") -> str:
    """Write a paragraph of a style; ``properties`` are further ones of its own."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def table(
    header: Sequence[str], rows: Iterable[Sequence[tuple[str, str]]], breadths: Sequence[float], size: float
) -> Iterable[str]:
    """Write a table piece by piece; cells of ``rows`` are (runs, alignment), the header is repeated on each page."""
    sizes = f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    grid = "".join(f'<w:gridCol w:w="{mm(breadth)}"/>' for breadth in breadths)
    yield (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/>'
        f'<w:tblW w:w="{sum(map(mm, breadths))}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    names = "".join(
        _cell(_sized(run(name), sizes), "Head", breadth, "center")
        for name, breadth in zip(header, breadths, strict=True)
    )
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{names}</w:tr>"
    for row in rows:
        cells = "".join(
            _cell(_sized(runs, sizes), "Cell", breadth, place)
            for (runs, place), breadth in zip(row, breadths, strict=True)
        )
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
    yield "</w:tbl>"


def _sized(runs: str, sizes: str) -> str:
    return runs.replace("<w:r>", f"<w:r><w:rPr>{sizes}</w:rPr>")


def _cell(runs: str, style: str, breadth: float, place: str) -> str:
    width = f'<w:tcPr><w:tcW w:w="{mm(breadth)}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
    aligned = f'<w:jc w:val="{place}"/>'
    return f"<w:tc>{width}{paragraph(runs, style, properties=aligned)}</w:tc>"


def section(page: Page, *, grid: bool) -> str:
    """Close the document with its page, footers for odd and even pages and, for running text, the grid of lines."""
    lying = ' w:orient="landscape"' if page.breadth > page.height else ""
    lines = f'<w:docGrid w:type="lines" w:linePitch="{round(PITCH * TWIPS)}"/>' if grid else ""
    return (
        '<w:sectPr><w:footerReference w:type="default" r:id="rOdd"/><w:footerReference w:type="even" r:id="rEven"/>'
        f'<w:pgSz w:w="{mm(page.breadth)}" w:h="{mm(page.height)}"{lying}/>'
        f'<w:pgMar w:top="{mm(page.top)}" w:right="{mm(page.right)}" w:bottom="{mm(page.bottom)}"'
        f' w:left="{mm(page.left)}" w:header="{mm(15)}" w:footer="{mm(page.bottom - 12)}"'
        f' w:gutter="0"/>{lines}</w:sectPr>'
    )


def attribute(text: str) -> str:
    """Quote a text for an attribute."""
    return quoteattr(clean(text))
