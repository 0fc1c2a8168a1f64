"""An archive of an older version: its tables are brought up to date where it is restored, and all is there."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from bench.house import House
from huixiang.ops.backup.unpacking import known_migrations
from huixiang.ops.postgres import Server, ensure_running, stop
from tests.faults.house import made_house, run

OLDER = {"transparency": "0005", "verification": "0030", "listening": "0011", "sorting": "0015"}
"""The last migration of a capability in the older version."""
SEED = str(Path(__file__).parents[1] / "journeys" / "seed_backup.py")


@pytest.fixture
def older(django_db_setup: None) -> Iterator[House]:
    """A house with two voices and their files, its tables as an older version had them."""
    place = Path(tempfile.mkdtemp(prefix="hx-older-"))
    place.chmod(0o755)  # root hands the database to another account, which must be able to enter
    house = made_house(place / "house", str(connection.settings_dict["NAME"]))
    yield house
    for server in (house.server, Server(place / "elsewhere")):
        if server.cluster.exists():
            stop(server)
        shutil.rmtree(server.home, ignore_errors=True)
    shutil.rmtree(place, ignore_errors=True)


def migrations_of(house: House) -> frozenset[str]:
    with house.connect() as link:
        rows = link.execute("SELECT app, name FROM django_migrations").fetchall()
    return frozenset(f"{app}.{name}" for app, name in rows)


def said_of(house: House, *words: str, **around: str) -> str:
    done = run(house, *words, **around)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


class TestAnArchiveOfAnOlderVersion:
    def test_is_proven_restored_and_brought_up_to_date(self, older: House) -> None:
        place = older.server.data_dir.parent
        ids = json.loads(said_of(older, SEED, "say"))
        for app, last in OLDER.items():
            said_of(older, "-m", "django", "migrate", app, last, HX_AS_OWNER="yes")
        left = known_migrations() - migrations_of(older)
        assert {name.partition(".")[0] for name in left} >= set(OLDER)

        key, shelf = place / "stick.key", place / "shelf"
        said_of(older, "-m", "huixiang.ops.cli", "backup-key", str(key))
        made = run(older, "-m", "huixiang.ops.cli", "backup", "--to", str(shelf), "--lasting")
        assert (made.returncode, made.stderr.count("restored elsewhere and audited")) == (0, 2), made.stderr

        elsewhere = {"HX_DATA_DIR": str(place / "elsewhere")}
        (archive,) = shelf.glob("*-whole.hxb")
        said_of(older, "-m", "huixiang.ops.cli", "restore", str(archive), "--key", str(key), **elsewhere)

        restored = House(Server(place / "elsewhere"), older.port)
        ensure_running(restored.server)
        assert known_migrations() <= migrations_of(restored)
        audit = json.loads(said_of(older, "-m", "huixiang.ops.cli", "audit", "--files", "--json", **elsewhere))
        assert audit["findings"] == []
        found = json.loads(said_of(older, SEED, "look", *ids, **elsewhere))
        assert set(found["words"].values()) == {"河边的护栏断了一截。", "食堂的菜价又涨了。"}
        assert set(found["files"]) == set(ids)
