"""The house and its site that keeps running while others beside it are killed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from bench.house import House
from huixiang.ops.postgres import stop
from tests.faults.house import made_house, site


@pytest.fixture(scope="session")
def house(django_db_setup: None) -> Iterator[House]:
    folder = Path(tempfile.mkdtemp(prefix="hx-faults-"))
    folder.chmod(0o755)  # PostgreSQL runs under another account when we are root
    made = made_house(folder, str(connection.settings_dict["NAME"]))
    yield made
    stop(made.server)
    shutil.rmtree(made.server.home, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def port(house: House) -> Iterator[int]:
    """Where the site answers that nobody kills."""
    with site(house) as answers_at:
        yield answers_at
