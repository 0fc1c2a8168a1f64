"""The page of accuracy: docs/evals.md, with the last measuring of each eval and what it was measured on."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bench.figures import as_table
from bench.machine import describe_machine
from evals.data import ROOT

PAGE: Final = ROOT / "docs" / "evals.md"
NOTES: Final = ROOT / "evals" / "notes.md"
KEPT: Final = ROOT / "var" / "evals" / "figures.json"

HEAD: Final = """# How right the engine is

Written by `make evals`: do not edit by hand. Every figure was measured on the texts named beside it, none of which
belongs to the project. "Target" is the floor: below it `make evals` fails. Names that begin with a peer's name are that
peer's figures, on the same texts in the same run.
"""


def keep(name: str, figures: Sequence[Mapping[str, Any]]) -> None:
    """Replace the figures of one eval and write the page anew; the other evals keep theirs."""
    known: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    known["machine"] = dict(describe_machine(KEPT.parent, postgresql=""))
    known[name] = list(figures)
    KEPT.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")
    PAGE.write_text(_page(known), encoding="utf-8")


def _page(known: Mapping[str, Any]) -> str:
    machine = "\n".join(f"- {name}: {known['machine'][name]}" for name in ("Processor", "Memory", "System"))
    parts = [HEAD, f"## Machine\n\n{machine}\n"]
    for name, (heading, words) in _notes().items():
        if name in known:
            parts.append(f"## {heading}\n\n{words}\n\n{as_table(known[name])}\n")
    return "\n".join(parts)


def _notes() -> dict[str, tuple[str, str]]:
    """The heading and the prose of each eval, in the page's order: sections ``## name: Heading`` of notes.md."""
    text = NOTES.read_text(encoding="utf-8")
    found = re.findall(r"^## (\w+): (.+)\n+((?:(?!^## ).*\n?)*)", text, re.MULTILINE)
    return {name: (heading, words.strip()) for name, heading, words in found}
