"""The peers' own environment below var/evals: made on first use, and asked questions in JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from evals.data import ROOT

HOME: Final = ROOT / "var" / "evals" / "peers"
PINS: Final = Path(__file__).with_name("requirements.txt")
ONE_THREAD: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}


def ask(program: str, given: Mapping[str, Any]) -> Any:
    """Run ``evals.peers.<program>`` in the peers' environment and give its answer; numbers use one core.

    :raises subprocess.CalledProcessError: the program failed; what it wrote stands on the error output.
    """
    done = subprocess.run(
        [_python(), "-m", f"evals.peers.{program}"],
        input=json.dumps(given, ensure_ascii=False), text=True, encoding="utf-8", stdout=subprocess.PIPE,
        env=os.environ | ONE_THREAD, cwd=ROOT, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def _python() -> str:
    """The Python of the peers' environment; installs it anew when the pins have changed."""
    python, ready = HOME / "bin" / "python", HOME / "ready"
    pins = PINS.read_text(encoding="utf-8")
    if not ready.exists() or ready.read_text(encoding="utf-8") != pins:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(HOME)], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", "-r", str(PINS)], check=True)
        ready.write_text(pins, encoding="utf-8")
    return str(python)
