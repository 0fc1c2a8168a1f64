"""Counts the queries of pages: ``python -m bench.counting SESSION PATH...`` prints JSON.

Runs as a process of its own, because Django's settings belong to one data folder.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402


def main(session: str, paths: Sequence[str]) -> None:
    """Print the number of queries of each page, as a JSON list; BEGIN and COMMIT are none."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    counts = []
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}")
        counts.append(sum(not query["sql"].startswith(("BEGIN", "COMMIT")) for query in queries))
    print(json.dumps(counts))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
