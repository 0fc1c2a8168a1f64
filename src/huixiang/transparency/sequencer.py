"""The sequencer: ten times a second it asks which organisations have waiting leaves, and seals them.

A thread of each worker. Several may run: the head of each log lets one through. Asking costs one round trip;
PostgreSQL's NOTIFY would cost every sender a lock that all commits share.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import Final

from django.db import DatabaseError, InterfaceError, connection

from huixiang.kernel import clock
from huixiang.kernel.tenancy import acting_in
from huixiang.transparency import services

EVERY_SECONDS: Final = 0.1
PATIENCE_SECONDS: Final = 2.0
_log = logging.getLogger(__name__)


def start() -> threading.Event:
    """Seal in a thread of its own until the returned event is set or the process ends."""
    stopped = threading.Event()
    threading.Thread(target=_run, args=[stopped], name="sequencer", daemon=True).start()
    return stopped


def seal_everywhere() -> int:
    """Seal what waits in every organisation; returns how many leaves."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisations_with_waiting_leaves()")
        waiting = [organisation_id for (organisation_id,) in cursor.fetchall()]
    return sum(_seal(organisation_id) for organisation_id in waiting)


def _seal(organisation_id: int) -> int:
    with acting_in(organisation_id):
        sealed = services.seal_waiting(at=clock.now())
    return sealed.count if sealed else 0


def _run(stopped: threading.Event) -> None:
    while not stopped.is_set():
        began = time.monotonic()
        try:
            found = seal_everywhere()
        except (DatabaseError, InterfaceError) as error:
            # Away or restarting: nothing is lost, the leaves wait.
            _log.warning("sealing waits for the database: %s", type(error).__name__)
            connection.close()
            stopped.wait(PATIENCE_SECONDS)
        else:
            if found < services.BATCH:
                stopped.wait(max(0.0, EVERY_SECONDS - (time.monotonic() - began)))
    connection.close()
