"""Log lines: one JSON object each, so that nothing typed can pretend to be another line; and without what was typed.

An error is told by its kind and the places in the code it came through. What exceptions say is left out, since they
quote rows and values; so is the address asked for, since some addresses hold a code: its route stands for it.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import traceback
from collections.abc import Iterator
from typing import Any, Final

# Signs that end a line, move the cursor or turn the direction of writing; JSON itself escapes only the first 32.
_UNSEEN: Final = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_DEEPEST: Final = 10
REQUESTS: Final = "django.request"
SECURITY: Final = "huixiang.security"


class LineFormatter(logging.Formatter):
    """One line: when (UTC), how grave, who says it, what; of an error its kinds and places, of an event its facts."""

    def format(self, record: logging.LogRecord) -> str:
        at = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        told: dict[str, Any] = {"at": at, "level": record.levelname, "from": record.name, "says": _said(record)}
        route = getattr(getattr(getattr(record, "request", None), "resolver_match", None), "route", None)
        told |= {"route": route} if route else {}
        told |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1] is not None:
            told["error"] = list(_errors(record.exc_info[1]))
        return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(told, ensure_ascii=False, default=str))


def _said(record: logging.LogRecord) -> str:
    # Django's words end in the path, which may be somebody's link: "Internal Server Error: %s".
    return str(record.msg).partition(":")[0] if record.name == REQUESTS else record.getMessage()


def _errors(error: BaseException) -> Iterator[dict[str, object]]:
    """The error and what caused it, the latest first."""
    seen: BaseException | None = error
    for _ in range(_DEEPEST):
        if seen is None:
            return
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(seen.__traceback__)]
        kind = f"{type(seen).__module__}.{type(seen).__qualname__}"
        yield {"kind": kind, "places": places, **_of_database(seen)}
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)


def _of_database(error: BaseException) -> dict[str, str]:
    """Which rule of the database was broken: names of ours, never the row."""
    told = getattr(error, "diag", None)
    names = ("sqlstate", "table_name", "constraint_name")
    return {name: str(value) for name in names if (value := getattr(told, name, None))}


def note_event(event: str, **facts: object) -> None:
    """Note what matters to security, such as a sign-in that failed: ids and kinds, never names, words or addresses."""
    logging.getLogger(SECURITY).info(event, extra={"facts": {"event": event, **facts}})
