"""PostgreSQL's own programs and a connection that sees every organisation, for the embedded server or another one.

Decides how they are called; what is dumped or restored is decided by the callers.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from huixiang.ops.backup.refusals import BackupRefused
from huixiang.ops.databases import DATABASE_NAME
from huixiang.ops.postgres import Server, answers, binaries, ensure_running, stop
from huixiang.ops.provision import SUPERUSER

_LAST_WORDS: Final = 600


@dataclass(frozen=True, slots=True)
class Database:
    """A database as libpq is told of it; the password goes by the environment, where ``ps`` does not show it."""

    address: str
    programs: Path
    password: str = field(default="", repr=False)

    def connect(self) -> psycopg.Connection:
        """A connection of our own, in no transaction."""
        return psycopg.connect(self.address, password=self.password or None, autocommit=True)

    @contextmanager
    def running(self, program: str, *arguments: str) -> Iterator[IO[bytes]]:
        """Run a program while the block reads what it prints; it is ended with the block, however that ends.

        :raises BackupRefused: it failed; the sentence holds its own last words.
        """
        command = [str(self.programs / program), f"--dbname={self.address}", *arguments]
        with tempfile.TemporaryFile() as complaints:
            process = subprocess.Popen(  # noqa: S603 - PostgreSQL's own program
                command, stdout=subprocess.PIPE, stderr=complaints, stdin=subprocess.DEVNULL, env=self._around()
            )
            output = process.stdout
            try:
                if output is not None:
                    yield output
                process.wait()
            finally:
                process.kill()
                process.wait()
                if output is not None:
                    output.close()
            if process.returncode:
                raise _failed(program, complaints)

    def run(self, program: str, *arguments: str) -> None:
        """Run a program to its end.

        :raises BackupRefused: as ``running``.
        """
        with self.running(program, *arguments) as output:
            while output.read(1 << 16):
                pass

    def _around(self) -> dict[str, str]:
        return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PGPASSWORD": self.password}


@contextmanager
def database_of(data_dir: Path, environment: Mapping[str, str]) -> Iterator[Database]:
    """The database of a house, as the role that sees everything; the embedded server runs while the block does.

    It is left as it was found: running or not.

    :raises BackupRefused: the role of another server is held by row security, or its programs are older than it.
    """
    address = environment.get("DATABASE_BACKUP_URL") or environment.get("DATABASE_URL")
    server = Server(data_dir)
    if address:
        found = outside(address, server)
        _require_sees_all(found)
        yield found
        return
    ran = answers(server) if (server.cluster / "PG_VERSION").exists() else False
    ensure_running(server)
    try:
        yield embedded(server)
    finally:
        if not ran:
            stop(server)


def embedded(server: Server) -> Database:
    """The database of an embedded server, as its superuser."""
    address = make_conninfo(host=str(server.socket), user=SUPERUSER, dbname=DATABASE_NAME)
    return Database(address, binaries(server))


def outside(address: str, server: Server) -> Database:
    """The database of another server; the programs are ours."""
    parts = {name: str(value) for name, value in conninfo_to_dict(address).items()}
    password = parts.pop("password", "")
    return Database(make_conninfo(**parts), binaries(server), password)


def _require_sees_all(database: Database) -> None:
    with database.connect() as connection:
        query = "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        row = connection.execute(query).fetchone()
    role, free = row or ("?", False)
    if not free:
        raise BackupRefused(
            f"角色 {role} 只看得到一个单位，备份会是空的。请把 DATABASE_BACKUP_URL 设为有 BYPASSRLS 的角色。",
            f"The role {role} is held by row security, the backup would be empty. Set DATABASE_BACKUP_URL to a role"
            " with BYPASSRLS.",
        )


def _failed(program: str, complaints: IO[bytes]) -> BackupRefused:
    complaints.seek(0, os.SEEK_END)
    complaints.seek(max(0, complaints.tell() - _LAST_WORDS))
    said = complaints.read().decode("utf-8", "replace").strip()
    return BackupRefused(f"{program} 没有做成：{said}", f"{program} failed.")


def pieces_of(source: IO[bytes], size: int = 1 << 18) -> Iterator[bytes]:
    """What can be read from a file or a pipe, piece by piece."""
    while piece := source.read(size):
        yield piece


def columns_of(connection: psycopg.Connection, table: str) -> Sequence[str]:
    """The columns of a table that hold something of their own (no generated ones), in order."""
    rows = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
        " AND attgenerated = '' ORDER BY attnum",
        [table],
    ).fetchall()
    return [str(name) for (name,) in rows]
