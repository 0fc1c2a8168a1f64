"""A process that dies in the middle of taking a voice in: whoever sends again gets the one receipt of the one voice."""

from __future__ import annotations

import http.client
import json

import pytest

from bench.house import House
from huixiang.listening.tests.test_say import picture
from huixiang.ops import findings, run as running
from tests.faults.house import SEAL, drawn_code, run, site, speak

SWEEP = (
    "import sys, datetime as dt, django; django.setup(); from huixiang.kernel.tenancy import acting_in;"
    " from huixiang.listening.services.files import sweep_orphans\n"
    "with acting_in(int(sys.argv[1])): sweep_orphans(at=dt.datetime.now(dt.UTC) + dt.timedelta(days=3))"
)
ONE = """
SELECT count(DISTINCT v.id), count(DISTINCT a.id), (SELECT count(*) FROM journal_waitingleaf WHERE about IN (
    SELECT 'voice:' || voice_id FROM listening_receipt WHERE locator = %s
)), (SELECT count(*) FROM transparency_opening WHERE about IN (
    SELECT 'voice:' || voice_id FROM listening_receipt WHERE locator = %s
)) FROM listening_receipt r JOIN listening_voice v ON v.id = r.voice_id
    LEFT JOIN listening_attachment a ON a.voice_id = v.id WHERE locator = %s
"""


def kept(house: House, locator: str) -> tuple[int, int, int]:
    """How many voices, photos and leaves, waiting or sealed, there are of a receipt."""
    with house.connect() as connection:
        row = connection.execute(ONE, [locator] * 3).fetchone()
    assert row is not None
    voices, photos, waiting, sealed = row
    return voices, photos, waiting + sealed


def on_disk(house: House) -> set[str]:
    root = house.server.data_dir / "uploads"
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def named_in_rows(house: House) -> set[str]:
    with house.connect() as connection:
        rows = connection.execute("SELECT clean_path, sealed_path FROM listening_attachment").fetchall()
    return {path for row in rows for path in row}


class TestAProcessThatDies:
    @pytest.mark.parametrize(
        ("point", "left"), [("after_rename", (0, 0, 0)), ("before_commit", (0, 0, 0)), ("after_commit", (1, 1, 1))]
    )
    def test_leaves_all_or_nothing_and_the_same_receipt_to_come(
        self, house: House, port: int, point: str, left: tuple[int, int, int]
    ) -> None:
        code, photo = drawn_code(port), picture()
        with site(house, HX_FAIL=point) as dying, pytest.raises((OSError, http.client.HTTPException)):
            speak(dying, code, photo=photo)
        assert kept(house, code[:8]) == left

        again = [speak(port, code, photo=photo) for _time in range(2)]

        assert [answer.status for answer in again] == [200, 200]
        assert all(code[24:28] in answer.page for answer in again)
        assert kept(house, code[:8]) == (1, 1, 1)
        # A file under its own name is whole, with or without a row; what no row names is swept once it is old.
        assert [name for name in on_disk(house) if "/." in name] == []
        assert run(house, "-c", SWEEP, str(house.organisation_id)).returncode == 0
        assert on_disk(house) == named_in_rows(house)

    def test_while_it_seals_leaves_nothing_sealed_and_each_leaf_once(self, house: House, port: int) -> None:
        run(house, "-c", SEAL)
        sizes = house.one("SELECT count(*) FROM transparency_logcheckpoint")
        code = drawn_code(port)
        assert speak(port, code).status == 200

        assert run(house, "-c", SEAL, HX_FAIL="after_sign").returncode == -9
        assert house.one("SELECT count(*) FROM transparency_logcheckpoint") == sizes
        assert [run(house, "-c", SEAL).stdout.strip() for _time in range(2)] == ["1", "0"]

        assert kept(house, code[:8]) == (1, 0, 1)
        told = run(house, "-m", "huixiang.ops.cli", "audit", "--json")
        assert json.loads(told.stdout)["findings"] == []


class TestAHouse:
    def test_does_not_start_while_it_is_told_to_die(self, house: House) -> None:
        told = run(house, "-m", "huixiang.ops.cli", "run", "--no-demo", HX_FAIL="after_commit")

        assert told.returncode == 1
        assert "Huixiang does not start: failpoints: HX_FAIL=after_commit" in told.stderr

    def test_that_is_not_told_to_die_starts(self) -> None:
        running.refuse_failpoints()
        assert findings.failpoints().well
