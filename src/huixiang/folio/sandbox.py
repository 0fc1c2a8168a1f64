"""Run a task on a file we do not trust in a child process, and believe little of its answer.

The parent's half of ``child``: it starts the process, waits, and rebuilds refusals.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any, Final

from huixiang.folio.unsafe import BrokenFile, refusal

WAIT_SECONDS: Final = 30


def in_child(task: str, data: bytes, *, name: str, **asked: int) -> tuple[Mapping[str, Any], bytes]:
    """Run a task of ``child`` (such as 'make_safe') on a file in a child process; returns its facts and bytes.

    The child has no environment but the module path, may write no file and read none but its own code, reaches no
    network and no other process, and is limited to 1 GiB of address space, 10 s of processor and 30 s of waiting.

    :raises UnsafeFile: as told by the child; broken if it crashed, overran or answered nonsense.
    """
    head = json.dumps({"task": task, "name": name, **asked}).encode() + b"\n"
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-P", "-m", "huixiang.folio.child"],
            input=head + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=WAIT_SECONDS,
            check=True,
        )
        told, _, body = done.stdout.partition(b"\n")
        facts = json.loads(told)
    except (subprocess.SubprocessError, ValueError) as error:
        raise BrokenFile from error
    if not isinstance(facts, dict):
        raise BrokenFile
    if "refused" in facts:
        raise refusal(str(facts["refused"]), _plain(facts.get("params")))
    return facts, body


def _plain(params: object) -> dict[str, str | int]:
    if not isinstance(params, dict):
        return {}
    return {str(key): value for key, value in params.items() if isinstance(value, str | int)}
