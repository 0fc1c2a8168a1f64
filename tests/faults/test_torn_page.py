"""A page that the disk gave back wrong is noticed: in words by the public, plainly by whoever runs it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.house import House
from huixiang.ops.postgres import ensure_running, stop
from tests.faults.house import SEAL, Answer, ask, drawn_code, run, speak

PAGE = 8192


@pytest.fixture
def torn(house: House, port: int) -> Iterator[str]:
    """The code of a voice whose page is torn for the length of the test."""
    code = drawn_code(port)
    assert speak(port, code).status == 200
    assert run(house, "-c", SEAL).returncode == 0  # what is not sealed yet, no audit compares
    with house.connect() as connection:
        connection.execute("CHECKPOINT")
    file = house.server.cluster / str(house.one("SELECT pg_relation_filepath('listening_voice')"))
    stop(house.server)
    whole = file.read_bytes()
    _put(file, whole[: PAGE - 64] + bytes(byte ^ 0xFF for byte in whole[PAGE - 64 : PAGE]) + whole[PAGE:])
    ensure_running(house.server)
    yield code
    stop(house.server)
    _put(file, whole)
    ensure_running(house.server)


def _put(file: Path, content: bytes) -> None:
    with file.open("r+b") as opened:
        opened.write(content)


def settled(port: int, code: str) -> Answer:
    """What sending a voice a second time gives once the site has found its database again."""
    until = time.monotonic() + 60
    while ask(port, "/say").status != 200:
        assert time.monotonic() < until
    return speak(port, code)


class TestATornPage:
    def test_is_never_silent_and_never_shown(self, house: House, port: int, torn: str) -> None:
        answer = settled(port, torn)

        assert answer.status == 500
        assert "我们这边出错了" in answer.page
        assert [word for word in ("Traceback", "invalid page", "listening_voice") if word in answer.page] == []

        audit = run(house, "-m", "huixiang.ops.cli", "audit", "--json")
        (found,) = json.loads(audit.stdout)["findings"]
        assert (audit.returncode, found["trouble"], found["what"]) == (3, "broken", "database")
        assert "invalid page in block 0" in found["why"]
        assert "Traceback" not in audit.stderr

        doctor = run(house, "-m", "huixiang.ops.cli", "doctor").stdout
        (line,) = [line for line in doctor.splitlines() if " pages " in line]
        assert line.startswith("BAD")
