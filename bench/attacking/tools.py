"""The tools' own environments below var/bench, made from their locks: nothing of them comes into ours."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Final

from bench.house import ROOT

HOME: Final = ROOT / "var" / "bench"


def environment_of(name: str) -> Path:
    """The folder of programs of the environment that requirements/NAME.lock describes; made anew when that changed."""
    home, lock = HOME / name, ROOT / "requirements" / f"{name}.lock"
    ready, pins = home / "ready", lock.read_text(encoding="utf-8")
    if not ready.exists() or ready.read_text(encoding="utf-8") != pins:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        subprocess.run(
            [home / "bin" / "python", "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock],
            check=True, stdout=sys.stderr,
        )  # fmt: skip
        ready.write_text(pins, encoding="utf-8")
    return home / "bin"


def version_in(programs: Path, package: str) -> str:
    """The version of a package there."""
    ask = f"import importlib.metadata as m; print(m.version({package!r}))"
    return subprocess.run([programs / "python", "-c", ask], check=True, capture_output=True, text=True).stdout.strip()


def our_packages() -> str:
    """Where our own code and packages lie, for a tool that loads them beside itself."""
    return ":".join([str(ROOT), str(ROOT / "src"), sysconfig.get_paths()["purelib"]])
