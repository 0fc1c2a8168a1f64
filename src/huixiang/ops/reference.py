"""Writes docs/reference from the code, so that it cannot be wrong: settings, permissions, states, routes.

python -m huixiang.ops.reference          writes the pages
python -m huixiang.ops.reference check    names the stale ones; exit 1 if any
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import TypeVar

import django

from huixiang.ops.cli import command_helps
from huixiang.ops.digesting.arguments import command_options

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "reference"
State = TypeVar("State", bound=Enum)
Move = TypeVar("Move", bound=Enum)
Moves = Mapping[State, Mapping[Move, State]]
HEAD = "<!-- Written by `python -m huixiang.ops.reference`; edit the code instead. -->\n"


def settings_page() -> str:
    """Every environment variable: its default and what it decides."""
    from huixiang.ops.environment import SETTINGS  # noqa: PLC0415 - Django is set up first

    rows = [(f"`{each.name}`", _default(each.default), each.about) for each in SETTINGS]
    return _page(
        "Settings",
        "Environment variables. A wrong value stops the start and says what to write instead.",
        _table(("Name", "Default", "What it decides"), rows),
    )


def _default(text: str | None) -> str:
    if text is None:
        return "must be set"
    return f"`{text}`" if text else "empty"


def permissions_page() -> str:
    """The one table: which role permits what."""
    from huixiang.people.permissions import Permission  # noqa: PLC0415 - as above
    from huixiang.people.roles import PERMISSIONS, SCOPED_TO_UNIT, Role  # noqa: PLC0415 - as above

    header = ("Permission", *(f"{role.label}{' ¹' if role in SCOPED_TO_UNIT else ''}" for role in Role))
    rows = [
        (
            f"{permission.label} (`{permission.value}`)",
            *("yes" if permission in PERMISSIONS[role] else "" for role in Role),
        )
        for permission in Permission
    ]
    note = "¹ reaches the unit it is given for and the units below it; every other role reaches the whole organisation."
    return _page(
        "Permissions", "What a role permits. Whatever is empty is refused.", f"{_table(header, rows)}\n\n{note}"
    )


def states_page() -> str:
    """The lives of a problem and of an order as diagrams, and every other enumeration of states."""
    from huixiang.ledger import states as ledger  # noqa: PLC0415 - as above
    from huixiang.listening import states as listening  # noqa: PLC0415 - as above
    from huixiang.sorting import states as sorting  # noqa: PLC0415 - as above
    from huixiang.verification import states as verification  # noqa: PLC0415 - as above

    parts = ["## The life of a problem\n", _diagram(sorting.MOVES, sorting.ProblemState.LISTED, sorting.CLOSED)]
    parts += ["## The life of an order\n", _moves_diagram(ledger.ORDER_MOVES, ledger.OrderState.WAITING)]
    parts.append(_moves_table(ledger.ORDER_MOVES) + "\n")
    for module in (listening, sorting, ledger, verification):
        parts += [_enumeration(module.__name__, enum) for enum in _enums(module)]
    return _page("States", "A service moves a problem or an order along these arrows only.", "\n".join(parts))


def _diagram(moves: Mapping[State, Iterable[State]], first: State, last: Iterable[State]) -> str:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {first.value}"]
    lines += [f"    {start.value} --> {end.value}" for start, ends in moves.items() for end in sorted(ends, key=str)]
    lines += [f"    {state.value} --> [*]" for state in sorted(last, key=str)]
    return "\n".join([*lines, "```", ""])


def _moves_diagram(moves: Moves[State, Move], first: State) -> str:
    """Arrows with the moves that take them; what leaves an order where it is stands in the table only."""
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {first.value}"]
    for start, ways in moves.items():
        ends = sorted(set(ways.values()) - {start}, key=str)
        named = {end: ", ".join(move.value for move, to in ways.items() if to == end) for end in ends}
        lines += [f"    {start.value} --> {end.value}: {names}" for end, names in named.items()]
    return "\n".join([*lines, "```", ""])


def _moves_table(moves: Moves[State, Move]) -> str:
    rows = [
        (f"`{start.value}`", f"`{move.value}`", f"`{end.value}`")
        for start, ways in moves.items()
        for move, end in ways.items()
    ]
    return _table(("Where it stands", "Move", "Where it leads"), rows)


def _enums(module: object) -> Iterator[type[Enum]]:
    for name in sorted(vars(module)):
        thing = getattr(module, name)
        if isinstance(thing, type) and issubclass(thing, Enum) and name == thing.__name__ and list(thing):
            yield thing


def _enumeration(module: str, enum: type[Enum]) -> str:
    about = " ".join((enum.__doc__ or "").split())
    values = ", ".join(f"`{member.value}`" for member in enum)
    return f"## {enum.__name__} ({module.split('.')[1]})\n\n{about}\n\n{values}\n"


def routes_page() -> str:
    """Every named address, in the order in which it is looked for."""
    from django.urls import get_resolver  # noqa: PLC0415 - as above

    rows = [(f"`{name}`", f"`/{path}`") for name, path in named_routes(get_resolver())]
    return _page("Routes", "Who may open which: tests/guards/test_matrix.py.", _table(("Name", "Address"), rows))


def commands_page() -> str:
    """Every command of ``huixiang`` and of make; those of ``huixiang digest`` with their options."""
    rows = [(f"`huixiang {name}`", about) for name, about in command_helps()]
    targets = re.findall(
        r"^([a-z-]+):.*## (.+)$", (FOLDER.parents[1] / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    rows += [(f"`make {name}`", about) for name, about in targets]
    parts = [_table(("Command", "What it does"), rows)]
    for name, about, options in command_options():
        shown = [(f"`{written}`", meaning) for written, meaning in options]
        head = f"## huixiang digest {name}\n\n{about[0].upper()}{about[1:]}."
        parts.append(f"{head}\n\n{_table(('Option', 'What it decides'), shown)}")
    return _page("Commands", "`huixiang COMMAND --help` says more.", "\n\n".join(parts))


def named_routes(resolver: object, before: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Each named pattern as (name with its namespace, address as it is written in urls.py)."""
    for pattern in resolver.url_patterns:  # type: ignore[attr-defined]
        address = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from named_routes(pattern, address, inner)
        elif pattern.name and pattern.name != "style":  # the workshop page exists with HX_DEBUG=yes only
            yield f"{space}{pattern.name}", address


def _page(title: str, about: str, body: str) -> str:
    return f"{HEAD}\n# {title}\n\n{about}\n\n{body.rstrip()}\n"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


PAGES: Mapping[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "permissions.md": permissions_page,
    "states.md": states_page,
    "routes.md": routes_page,
    "commands.md": commands_page,
}


def stale_pages() -> list[str]:
    """The pages that are missing or differ from the code."""
    return [name for name, write in PAGES.items() if _read(FOLDER / name) != _in_english(write)]


def _in_english(write: Callable[[], str]) -> str:
    from django.utils.translation import override  # noqa: PLC0415 - as above

    with override("en"):
        return write()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def main(arguments: Sequence[str]) -> int:
    """Run one of the commands of the module's head."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huixiang.config.settings")
    django.setup()
    if arguments[:1] == ["check"]:
        stale = stale_pages()
        print("\n".join(f"docs/reference/{name} is stale" for name in stale) or "docs/reference is fresh")
        return 1 if stale else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, write in PAGES.items():
        (FOLDER / name).write_text(_in_english(write), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
