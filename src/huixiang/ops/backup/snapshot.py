"""One look at the whole database: what stands in it at one moment, as pieces to be written somewhere.

Decides what is asked of PostgreSQL; the moment is held by a transaction of its own for as long as the block lasts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from psycopg import sql

from huixiang.ops.backup.belonging import BLANKED, Extent, left_out
from huixiang.ops.backup.databases import Database, columns_of, pieces_of

_LOGS: Final = (
    "SELECT o.slug, h.origin, h.size FROM transparency_loghead h JOIN people_organisation o ON o.id = h.organisation_id"
    " ORDER BY o.slug"
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The database at one moment."""

    database: Database
    connection: psycopg.Connection
    name: str

    def about(self) -> dict[str, Any]:
        """What a restore must know: migrations, the size of every log, how large the database is."""
        migrations = self.connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
        logs = self.connection.execute(_LOGS).fetchall()
        size = self.connection.execute("SELECT pg_database_size(current_database())").fetchone()
        return {
            "migrations": [f"{app}.{name}" for app, name in migrations],
            "logs": {slug: {"origin": origin, "size": grown} for slug, origin, grown in logs},
            "database_bytes": size[0] if size else 0,
            "server": self.connection.info.server_version,
        }

    def dump(self, extent: Extent) -> Iterator[bytes]:
        """The main part, as ``pg_dump`` writes it.

        :raises BackupRefused: it failed.
        """
        without = [f"--exclude-table-data=public.{table}" for table in left_out(extent)]
        chosen = ("--format=custom", "--compress=gzip:4", f"--snapshot={self.name}", "--no-owner", "--no-privileges")
        with self.database.running("pg_dump", *chosen, *without) as output:
            yield from pieces_of(output)

    def blanked(self, table: str) -> Iterator[bytes]:
        """The rows of a table with some columns blank, as COPY writes them: a line of columns, then the rows."""
        columns = columns_of(self.connection, table)
        yield (",".join(columns) + "\n").encode()
        query = sql.SQL("COPY ({}) TO STDOUT").format(blanked_rows(table, columns))
        with self.connection.cursor() as cursor, cursor.copy(query) as rows:
            for piece in rows:
                yield bytes(piece)


def blanked_rows(table: str, columns: Sequence[str]) -> sql.Composed:
    """The query for the rows of a table as a lasting archive holds them."""
    blank = BLANKED[table]
    shown = [sql.SQL(blank[name]) if name in blank else sql.Identifier(table, name) for name in columns]
    return sql.SQL("SELECT {} FROM {}").format(sql.SQL(", ").join(shown), sql.Identifier(table))


@contextmanager
def snapshot_of(database: Database) -> Iterator[Snapshot]:
    """Hold one moment of the database."""
    with database.connect() as connection, connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        yield Snapshot(database, connection, str(row[0]) if row else "")
