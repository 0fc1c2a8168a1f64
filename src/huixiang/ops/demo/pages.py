"""Reads the demo's three JSON files into plain Python: organisation, voices, story."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """What is told: days 0 to ``days`` - 1."""

    days: int
    organisation: Told
    voices: tuple[Told, ...]
    problems: tuple[Told, ...]
    rest: Told


def read_story() -> Story:
    """Read the files; they are part of the package, so a missing one is a broken installation."""
    story = _read("story.json")
    voices = _read("voices.json")
    told = voices["voices"] if isinstance(voices, dict) else voices
    return Story(story["days"], _read("organisation.json"), tuple(told), tuple(story["problems"]), story)


def _read(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))
