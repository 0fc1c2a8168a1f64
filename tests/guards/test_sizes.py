"""Nothing grows unseen: sizes of functions, files and templates; and the few things this house does not do.

A thing over its size stands in ALLOWED with the size and the day it was let in. The list may only shrink: whoever
touches a thing on it makes it smaller.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "huixiang"

FUNCTION, FUNCTION_HARD = 25, 40
FILE, FILE_HARD = 250, 400
TEST_FILE_HARD = 500
TEMPLATE, TEMPLATE_HARD = 80, 140

ALLOWED: dict[str, tuple[int, str]] = {
    "src/huixiang/folio/tests/corpus.py::pdf": (30, "2026-11-23"),
    "src/huixiang/folio/xmlwatch.py::_connect": (33, "2026-11-23"),
}

Size = tuple[str, int]


def modules() -> Iterator[Path]:
    """Our Python files; migrations are written by a machine."""
    for folder in (SOURCES, ROOT / "tests"):
        yield from sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def is_test(path: Path) -> bool:
    return "tests" in path.parts


def lines_of(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def files() -> Iterator[Size]:
    yield from ((str(path.relative_to(ROOT)), lines_of(path)) for path in modules() if not is_test(path))


def templates() -> Iterator[Size]:
    yield from ((str(path.relative_to(ROOT)), lines_of(path)) for path in sorted(SOURCES.rglob("templates/**/*.html")))


def functions() -> Iterator[Size]:
    """Every function with its lines; its docstring and its parameters are not counted."""
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(ROOT)}::{node.name}", function_lines(node)


def function_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    # The formatter gives each keyword a line of its own: a service with nine facts is not long for that.
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return 1 + ((body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0)


def too_large(things: Iterator[Size], size: int) -> dict[str, int]:
    """What is over its size and not allowed to be, or has grown since it was."""
    return {name: lines for name, lines in things if lines > max(size, ALLOWED.get(name, (0, ""))[0])}


class TestSize:
    def test_of_functions(self) -> None:
        assert too_large(functions(), FUNCTION) == {}

    def test_of_files(self) -> None:
        assert too_large(files(), FILE) == {}

    def test_of_templates(self) -> None:
        assert too_large(templates(), TEMPLATE) == {}

    def test_is_never_beyond_the_hard_end(self) -> None:
        beyond = [size for size in functions() if size[1] > FUNCTION_HARD]
        beyond += [size for size in files() if size[1] > FILE_HARD]
        beyond += [size for size in templates() if size[1] > TEMPLATE_HARD]
        beyond += [
            (str(path), lines_of(path)) for path in modules() if is_test(path) and lines_of(path) > TEST_FILE_HARD
        ]

        assert beyond == []

    def test_list_of_exceptions_holds_nothing_that_has_shrunk(self) -> None:
        over = dict([*functions(), *files(), *templates()])

        assert {name for name, (lines, _day) in ALLOWED.items() if over.get(name) != lines} == set()


class TestHouse:
    def test_gives_each_todo_its_issue(self) -> None:
        todo = re.compile(r"\bTODO\b(?!\(#\d+\)| #\d+)")
        found = [
            str(path) for path in modules() if path != Path(__file__) and todo.search(path.read_text(encoding="utf-8"))
        ]

        assert found == []

    def test_overrides_no_save_and_no_delete(self) -> None:
        found = [
            f"{path.relative_to(ROOT)}::{each.name}.{method.name}"
            for path in modules()
            for each in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(each, ast.ClassDef)
            for method in each.body
            if isinstance(method, ast.FunctionDef) and method.name in {"save", "delete", "bulk_create"}
        ]

        assert found == []

    def test_has_no_signals_of_its_own(self) -> None:
        signal = re.compile(r"^from django\.(dispatch|db\.models\.signals|core\.signals)|@receiver\(", re.MULTILINE)
        found = [
            str(path) for path in modules() if not is_test(path) and signal.search(path.read_text(encoding="utf-8"))
        ]

        assert found == []
