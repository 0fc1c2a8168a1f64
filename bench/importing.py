"""Run inside a house: takes a table in as ``huixiang load`` does, and prints what it took."""

from __future__ import annotations

import json
import resource
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import django

django.setup()

from huixiang.ops.load import load_table  # noqa: E402 - Django comes first
from huixiang.people.models import Organisation  # noqa: E402


class Highest(threading.Thread):
    """Looks ten times a second how much memory our children have used at most, each by itself, in MB.

    Not RUSAGE_CHILDREN: a child counts there with our own memory, which it shares until it becomes its program.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.megabytes = 0.0
        self.start()

    def run(self) -> None:
        while True:
            for listed in Path("/proc/self/task").glob("*/children"):
                with suppress(OSError, StopIteration):
                    self._look(listed.read_text().split())
            time.sleep(0.1)

    def _look(self, children: list[str]) -> None:
        for child in children:
            with suppress(OSError, StopIteration):
                if b"feeder" in Path("/proc", child, "cmdline").read_bytes():
                    lines = Path("/proc", child, "status").read_text().splitlines()
                    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmHWM"))
                    self.megabytes = max(self.megabytes, int(kilobytes) / 1024)


def main() -> None:
    reader = Highest()
    began = time.perf_counter()
    loaded = load_table(Path(sys.argv[1]), Organisation.objects.get(), progress=lambda _words: None)
    spent = time.perf_counter() - began
    own, child = (resource.getrusage(which) for which in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    told = {
        "seconds": spent, "new": loaded.new, "filed": loaded.filed, "failed": loaded.failed,
        "own_mb": own.ru_maxrss / 1024, "reader_mb": reader.megabytes,
        "own_processor": own.ru_utime + own.ru_stime, "reader_processor": child.ru_utime + child.ru_stime,
    }  # fmt: skip
    print(json.dumps(told))


if __name__ == "__main__":
    main()
