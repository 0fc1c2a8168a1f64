"""Run inside a house: takes a table in as ``huixiang load`` does, and prints what it took."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import django

django.setup()

from huixiang.ops.load import load_table  # noqa: E402 - Django comes first
from huixiang.people.models import Organisation  # noqa: E402


def main() -> None:
    began = time.perf_counter()
    loaded = load_table(Path(sys.argv[1]), Organisation.objects.get(), progress=lambda _words: None)
    spent = time.perf_counter() - began
    own, child = (resource.getrusage(which) for which in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    told = {
        "seconds": spent, "new": loaded.new, "filed": loaded.filed, "failed": loaded.failed,
        "own_mb": own.ru_maxrss / 1024, "reader_mb": child.ru_maxrss / 1024,
        "own_processor": own.ru_utime + own.ru_stime, "reader_processor": child.ru_utime + child.ru_stime,
    }  # fmt: skip
    print(json.dumps(told))


if __name__ == "__main__":
    main()
