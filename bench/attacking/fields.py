"""What an address takes, read off its view: methods, the fields of its forms, the names it asks the request for.

Nothing is declared twice for it: the view, and the functions of views, pages and forms it calls, are looked at.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from types import CodeType, FunctionType, ModuleType
from typing import Any, Final

from django import forms

from huixiang.people.requests import HouseRequest

METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
ASKING: Final = frozenset({"GET", "POST", "FILES"})
DEEPEST: Final = 4
_NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,30}")
_NEAR: Final = re.compile(r"huixiang\.\w+\.(views|pages|forms|\w*asked|\w*pages|\w*forms)\b")


def methods_of(view: Callable[..., Any]) -> frozenset[str]:
    """The methods a view takes: those its decorators name, or those its class has."""
    named = getattr(view, "view_class", None)
    if named is not None:
        return frozenset(method for method in METHODS if hasattr(named, method.lower()))
    for layer in _layers(view):
        for kept in inspect.getclosurevars(layer).nonlocals.values():
            if isinstance(kept, list | tuple) and kept and set(kept) <= METHODS | {"HEAD", "OPTIONS"}:
                return METHODS & frozenset(kept)
    return frozenset({"GET", "POST"})


def fields_of(view: Callable[..., Any]) -> dict[str, forms.Field | None]:
    """The fields a view may read by name; None where only the name is known."""
    named = getattr(view, "view_class", None)
    form = getattr(named, "form_class", None)
    if form is not None:
        return dict(form.base_fields)
    found: dict[str, forms.Field | None] = {}
    for code, known in _reached(inspect.unwrap(view)):
        names = _all_names(code)
        if names & ASKING:
            found |= {word: None for word in _words(code) if word not in found}
        found |= _form_fields(names, known)
    return found


def _form_fields(names: frozenset[str], known: Mapping[str, Any]) -> dict[str, forms.Field | None]:
    found: dict[str, forms.Field | None] = {}
    for thing in _meant(names, known):
        if isinstance(thing, type) and issubclass(thing, forms.BaseForm):
            found |= getattr(thing, "base_fields", {})
    return found


def _layers(view: Any) -> Iterator[FunctionType]:
    """The view under its decorators, from the outside in."""
    while isinstance(view, FunctionType):
        yield view
        view = getattr(view, "__wrapped__", None)


def _reached(view: Any) -> Iterator[tuple[CodeType, Mapping[str, Any]]]:
    """The code of a view and of the functions near it that it calls, with the names each of them knows."""
    waiting, seen = [(view, 0)], set()
    while waiting:
        function, depth = waiting.pop()
        if not isinstance(function, FunctionType) or function in seen:
            continue
        seen.add(function)
        yield function.__code__, function.__globals__
        if depth < DEEPEST:
            called = _meant(_all_names(function.__code__), function.__globals__)
            waiting += [(inspect.unwrap(each), depth + 1) for each in called if _is_near(each)]


def _is_near(thing: Any) -> bool:
    return isinstance(thing, FunctionType) and bool(_NEAR.match(thing.__module__ or ""))


def _meant(names: frozenset[str], known: Mapping[str, Any]) -> Iterator[Any]:
    """What names stand for: things of the module, and things of the modules it names."""
    for name in names:
        thing = known.get(name)
        if isinstance(thing, ModuleType) and thing.__name__.startswith("huixiang."):
            yield from (vars(thing)[other] for other in names if other in vars(thing))
        elif thing is not None and thing is not HouseRequest:
            yield thing


def _all_names(code: CodeType) -> frozenset[str]:
    inner = (_all_names(each) for each in code.co_consts if isinstance(each, CodeType))
    return frozenset(code.co_names).union(*inner)


def _words(code: CodeType) -> Iterator[str]:
    """The texts in a function that could name a field."""
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _words(each)
        elif isinstance(each, str) and _NAME.fullmatch(each):
            yield each
