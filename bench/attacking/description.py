"""The site as an OpenAPI document, made from the URLconf: what schemathesis is given to attack.

Paths, methods and fields are read off the code (``addresses``); each path value may be one that leads to something,
or any other of its kind. Every address may answer with 2xx, 3xx or 4xx and never with 5xx.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from bench.attacking.addresses import Address

ANSWERS: Final = {f"{hundred}XX": {"description": words} for hundred, words in (
    (2, "done, or shown"), (3, "go on there"), (4, "refused, with a sentence"),
)}  # fmt: skip
SCHEMAS: Final[Mapping[str, Mapping[str, Any]]] = {
    "int": {"type": "integer", "minimum": 0},
    "uuid": {"type": "string", "format": "uuid"},
    "slug": {"type": "string", "pattern": "^[-a-zA-Z0-9_]{1,40}$"},
    "path": {"type": "string", "minLength": 1},
    "str": {"type": "string", "minLength": 1},
}
Schema = dict[str, Any]


def describe(addresses: list[Address], known: Mapping[str, object]) -> Schema:
    """The document, as plain data. ``known`` has a value for path values that leads to something of the house."""
    paths: dict[str, Schema] = {}
    for address in addresses:
        values = [_path_value(name, kind, known.get(name)) for name, kind in address.values.items()]
        entry = paths.setdefault(address.template, {})
        for method in sorted(address.methods):
            entry.setdefault(method.lower(), _operation(address, method, values))
    return {"openapi": "3.0.3", "info": {"title": "Huixiang", "version": "1"}, "paths": paths}


def _operation(address: Address, method: str, values: list[Schema]) -> Schema:
    found: Schema = {"operationId": f"{method} {address.name}", "parameters": list(values), "responses": ANSWERS}
    fields = {name: _field_value(field) for name, field in address.fields.items()}
    if method == "GET":
        found["parameters"] += [
            {"name": name, "in": "query", "required": False, "schema": schema}
            for name, schema in fields.items() if schema.get("format") != "binary"
        ]  # fmt: skip
    else:
        found["requestBody"] = {"required": False, "content": _body(fields)}
    return found


def _body(fields: Mapping[str, Schema]) -> Schema:
    """A form as browsers send it; with a file it is in parts. Names nobody asked for may come too."""
    files = any(schema.get("format") == "binary" for schema in fields.values())
    kind = "multipart/form-data" if files else "application/x-www-form-urlencoded"
    return {
        kind: {"schema": {"type": "object", "properties": dict(fields), "additionalProperties": {"type": "string"}}}
    }


def _path_value(name: str, kind: str, known: object) -> Schema:
    schema = dict(SCHEMAS[kind])
    if known is not None:
        real: Schema = {"type": schema["type"], "enum": [known if kind == "int" else str(known)]}
        schema = {"anyOf": [real, real, schema]}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _field_value(field: forms.Field | None) -> Schema:
    """The values of a field of a form; of a name alone, any text."""
    if isinstance(field, forms.FileField):
        return {"type": "string", "format": "binary"}
    if isinstance(field, forms.DateField):
        return {"anyOf": [{"type": "string", "format": "date"}, {"type": "string"}]}
    if isinstance(field, forms.IntegerField):
        return {"type": "integer"}
    if isinstance(field, forms.BooleanField):
        return {"enum": ["on", ""]}
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return _chosen(field)
    return {"type": "string"}


def _chosen(field: forms.ChoiceField) -> Schema:
    """One of the choices a form is born with, or anything else."""
    offered: Any = field.choices
    choices = [str(value) for value, label in offered if not isinstance(label, list | tuple)]
    return {"anyOf": [{"type": "string", "enum": choices}, {"type": "string"}]} if choices else {"type": "string"}
