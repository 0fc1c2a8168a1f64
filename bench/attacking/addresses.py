"""Every address of the URLconf with what it takes: path values by their converters, methods, fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.urls import get_resolver

from bench.attacking.fields import fields_of, methods_of

KINDS: Final = {
    "IntConverter": "int", "UUIDConverter": "uuid", "SlugConverter": "slug", "PathConverter": "path",
    "StringConverter": "str",
}  # fmt: skip
_TYPED: Final = re.compile(r"<(?:\w+:)?(\w+)>")
_NAMED: Final = re.compile(r"\(\?P<(\w+)>[^()]*\)")


@dataclass(frozen=True, slots=True)
class Address:
    """A named route: ``template`` is its path with ``{name}`` for each value, ``values`` the kind of each."""

    name: str
    template: str
    values: Mapping[str, str]
    methods: frozenset[str]
    fields: Mapping[str, forms.Field | None]

    def filled(self, given: Mapping[str, object]) -> str:
        """The path with these values."""
        path = self.template
        for name in self.values:
            path = path.replace(f"{{{name}}}", str(given[name]))
        return path


def addresses(resolver: Any = None, before: str = "/", space: str = "") -> Iterator[Address]:
    """Every named route, in the order in which it is looked for; the workshop's page of styles is left out."""
    patterns: Iterable[Any] = (resolver or get_resolver()).url_patterns
    for pattern in patterns:
        path = before + _template(str(pattern.pattern))
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern, path, inner)
        elif pattern.name and pattern.name != "style":
            kinds = dict.fromkeys(re.findall(r"\{(\w+)\}", path), "str")
            kinds |= {name: KINDS[type(how).__name__] for name, how in pattern.pattern.converters.items()}
            yield Address(space + pattern.name, path, kinds, methods_of(pattern.callback), fields_of(pattern.callback))


def _template(written: str) -> str:
    """A route as urls.py writes it, with ``{name}`` for each value."""
    return _TYPED.sub(r"{\1}", _NAMED.sub(r"{\1}", written)).lstrip("^").rstrip("$").replace("\\", "")
