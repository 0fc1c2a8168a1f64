"""Statements that PostgreSQL parses and plans once for each connection, not each time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor


@contextmanager
def prepared_cursor() -> Iterator[Any]:
    """Give a cursor that sends a statement and its values apart; after five times its plan is kept.

    For what is asked for by everybody all day: a kept plan does not know the values. PostgreSQL must learn the type
    of each value that may be NULL from the statement, so say it there: ``%(place)s::bigint``.
    """
    connection.ensure_connection()
    cursor_class: Any = ServerBindingCursor
    around: Any = connection  # Django counts and times what goes through its own wrapper, and wraps its errors
    with around._prepare_cursor(cursor_class(connection.connection)) as cursor:  # noqa: SLF001 - it has no public name
        yield cursor
