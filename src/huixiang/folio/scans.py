"""Pages of scans and photos as pictures to read and type off: how many there are, and each as a clean picture."""

from io import BytesIO
from pathlib import Path
from typing import Final

from huixiang.folio.pdfium import opened
from huixiang.folio.sandbox import in_child
from huixiang.folio.unsafe import BrokenFile, TooManyPages

PAGES: Final = 500
WIDEST: Final = 1600  # pixels of a drawn page
QUALITY: Final = 85


def count_pages(path: Path) -> int:
    """How many pages a .pdf has, counted in a child process; any other picture is one.

    :raises UnsafeFile: encrypted, broken, empty, or too_many_pages.
    """
    if path.suffix.casefold() != ".pdf":
        return 1
    facts, _body = in_child("count_pages", path.read_bytes(), name="scan.pdf")
    pages = facts.get("pages")
    if not isinstance(pages, int) or pages < 1:
        raise BrokenFile
    return pages


def draw_page(data: bytes, *, number: int) -> bytes:
    """Draw a page of a .pdf, counted from 1, as a JPEG at most 1600 pixels wide, in a child process (0.5 s).

    :raises UnsafeFile: encrypted, broken, or there is no such page.
    """
    _facts, body = in_child("draw_page", data, name="scan.pdf", page=number)
    if not body.startswith(b"\xff\xd8\xff"):
        raise BrokenFile
    return body


def counted(data: bytes) -> int:
    """The child's half of ``count_pages``."""
    with opened(data) as document:
        pages = len(document)
    if pages > PAGES:
        raise TooManyPages(pages=pages, limit=PAGES)
    return pages


def drawn(data: bytes, number: int) -> bytes:
    """The child's half of ``draw_page``."""
    with opened(data) as document:
        if not 1 <= number <= len(document):
            raise BrokenFile
        page = document[number - 1]
        scale = min(WIDEST / max(page.get_width(), 1), WIDEST * 1.5 / max(page.get_height(), 1))
        picture = page.render(scale=scale).to_pil().convert("RGB")
    output = BytesIO()
    picture.save(output, format="JPEG", quality=QUALITY)
    return output.getvalue()
