"""The tests' database: an embedded PostgreSQL of its own, fast because it need not survive a crash.

Loaded by pytest before Django's settings (see ``addopts``). HX_DATA_DIR chooses another folder, so that
several runs beside each other do not meet.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

os.environ.setdefault("HX_DATA_DIR", "var/test")
os.environ.setdefault("HX_AS_OWNER", "yes")
os.environ.setdefault("HX_PLAIN_STATIC", "yes")
os.environ.setdefault("HX_HOSTS", "testserver,other.testserver,127.0.0.1,localhost,.localhost")

from huixiang.ops.postgres import Server, ensure_running, stop
from huixiang.ops.provision import provision

TUNING = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


def server_of_tests() -> Server:
    """The server of this run's data folder."""
    return Server(Path(os.environ["HX_DATA_DIR"]).absolute(), tuning=TUNING)


def pytest_configure() -> None:
    if os.environ.get("DATABASE_URL"):
        return
    ensure_running(server_of_tests())
    provision(server_of_tests())


def pytest_unconfigure(config: Any) -> None:
    if not os.environ.get("DATABASE_URL") and not hasattr(config, "workerinput"):
        stop(server_of_tests())
