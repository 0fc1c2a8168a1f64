"""atheris over what reads strangers' bytes: so many runs or seconds for each reader, and no crash."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.attacking.tools import environment_of, our_packages, version_in
from bench.figures import Figure, at_least, at_most
from bench.house import ROOT
from bench.sizes import Size

TARGETS: Final = (
    "masks", "receipt file", "proof file", "note", "verifier", "kept head", "tiles", "entry", "receipt code", "table",
    "table as it streams", "moment", "shapes",
)  # fmt: skip
RUNS: Final = 1_000_000
CRASHES: Final = ROOT / "var" / "bench" / "crashes"
CRASHED: Final = {77, 76, 70}  # libFuzzer: an error, a leak, too long
_EXECUTED: Final = re.compile(rb"stat::number_of_executed_units:\s*(\d+)")


class FuzzerFailed(RuntimeError):
    """The fuzzer itself did not run; its last words are in the error."""


def measure(size: Size) -> Iterator[Figure]:
    """Executions and crashes of each reader; last the planted crash, which must be found."""
    programs = environment_of("attack")
    context = {"atheris": version_in(programs, "atheris"), "seconds": size.fuzzing_seconds}
    for name in TARGETS:
        executed, crashed = _fuzzed(programs, name, size.fuzzing_seconds)
        yield Figure(f"{name}: executions", executed, "executions", context=context)
        yield Figure(f"{name}: crashes", int(crashed), "crashes", at_most(0), {"executions": executed})
    executed, crashed = _fuzzed(programs, "planted", 60)
    yield Figure("the planted crash, found", int(crashed), "of 1", at_least(1), {"after executions": executed})


def _fuzzed(programs: Path, name: str, seconds: float) -> tuple[int, bool]:
    """How often one reader was run, and whether it crashed; the input of a crash is kept below var/bench/crashes."""
    with tempfile.TemporaryDirectory(prefix="hx-fuzz-") as folder:
        done = subprocess.run(
            [programs / "python", "-m", "bench.attacking.with_atheris", name, folder, str(RUNS), str(int(seconds))],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": our_packages(), "LANG": "C.UTF-8"}, cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=seconds + 300, check=False,
        )  # fmt: skip
        found = _EXECUTED.search(done.stderr)
        crashed = done.returncode in CRASHED
        if found is None or (done.returncode and not crashed):
            raise FuzzerFailed(done.stderr[-2000:].decode("utf-8", "replace"))
        for crash in Path(folder).glob("crash-*"):
            CRASHES.mkdir(parents=True, exist_ok=True)
            (CRASHES / f"{name.replace(' ', '-')}-{crash.name}").write_bytes(crash.read_bytes())
        return int(found[1]), crashed
