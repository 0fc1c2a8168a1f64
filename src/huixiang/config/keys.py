"""The house's secrets: drawn once at first start, kept in the data folder, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def house_secret(data_dir: Path, name: str) -> str:
    """The named secret as 64 hexadecimal digits; drawn and kept when it is not there yet.

    Two processes starting at once agree: the first to link its file wins.
    """
    path = data_dir / "keys" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _keep(path, secrets.token_hex(32))
    return path.read_text().strip()


def _keep(path: Path, secret: str) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
        _keep_names(path.parent)


def _keep_names(folder: Path) -> None:
    """A file whose name is not on the disk yet is lost with the power, and with it everything the secret sealed."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
