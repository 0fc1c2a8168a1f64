"""Build the kernel's library with the system's C compiler, and tell whether the one that is there fits its source."""

import hashlib
import os
import shlex
import shutil
import subprocess
import sysconfig
import tempfile
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
SOURCES: Final = (HERE / "grams.c", HERE / "rows.c", HERE / "places.c")
READ: Final = (HERE / "shared.h", *SOURCES)
# Fused multiplications would round once where numpy rounds twice.
FLAGS: Final = ("-O3", "-std=c11", "-ffp-contract=off", "-fPIC", "-shared", "-Wall", "-Wextra")


class NotBuilt(Exception):
    """There is no library, and the sentence says why; everything works without it, several times slower."""


def library() -> Path:
    """Where the library of this platform lies, built or not."""
    return HERE / f"grams-{sysconfig.get_platform()}.so"


def stamp() -> int:
    """Give a number for the sources as they are now; a library built from others has another."""
    read = b"".join(path.read_bytes() for path in READ)
    return int.from_bytes(hashlib.sha256(read).digest()[:8], "little")


def build(*, into: Path | None = None, flags: tuple[str, ...] = FLAGS) -> Path:
    """Compile the library and put it in its place in one step: a reader sees the old one or the new one.

    :raises NotBuilt: there is no compiler, it fails, or the folder cannot be written; nothing is changed.
    """
    target = into or library()
    compiler = shlex.split(os.environ.get("CC", "")) or [shutil.which("cc") or shutil.which("gcc") or ""]
    if not shutil.which(compiler[0]):
        raise NotBuilt("No C compiler was found.")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".build-") as folder:
            fresh = Path(folder, target.name)
            command = [*compiler, *flags, f"-DHX_STAMP={stamp()}ULL", *map(str, SOURCES), "-o", str(fresh), "-lm"]
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)  # noqa: S603 fixed words
            fresh.replace(target)
    except subprocess.CalledProcessError as error:
        raise NotBuilt(f"The C compiler failed: {error.stderr.strip()[:500]}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotBuilt(f"The library could not be written: {error}") from error
    return target
