"""Where the embedded database lives: under the data folder, unless its server's account could not enter there."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

LONGEST = 90  # a socket path holds 107 bytes; the file name takes the rest


def postgres_home(data_dir: Path) -> Path:
    """The folder of the embedded server; always the same for the same data folder and user.

    PostgreSQL refuses to run as root, and another account cannot enter a data folder below a closed
    folder such as /root: then it lies in /var/lib.
    """
    if os.geteuid() != 0 or _others_may_enter(data_dir):
        return data_dir / "postgres"
    return Path("/var/lib") / f"huixiang-{_mark(data_dir)}"


def socket_folder(data_dir: Path) -> Path:
    """The folder of the server's socket: in its home, or in a short place when that path is too long."""
    folder = postgres_home(data_dir) / "socket"
    if len(str(folder).encode()) <= LONGEST:
        return folder
    return Path(tempfile.gettempdir()) / f"huixiang-{_mark(data_dir)}"


def _others_may_enter(folder: Path) -> bool:
    return all(path.stat().st_mode & 0o001 for path in [folder, *folder.parents] if path.exists())


def _mark(data_dir: Path) -> str:
    return hashlib.sha256(str(data_dir).encode()).hexdigest()[:12]
