"""The child process for files we do not trust: little memory, little time, nothing to steal, nobody to tell.

Run as ``python -m huixiang.folio.child`` by ``sandbox``: one line of JSON (task and name) and the
file on the way in, one line of JSON and the result on the way out. POSIX only.
"""

import json
import os
import resource
import sys
from typing import Any, Final

from huixiang.folio.confine import confine
from huixiang.folio.lists.reading import read_outline
from huixiang.folio.lists.wire import to_plain
from huixiang.folio.scans import counted, drawn
from huixiang.folio.tables import read_table
from huixiang.folio.unsafe import BrokenFile, UnsafeFile
from huixiang.folio.uploads import make_safe

MEMORY: Final = 1024**3
WORK_SECONDS: Final = 10
HEAD: Final = 4096


def _limit() -> None:
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: WORK_SECONDS,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
    }
    for what, limit in limits.items():
        resource.setrlimit(what, (limit, limit))
    confine()


def _work(asked: dict[str, Any], data: bytes) -> tuple[dict[str, object], bytes]:
    task, name = asked["task"], asked["name"]
    if task == "count_pages":
        return {"pages": counted(data)}, b""
    if task == "draw_page":
        return {}, drawn(data, asked["page"])
    if task == "make_safe":
        safe = make_safe(data, name=name)
        return {"notes": list(safe.notes)}, safe.clean
    if task == "read_outline":
        return {}, json.dumps(to_plain(read_outline(data, name=name)), ensure_ascii=False).encode()
    table = read_table(data, name=name)
    rows = [[row.number, list(row.cells.values())] for row in table.rows]
    return {"header": list(table.header)}, json.dumps(rows, ensure_ascii=False).encode()


def _main() -> None:
    _limit()
    request = json.loads(sys.stdin.buffer.readline(HEAD))
    body = b""
    try:
        facts, body = _work(request, sys.stdin.buffer.read())
    except UnsafeFile as error:
        facts = {"refused": error.code, "params": dict(error.params)}
    except MemoryError:
        facts = {"refused": BrokenFile.code}
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + body)
    sys.stdout.buffer.flush()
    os._exit(0)  # native libraries may hang or fail while they take themselves down


if __name__ == "__main__":
    _main()
