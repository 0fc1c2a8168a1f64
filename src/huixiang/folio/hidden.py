"""What a workbook keeps from view: which of its sheets show, and which rows of a sheet are hidden or filtered away.

Only .xlsx tells; of other tables nothing is known to be hidden.
"""

import html
import re
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

PIECE: Final = 1 << 20
_TAG: Final = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE: Final = re.compile(rb'([\w:]+)="([^"]*)"')
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_HIDDEN: Final = frozenset({b"1", b"true"})


def hidden_rows(path: Path, sheet: str) -> frozenset[int]:
    """The numbers of the hidden rows of a sheet, as the spreadsheet shows them; 1 s per 300 MB unpacked.

    Empty for anything that is no .xlsx, or whose parts do not say.
    """
    try:
        with ZipFile(path) as package:
            part = _parts(package).get(sheet)
            return frozenset(_hidden(package, part)) if part in package.namelist() else frozenset()
    except (BadZipFile, OSError, ValueError, KeyError, NotImplementedError, RuntimeError):
        return frozenset()


def shown_sheets(path: Path) -> tuple[str, ...]:
    """The names of the sheets that show, in order; empty for anything that is no .xlsx."""
    try:
        with ZipFile(path) as package:
            sheets = _sheets(package)
    except (BadZipFile, OSError, ValueError, KeyError, NotImplementedError, RuntimeError):
        return ()
    return tuple(_name(sheet) for sheet in sheets if sheet.get(b"state", b"visible") == b"visible")


def _sheets(package: ZipFile) -> list[dict[bytes, bytes]]:
    book = package.read("xl/workbook.xml")[: 4 * PIECE]
    return [dict(_ATTRIBUTE.findall(tag)) for tag in _TAG.findall(book)]


def _parts(package: ZipFile) -> dict[str, str]:
    """The member of each sheet by its name."""
    relations = [
        dict(_ATTRIBUTE.findall(tag))
        for tag in _RELATION.findall(package.read("xl/_rels/workbook.xml.rels")[: 4 * PIECE])
    ]
    targets = {each[b"Id"]: each[b"Target"].decode() for each in relations if b"Id" in each and b"Target" in each}
    found: dict[str, str] = {}
    for sheet in _sheets(package):
        identity = next((value for key, value in sheet.items() if key.rpartition(b":")[2] == b"id"), b"")
        target = targets.get(identity, "")
        found[_name(sheet)] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _name(sheet: dict[bytes, bytes]) -> str:
    return html.unescape(sheet.get(b"name", b"").decode("utf-8", "replace"))


def _hidden(package: ZipFile, part: str | None) -> set[int]:
    found: set[int] = set()
    if part is None:
        return found
    rest = b""
    with package.open(part) as content:
        while piece := content.read(PIECE):
            text = rest + piece
            for tag in _ROW.findall(text):
                row = dict(_ATTRIBUTE.findall(tag))
                if row.get(b"hidden") in _HIDDEN and row.get(b"r", b"").isdigit():
                    found.add(int(row[b"r"]))
            rest = text[text.rfind(b"<") :] if b">" not in text[text.rfind(b"<") :] else b""
    return found
