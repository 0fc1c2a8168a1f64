"""One target under atheris: ``with_atheris TARGET FOLDER RUNS SECONDS``; what it did is told on the error output.

Runs with the fuzzer beside our own packages; our code is instrumented, what it calls is not. FOLDER gets the inputs
that reach something new and, on a crash, the input that led to it.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

atheris: Any = importlib.import_module("atheris")

with atheris.instrument_imports(include=["huixiang", "bench"]):
    from bench.attacking.targets import PLANTED, TARGETS


def main() -> None:
    """Fuzz until the runs or the seconds are over, or something crashes."""
    name, folder, runs, seconds = sys.argv[1:5]
    target = {**TARGETS, "planted": PLANTED}[name]
    found = Path(folder)
    for number, example in enumerate(target.examples):
        (found / f"example-{number}").write_bytes(example)

    def once(data: bytes) -> None:
        try:
            target.read(data)
        except target.documented:
            return

    options = (f"-runs={runs}", f"-max_total_time={seconds}", "-max_len=4096", "-timeout=20", "-rss_limit_mb=1500")
    atheris.Setup(
        [sys.argv[0], *options, "-print_final_stats=1", "-verbosity=0", f"-artifact_prefix={found}/crash-", str(found)],
        atheris.instrument_func(once),
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
