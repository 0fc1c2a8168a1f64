"""Hooks of schemathesis: who sends each request, and a tally of the answers.

Loaded by schemathesis itself, in its own environment. The environment variables ATTACK_SESSIONS (a JSON list of session
cookies of one person, empty for nobody) and ATTACK_TOLD (a file for the tally) say what to do.
"""

from __future__ import annotations

import atexit
import importlib
import itertools
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

TOKEN = "a" * 32  # of the cookie and of the header alike: the site asks that they be the same
SIGN_IN = "/account/login/"
MOST_FAULTS = 200
TELL_EVERY = 200
LET_IN = {409, 422}  # refused by the act itself, or by its form: the door was open

_sessions = itertools.cycle(json.loads(os.environ["ATTACK_SESSIONS"]) or [""])
_session = [next(_sessions)]
_answers: Counter[str] = Counter()
_reached: set[str] = set()
_faults: list[dict[str, str]] = []


def before_call(_context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """Send as this person, with a CSRF token as a browser of theirs would have it; no answer is followed."""
    kwargs["allow_redirects"] = False
    case.headers = case.headers or {}
    session = f"; hx={_session[0]}" if _session[0] else ""
    case.headers["Cookie"] = f"hx-csrf={TOKEN}{session}"
    case.headers["X-CSRFToken"] = TOKEN


def after_call(_context: Any, case: Any, response: Any) -> None:
    """Count the answer; whoever is asked to sign in goes on as another browser of the same person."""
    where = "".join(response.headers.get("location", []))
    signed_out = response.status_code == 302 and where.startswith(SIGN_IN)
    _answers["to the sign-in page" if signed_out else str(response.status_code)] += 1
    if signed_out:
        _session[0] = next(_sessions)
    elif response.status_code < 400 or response.status_code in LET_IN:
        _reached.add(case.operation.label)
    if response.status_code >= 500 and len(_faults) < MOST_FAULTS:
        _faults.append(_fault(case, response))
    if sum(_answers.values()) % TELL_EVERY == 0:
        _tell()


def _fault(case: Any, response: Any) -> dict[str, str]:
    request = response.request
    return {
        "operation": case.operation.label, "status": str(response.status_code), "url": str(request.url)[:2000],
        "body": repr(request.body)[:2000], "kind": str(request.headers.get("Content-Type", "")),
    }  # fmt: skip


def _tell() -> None:
    told = {"answers": _answers, "reached": len(_reached), "faults": _faults}
    Path(os.environ["ATTACK_TOLD"]).write_text(json.dumps(told), encoding="utf-8")


atexit.register(_tell)
_schemathesis: Any = importlib.import_module("schemathesis")
for each in (before_call, after_call):
    _schemathesis.hook(each)
