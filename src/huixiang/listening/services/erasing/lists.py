"""Writes the list of what was erased, beside the database: see queries/erasure.py for what stands in it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from django.db import transaction

from huixiang.kernel.durable import sync_folder
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.models import Erasure
from huixiang.listening.queries import Erased, erased_as, erased_here, list_path, read_list


def write_down(done: Erasure) -> None:
    """Add an erasure to the list once it is committed."""
    one, path = erased_as(done), list_path(current_organisation_id())
    transaction.on_commit(lambda: _append(path, [one]))


def complete_list() -> int:
    """Add to the list what the database knows and it lacks, as after a crash between the two; says how many."""
    path = list_path(current_organisation_id())
    there = set(read_list(path))
    missing = [one for one in erased_here() if one not in there]
    if missing:
        _append(path, missing)
    return len(missing)


def _append(path: Path, erased: Iterable[Erased]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("a+b") as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")
        file.write("".join(json.dumps(asdict(one)) + "\n" for one in erased).encode())
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)
