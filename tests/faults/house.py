"""A house for faults: a durable PostgreSQL of its own, as it is shipped, with the tables of the tests' database.

The site runs in processes of its own, so that they can be killed.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from bench.house import ROOT, House, free_port, granian, wait_for
from bench.sending import BOUNDARY
from huixiang.ops.backup.databases import Database
from huixiang.ops.databases import DATABASE_NAME, OWNER_ROLE
from huixiang.ops.postgres import Server, binaries, ensure_running
from huixiang.ops.provision import SUPERUSER, provision
from huixiang.ops.testing import server_of_tests

PATIENCE_SECONDS = 120
SEAL = "import django; django.setup(); from huixiang.transparency import sequencer; print(sequencer.seal_everywhere())"
WORDS = "路灯坏了三个月，没有人来修"
PHOTO = b'Content-Disposition: form-data; name="photos"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
PLAIN = {"HX_PLAIN_STATIC": "yes"}
"""Nothing is collected: pages are looked at for their words only."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site answered."""

    status: int
    headers: Message
    page: str


def made_house(folder: Path, tables_of: str) -> House:
    """A house with the cast and nothing said yet; its tables are copied from a database of the tests' server."""
    house = House(Server(folder), free_port())
    ensure_running(house.server)
    provision(house.server)
    dump = folder / "tables.dump"
    _database(server_of_tests(), tables_of).run("pg_dump", "--format=custom", f"--file={dump}")
    # As the owner, by whose right the site's role gets its own (see ops/provision.py).
    _database(house.server, DATABASE_NAME).run(
        "pg_restore", "--exit-on-error", "--no-owner", f"--role={OWNER_ROLE}", str(dump)
    )
    told = json.loads(house.run("-m", "bench.founding", HX_AS_OWNER="yes", **PLAIN))
    house.organisation_id = told["organisation"]
    return house


def _database(server: Server, name: str) -> Database:
    return Database(f"host={server.socket} user={SUPERUSER} dbname={name}", binaries(server))


@contextmanager
def site(house: House, **environment: str) -> Iterator[int]:
    """The site of a house on a port of its own; gives the port. It is killed at the end, whole."""
    port = free_port()
    with (house.server.data_dir / "site.log").open("ab") as log:
        process = subprocess.Popen(
            granian(port, "huixiang.config.wsgi:application"), env=house.environment | PLAIN | environment, cwd=ROOT,
            start_new_session=True, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        wait_for(port, process)
        yield port
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def run(house: House, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a module of ours in the house to its end, however that is."""
    return subprocess.run(
        [sys.executable, *arguments], env=house.environment | PLAIN | environment, cwd=ROOT, check=False,
        capture_output=True, text=True,
    )  # fmt: skip


def ask(port: int, path: str, body: bytes | None = None) -> Answer:
    """Ask for a page, or send a form.

    :raises OSError: the site died before it answered.
    """
    kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"} if body else {}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body, kind)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
            return Answer(answer.status, answer.headers, answer.read().decode())
    except urllib.error.HTTPError as refused:
        with refused:
            return Answer(refused.code, refused.headers, refused.read().decode())


def drawn_code(port: int) -> str:
    """The code that an empty form carries."""
    form = ask(port, "/say")
    found = re.search(r'name="code" value="([^"]+)"', form.page)
    assert found, form.status
    return found[1]


def speak(port: int, code: str, *, photo: bytes = b"") -> Answer:
    """Send a voice, with a photo if there is one."""
    parts = [
        f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
        for name, value in {"words": WORDS, "lane": "anonymous", "code": code}.items()
    ]
    if photo:
        parts.append(PHOTO + photo)
    line = f"--{BOUNDARY}".encode()
    return ask(port, "/say/sent", b"".join(b"%s\r\n%s\r\n" % (line, part) for part in parts) + line + b"--\r\n")
