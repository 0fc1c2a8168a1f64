"""A page full of holes, on purpose, for the scanners to find: served to the loopback address while they are tried.

Never part of the site. What is typed reaches SQL, the page, a header and the name of a file as it is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl

FRONT: Final = """<html><body><a href="/people?name=lin">people</a> <a href="/hello?who=lin">hello</a>
<a href="/go?to=/hello">go</a> <a href="/read?file=notes.txt">read</a></body></html>"""
ROWS: Final = (("lin", "bench road"), ("zhou", "roads"), ("chen", "water"))
Start = Callable[..., Any]


def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """Answer as WSGI asks."""
    asked = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
    path = environ.get("PATH_INFO", "/")
    if path == "/go":
        start("302 Found", [("Location", asked.get("to", "/")), ("Content-Type", "text/html; charset=utf-8")])
        return [b"go"]
    status, words = _page(path, asked)
    start(status, [("Content-Type", "text/html; charset=utf-8")])
    return [words.encode("utf-8", "replace")]


def _page(path: str, asked: dict[str, str]) -> tuple[str, str]:
    if path == "/hello":
        return "200 OK", f"<html><body><p>Hello {asked.get('who', '')}</p></body></html>"
    if path == "/people":
        return _people(asked.get("name", ""))
    if path == "/read":
        return _read(asked.get("file", ""))
    return "200 OK", FRONT


def _people(name: str) -> tuple[str, str]:
    """Rows of a name, put into the statement as typed; an error of the database is shown."""
    with sqlite3.connect(":memory:") as rows:
        rows.execute("CREATE TABLE people (name text, unit text)")
        rows.executemany("INSERT INTO people VALUES (?, ?)", ROWS)
        try:
            found = rows.execute(f"SELECT name, unit FROM people WHERE name = '{name}'").fetchall()
        except sqlite3.Error as error:
            return "500 Internal Server Error", f"<p>sqlite3.OperationalError: {error}</p>"
    return "200 OK", "<ul>" + "".join(f"<li>{person} {unit}</li>" for person, unit in found) + "</ul>"


def _read(name: str) -> tuple[str, str]:
    """A file by the name that was typed."""
    try:
        return "200 OK", f"<pre>{Path('/tmp', name).read_text(encoding='utf-8', errors='replace')}</pre>"
    except (OSError, ValueError):
        return "200 OK", "<p>No such file.</p>"
