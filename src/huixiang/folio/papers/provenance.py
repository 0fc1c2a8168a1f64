"""Read the provenance of figures back out of papers that we wrote: which figure, which source."""

import re
from importlib import import_module
from io import BytesIO
from typing import Any, Final

from huixiang.folio.lists.docx.parts import Parts, local, value
from huixiang.folio.papers.wordml import MARKED
from huixiang.folio.papers.xlsx import SOURCES
from huixiang.folio.unsafe import BrokenFile, KindNotAllowed

_BOOKMARK: Final = re.compile(rf"{MARKED}(F\d+)_\d+")
_calamine: Final[Any] = import_module("python_calamine")


def figures_of(data: bytes, *, name: str) -> tuple[tuple[str, str], ...]:
    """Give the figures of a .docx or .xlsx of ours as (as printed, source), in the order of the paper.

    A paper without figures, or not of ours, has none. Use it on our own files.

    :raises UnsafeFile: the file is broken or neither .docx nor .xlsx.
    """
    extension = name.rpartition(".")[2].casefold()
    if extension == "docx":
        return _of_docx(Parts(data))
    if extension == "xlsx":
        return _of_xlsx(data)
    raise KindNotAllowed(extension=extension[:20])


def _of_docx(parts: Parts) -> tuple[tuple[str, str], ...]:
    tree = parts.tree("docProps/custom.xml")
    sources = {value(each, "name"): "".join(each.itertext()) for each in ([] if tree is None else tree)}
    found: list[tuple[str, str]] = []
    open_at: dict[str, tuple[str, list[str]]] = {}
    for element in parts.tree(parts.main).iter():
        name = local(element)
        if name == "bookmarkStart" and (mark := _BOOKMARK.fullmatch(value(element, "name"))):
            open_at[value(element, "id")] = (f"{MARKED}{mark[1]}", [])
        elif name == "bookmarkEnd" and value(element, "id") in open_at:
            code, words = open_at.pop(value(element, "id"))
            found.append(("".join(words), sources.get(code, "")))
        elif name == "t":
            for _, words in open_at.values():
                words.append(element.text or "")
    return tuple(found)


def _of_xlsx(data: bytes) -> tuple[tuple[str, str], ...]:
    try:
        with _calamine.load_workbook(BytesIO(data)) as book:
            if SOURCES not in book.sheet_names:
                return ()
            rows = book.get_sheet_by_name(SOURCES).to_python()
    except (_calamine.CalamineError, OSError, ValueError) as error:
        raise BrokenFile from error
    return tuple((str(row[1]), str(row[3])) for row in rows[1:])
