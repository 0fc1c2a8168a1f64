"""Places at which a process dies when ``HX_FAIL`` names them, so that tests see what a death there leaves behind.

All lie on the way of a voice from the form to the receipt and the log. For tests only: ``huixiang run`` does not start
with the variable set, and doctor shows it.
"""

from __future__ import annotations

import os
import signal
import sys
from functools import partial
from typing import Final

from django.db import transaction

POINTS: Final = ("after_rename", "before_commit", "after_commit", "after_sign")
"""A file has its name, but its row is not there; all rows are written; they are committed; a head is signed."""

chosen: Final = os.environ.get("HX_FAIL", "")
if chosen:
    sys.stderr.write(f"HX_FAIL={chosen}: this process kills itself there. For tests only.\n")


def die_at(point: str) -> None:
    """End this process at once, as a loss of power would, when this point was chosen."""
    if point == chosen:
        os.kill(os.getpid(), signal.SIGKILL)


def die_around_commit() -> None:
    """Die now, or as soon as the caller's transaction is committed, when that was chosen."""
    die_at("before_commit")
    if chosen == "after_commit":
        transaction.on_commit(partial(die_at, "after_commit"))
