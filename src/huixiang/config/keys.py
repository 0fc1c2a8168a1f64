"""The house's secrets: drawn once at first start, kept in the data folder, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from huixiang.kernel.durable import sync_folder


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
        sync_folder(path.parent)  # lost with the power, everything the secret sealed would be lost with it
