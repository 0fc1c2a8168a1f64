"""Times pages in one process: ``python -m bench.metric_timing SESSION ROUNDS PATH...`` prints JSON, one object a page.

Runs as a process of its own, because Django's settings belong to one data folder. The first round counts too: nothing
is warmed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402


def main(session: str, rounds: int, paths: Sequence[str]) -> None:
    """Print the seconds of every round of each page, and how many queries it takes."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    print(json.dumps([timed(client, path, rounds) for path in paths]))


def timed(client: Client, path: str, rounds: int) -> dict[str, Any]:
    """The seconds of each round, and the queries of one more that is not timed."""
    seconds = []
    for _round in range(rounds):
        begun = time.perf_counter()
        answer = client.get(path)
        seconds.append(time.perf_counter() - begun)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}")
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return {"seconds": seconds, "queries": len(queries)}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
