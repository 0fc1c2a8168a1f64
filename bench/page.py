"""The page of figures: docs/benchmarks.md, with the last measuring of each benchmark and the machine it ran on."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from bench.figures import as_table
from bench.house import ROOT, House
from bench.machine import describe_machine

PAGE = ROOT / "docs" / "benchmarks.md"
NOTES = ROOT / "bench" / "notes.md"
KEPT = ROOT / "var" / "bench" / "figures.json"
ORDER = (
    "ceiling", "submissions", "helpdesk", "reading", "searching", "kills", "tampering", "log",
    "imports", "drop", "arrivals", "arrivals-many",
    "deadlines", "ledger", "metrics", "findings", "repeats", "matters", "papers", "masking", "scale",
    "attack", "attack-scan", "attack-fuzz",
)  # fmt: skip

HEAD = """# Benchmarks

Written by `make bench`: do not edit by hand. Every figure was measured on the machine below, with PostgreSQL as it is
shipped (fsync, synchronous_commit, full_page_writes and data checksums on). "Load" is the machine's load average when
the figure was taken, our own load included. Absolute numbers belong to this machine; shares and ratios travel better.
"""


def version_of(house: House) -> str:
    """The version of its PostgreSQL; asked before measuring, for some benchmarks leave it broken."""
    return str(house.one("SELECT current_setting('server_version')"))


def keep(name: str, figures: Sequence[Mapping[str, Any]], house: House, *, version: str) -> None:
    """Replace the figures of one benchmark and write the page anew; the other benchmarks keep theirs."""
    known: dict[str, Any] = _kept()
    known["machine"] = dict(describe_machine(house.server.data_dir, postgresql=version))
    known[name] = list(figures)
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    KEPT.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")
    PAGE.write_text(_page(known), encoding="utf-8")


def _kept() -> dict[str, Any]:
    if not KEPT.exists():
        return {}
    found: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def _page(known: Mapping[str, Any]) -> str:
    machine = "\n".join(f"- {name}: {words}" for name, words in known["machine"].items())
    notes = _notes()
    parts = [HEAD, f"## Machine\n\n{machine}\n"]
    for name in ORDER:
        if name in known:
            heading, words = notes.get(name, (name, ""))
            parts.append(f"## {heading}\n\n{words}\n\n{as_table(known[name])}\n")
    return "\n".join(parts)


def _notes() -> dict[str, tuple[str, str]]:
    """The heading and the prose of each benchmark: sections ``## name: Heading`` of notes.md."""
    text = NOTES.read_text(encoding="utf-8")
    found = re.findall(r"^## ([\w-]+): (.+)\n+((?:(?!^## ).*\n?)*)", text, re.MULTILINE)
    return {name: (heading, words.strip()) for name, heading, words in found}
