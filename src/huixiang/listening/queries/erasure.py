"""Reads about erasing: how long things are kept, what is due, what was erased.

A restored database may be older than an erasure, so what was erased is also listed beside it: a line for each in a
file of each organisation below DATA_DIR/erased. Which record, how much, why, on which day; no personal data.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from huixiang.listening.models import Erasure


@dataclass(frozen=True, slots=True)
class Erased:
    """One erasure: ``subject`` is ``voice:<uuid>``, ``case:<uuid>`` or ``import:<id>``; ``on`` an ISO day."""

    subject: str
    scope: str
    ground: str
    on: str


def erased_as(done: Erasure) -> Erased:
    """An erasure as it stands in the list."""
    pairs = (("voice", done.voice_id), ("case", done.case_id), ("import", done.brought_id))
    subject = next(f"{kind}:{pk}" for kind, pk in pairs if pk)
    return Erased(subject, done.scope, done.ground, done.on.isoformat())


def list_path(organisation_id: int) -> Path:
    """Where the list of an organisation lies."""
    return Path(settings.DATA_DIR) / "erased" / f"{organisation_id}.jsonl"


def erased_here() -> list[Erased]:
    """Everything this organisation's database knows to be erased, oldest first (1 query)."""
    return [erased_as(done) for done in Erasure.objects.order_by("id")]


def read_list(path: Path) -> list[Erased]:
    """What a list holds; empty when there is none. A last line that was cut off is left out."""
    if not path.exists():
        return []
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            found.append(Erased(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found
