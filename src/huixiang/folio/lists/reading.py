"""Read a list out of a .docx, .txt, .md or .pdf; strangers' files in a child process.

Decides what kind a file is and whether it is taken; what it holds is found in ``structure``.
"""

import json
from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from huixiang.folio.lists.docx.reading import docx_blocks
from huixiang.folio.lists.line import LINES, Block
from huixiang.folio.lists.outline import Note, Outline
from huixiang.folio.lists.pdf import pdf_lines
from huixiang.folio.lists.structure import outline_of
from huixiang.folio.lists.text import md_lines, txt_lines
from huixiang.folio.lists.wire import from_plain
from huixiang.folio.sandbox import in_child
from huixiang.folio.signs import looks_like
from huixiang.folio.unsafe import BrokenFile, ContentMismatch, EncryptedFile, KindNotAllowed, TooManyRows
from huixiang.folio.uploads import check_size

EXTENSIONS: Final = ("docx", "txt", "md", "pdf")
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")  # the stream in which Office keeps a locked file


def read_outline(data: bytes, *, name: str) -> Outline:
    """Read the tree of headings and items, the rest and the doubts of a document of our own making.

    Of ``name`` only the extension counts. At most 20 MiB, 100,000 lines, 500 pages. The same bytes
    give the same outline. Cost: 0.1 s for 100 pages of .docx, 0.5 s of .pdf.

    :raises UnsafeFile: empty, too_large, kind_not_allowed, content_mismatch, encrypted, broken,
        zip_bomb, no_text (a .pdf of pictures), too_many_rows, too_many_pages ...
    """
    extension = _extension(name)
    check_size(data)
    _check_content(data, extension)
    blocks, notes = _blocks(data, extension)
    if len(blocks) > LINES:
        raise TooManyRows(limit=LINES)
    return outline_of(blocks, notes)


def read_outline_in_child(data: bytes, *, name: str) -> Outline:
    """Read a stranger's document in a child process with little memory and time; else as ``read_outline``.

    :raises UnsafeFile: as ``read_outline``; a crash or an overrun counts as broken.
    """
    extension = _extension(name)
    check_size(data)
    _, body = in_child("read_outline", data, name=f"list.{extension}")
    try:
        plain = json.loads(body)
    except ValueError as error:
        raise BrokenFile from error
    return from_plain(plain)


def _extension(name: str) -> str:
    extension = PurePath(name).suffix.lstrip(".").casefold()
    extension = "md" if extension == "markdown" else extension
    if extension not in EXTENSIONS:
        raise KindNotAllowed(extension=extension[:20])
    return extension


def _check_content(data: bytes, extension: str) -> None:
    kind = looks_like(data)
    if kind == "ole" and extension == "docx" and _LOCKED in data:
        raise EncryptedFile
    if kind != {"docx": "zip", "pdf": "pdf"}.get(extension):
        raise ContentMismatch(extension=extension)


def _blocks(data: bytes, extension: str) -> tuple[Sequence[Block], Sequence[Note]]:
    if extension == "docx":
        return docx_blocks(data)
    if extension == "pdf":
        return pdf_lines(data)
    if extension == "md":
        return md_lines(data, extension=extension), ()
    return txt_lines(data, extension=extension), ()
