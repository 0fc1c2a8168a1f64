"""Where the engine keeps what it needs between runs: a folder for each organisation. A run makes it anew."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


def engine_folder(organisation_id: int) -> Path:
    """The folder of one organisation: ``kept`` (model, ground, repeats) and ``models``; made if need be."""
    folder = Path(settings.DATA_DIR) / "engine" / str(organisation_id)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def kept_folder(organisation_id: int) -> Path:
    """What the last whole run left for arrivals."""
    return engine_folder(organisation_id) / "kept"


def repeats_folder(organisation_id: int) -> Path:
    """The kept index of repeats."""
    return kept_folder(organisation_id) / "repeats"


def model_folder(organisation_id: int, taxonomy_id: int, number: int) -> Path:
    """A version of what was learnt of a taxonomy."""
    return engine_folder(organisation_id) / "models" / f"{taxonomy_id}-{number}"


@contextmanager
def passing_folder(organisation_id: int) -> Iterator[Path]:
    """A folder for one run; words and marks of speakers in it are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="run-", dir=engine_folder(organisation_id)) as folder:
        yield Path(folder)
