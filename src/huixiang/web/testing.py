"""For tests, here and downstream: which words a capability shows, and rows to page through without a database."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from django.db.models import Q
from django.utils.translation.template import templatize

Message = tuple[str, str]
"""Context (or an empty text) and msgid (the singular of a plural)."""

_CALL = re.compile(r"\b(?:n?p?gettext(?:_lazy|_noop)?|_)\s*\(")


def messages_in(folder: Path) -> set[Message]:
    """List every msgid the templates and modules of a capability use; its tests are left out."""
    found: set[Message] = set()
    for file in folder.rglob("*.html"):
        found.update(_template_messages(file))
    for file in folder.rglob("*.py"):
        if "tests" not in file.parts:
            found.update(_module_messages(ast.parse(file.read_text(encoding="utf-8"))))
    return found


def _template_messages(file: Path) -> Iterator[Message]:
    source = templatize(file.read_text(encoding="utf-8"))
    for call in _CALL.finditer(source):
        yield from _module_messages(ast.parse(_balanced(source[call.start() :])))


def _balanced(source: str) -> str:
    """Cut the text after the first complete call, which templatize surrounds with filler."""
    for end in (match.end() for match in re.finditer(r"\)", source)):
        try:
            ast.parse(source[:end])
        except SyntaxError:
            continue
        return source[:end]
    return ""


def _module_messages(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        name = node.func.id.removesuffix("_lazy").removesuffix("_noop")
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name in {"_", "gettext", "ngettext"} and texts:
            yield "", texts[0]
        elif name in {"pgettext", "npgettext"} and len(texts) > 1:
            yield texts[0], texts[1]


class RowList(list[Any]):
    """Rows that answer filter and order_by like a queryset, for conditions of exact, lt, lte, gt and gte."""

    def filter(self, condition: Q, /) -> Self:
        return type(self)(row for row in self if _matches(row, condition))

    def order_by(self, *fields: str) -> Self:
        rows = type(self)(self)
        for field in reversed(fields):
            rows.sort(key=operator.attrgetter(field.lstrip("-")), reverse=field.startswith("-"))
        return rows


def _matches(row: object, condition: Q) -> bool:
    answers = [_matches(row, child) if isinstance(child, Q) else _compares(row, child) for child in condition.children]
    return any(answers) if condition.connector == Q.OR else all(answers)


def _compares(row: object, child: Any) -> bool:
    path, wanted = child
    field, _, lookup = path.partition("__")
    compare = {"": operator.eq, "lt": operator.lt, "lte": operator.le, "gt": operator.gt, "gte": operator.ge}[lookup]
    return bool(compare(getattr(row, field), wanted))
