"""The embedded server: made, adopted, brought back after a kill."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from huixiang.ops.postgres import Server, answers, ensure_running, stop
from huixiang.ops.provision import SUPERUSER, provision


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("house")
    for path in (folder, *folder.parents):
        if path.stat().st_uid == os.getuid() and str(path) not in {"/", "/tmp"}:  # noqa: S108
            path.chmod(0o755)
    made = Server(folder)
    yield made
    stop(made)


def _connect(server: Server, role: str = "huixiang_owner") -> psycopg.Connection:
    return psycopg.connect(host=str(server.socket), user=role, dbname="huixiang", autocommit=True)


def _logged(server: Server, awaited: str) -> str:
    """What the log says once `awaited` stands in it: the log's own process writes a moment after the statement."""
    until = time.monotonic() + 30
    while awaited not in (log := "".join(path.read_text() for path in server.logs.glob("*.log"))):
        assert time.monotonic() < until, f"no {awaited} in the log: {log}"
    return log


class TestServer:
    def test_keeps_committed_rows_through_a_kill(self, server: Server) -> None:
        ensure_running(server)
        provision(server)
        with _connect(server) as connection:
            connection.execute("CREATE TABLE said (words text)")
            connection.execute("INSERT INTO said VALUES ('路灯不亮')")
        os.kill(int((server.cluster / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

        ensure_running(server)

        with _connect(server) as connection:
            assert connection.execute("SELECT words FROM said").fetchall() == [("路灯不亮",)]

    def test_is_adopted_when_it_runs_already(self, server: Server) -> None:
        ensure_running(server)
        first = (server.cluster / "postmaster.pid").read_text().split()[0]

        ensure_running(server)

        assert (server.cluster / "postmaster.pid").read_text().split()[0] == first

    def test_keeps_words_out_of_its_log_when_a_statement_fails(self, server: Server) -> None:
        ensure_running(server)
        provision(server)
        with _connect(server) as connection:
            connection.execute("CREATE TABLE said (words text CHECK (words <> '路灯不亮'))")
            with pytest.raises(psycopg.errors.CheckViolation):
                connection.execute("INSERT INTO said VALUES ('路灯不亮')")

        assert "路灯不亮" not in _logged(server, "said_words_check")

    def test_is_closed_to_other_accounts_of_the_machine(self, server: Server) -> None:
        ensure_running(server)

        assert server.socket.stat().st_mode & 0o077 == 0
        assert not any(line.startswith("listen_addresses=127") for line in _options(server))

    def test_has_checksums_and_an_app_role_under_row_security(self, server: Server) -> None:
        ensure_running(server)
        provision(server)

        with _connect(server, "huixiang_app") as connection:
            assert connection.execute("SHOW data_checksums").fetchone() == ("on",)
            bound = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
            assert connection.execute(bound).fetchone() == (False,)

    @pytest.mark.parametrize("name", ["fsync", "synchronous_commit", "full_page_writes", "data_checksums"])
    def test_forgets_nothing_as_it_is_shipped(self, server: Server, name: str) -> None:
        ensure_running(server)

        with psycopg.connect(host=str(server.socket), user=SUPERUSER, dbname="postgres") as connection:
            assert connection.execute(f"SHOW {name}").fetchone() == ("on",)

    def test_stops(self, server: Server) -> None:
        ensure_running(server)

        stop(server)

        assert not answers(server)


def _options(server: Server) -> list[str]:
    path: Path = server.cluster / "postmaster.opts"
    return path.read_text().split('"')
