"""Reads a list of names, such as the organisation's roster: one a line."""

from pathlib import Path

from huixiang.folio.signs import read_text
from huixiang.ops.digesting.refusals import NoTable, Unreadable


def read_names(path: Path | None) -> frozenset[str]:
    """Read the names of a file, in UTF-8, UTF-16 or GB18030; none if there is no file.

    :raises Stopped: there is no such file, or it is no text.
    """
    if path is None:
        return frozenset()
    if not path.is_file():
        raise NoTable(path=path)
    text = read_text(path.read_bytes())
    if text is None:
        raise Unreadable(path=path.name, why="no_text")
    return frozenset(filter(None, map(str.strip, text.splitlines())))
