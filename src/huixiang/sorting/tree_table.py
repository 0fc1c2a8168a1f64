"""Reads a tree out of a spreadsheet: a column for each level, an empty or merged cell meaning the one above.

Decides which columns are levels and what is wrong with a row; writing is the services' business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from huixiang.folio.tables import Table

LEVEL = re.compile(r"[一二三四五六]级|级|层|level|区|县|街|乡|镇|村|社区|点位|小区|分类|类别|名称|name", re.IGNORECASE)
LONGEST_NAME = 80
DEEPEST = 6
MOST_ROWS = 20_000
Path = tuple[str, ...]


@dataclass(slots=True)
class ReadTree:
    """The paths in the order of the file, each once; for each other row why it cannot be taken."""

    levels: Sequence[str] = ()
    paths: list[Path] = field(default_factory=list)
    wrong: list[tuple[int, str, str]] = field(default_factory=list)
    """The row's number, its cells, the reason."""


def read_tree(table: Table) -> ReadTree:
    """Read each row of a table. Columns whose names speak of levels count; if none do, all of the first six."""
    levels = [name for name in table.header if LEVEL.search(name)] or list(table.header)
    levels = levels[:DEEPEST]
    tree, seen = ReadTree(levels), set[Path]()
    above: Path = ()
    for row in table.rows[:MOST_ROWS]:
        cells = [" ".join(row.cells.get(name, "").split()) for name in levels]
        try:
            path = _path(cells, above)
        except ValueError as wrong:
            tree.wrong.append((row.number, " / ".join(filter(None, cells)), str(wrong)))
            continue
        above = path
        if path in seen:
            tree.wrong.append((row.number, " / ".join(path), _("It stands in an earlier row already.")))
            continue
        seen.add(path)
        tree.paths.append(path)
    if len(table.rows) > MOST_ROWS:
        tree.wrong.append((MOST_ROWS, "", _("Further rows were not read: split the file.")))
    return tree


def _path(cells: Sequence[str], above: Path) -> Path:
    """The names down to the row's last filled cell; empty ones before it are those of the row above.

    :raises ValueError: nothing is filled in, a name is too long, or a level is missing.
    """
    filled = [at for at, cell in enumerate(cells) if cell]
    if not filled:
        raise ValueError(_("No level is filled in."))
    names: list[str] = []
    same = True
    for at in range(filled[-1] + 1):
        inherited = above[at] if same and at < len(above) else ""
        name = cells[at] or inherited
        if not name:
            raise ValueError(_("Level %(n)s is empty, and there is none above to take it from.") % {"n": at + 1})
        if len(name) > LONGEST_NAME:
            raise ValueError(_("“%(name)s…” is longer than 80 characters.") % {"name": name[:20]})
        same = same and name == inherited
        names.append(name)
    return tuple(names)


def outline(paths: Iterable[Path]) -> list[tuple[int, str]]:
    """Each node once as (depth from 0, name), in the order of the paths: what a preview shows."""
    seen: dict[Path, None] = {}
    for path in paths:
        seen.update(dict.fromkeys(path[: depth + 1] for depth in range(len(path))))
    # A node belongs behind what lies in the node before it, wherever in the file it stood.
    order = {path: at for at, path in enumerate(seen)}
    keyed = sorted(seen, key=lambda path: [order[path[: depth + 1]] for depth in range(len(path))])
    return [(len(path) - 1, path[-1]) for path in keyed]
