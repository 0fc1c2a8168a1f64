"""The page of figures: docs/benchmarks.md, with the last measuring of each benchmark and the machine it ran on.

The page is its own memory: what other benchmarks said on it stays, on whatever machine the next one runs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bench.figures import as_table
from bench.house import ROOT, House
from bench.machine import describe_machine

PAGE = ROOT / "docs" / "benchmarks.md"
NOTES = ROOT / "bench" / "notes.md"
ORDER = (
    "ceiling", "submissions", "helpdesk", "reading", "searching", "kills", "tampering", "log",
    "imports", "drop", "arrivals", "arrivals-many",
    "deadlines", "ledger", "metrics", "findings", "repeats", "matters", "papers", "masking", "scale",
    "attack", "attack-scan", "attack-fuzz",
)  # fmt: skip
MEASURED = "Measured on: "

HEAD = """# Benchmarks

Written by `make bench`: do not edit by hand. Every figure was measured on the machine named above its table, with
PostgreSQL as it is shipped (fsync, synchronous_commit, full_page_writes and data checksums on). "Load" is the machine's
load average when the figure was taken, our own load included. Absolute numbers belong to their machine; shares and
ratios travel better.
"""


def version_of(house: House) -> str:
    """The version of its PostgreSQL; asked before measuring, for some benchmarks leave it broken."""
    return str(house.one("SELECT current_setting('server_version')"))


def keep(name: str, figures: Sequence[Mapping[str, Any]], house: House, *, version: str) -> None:
    """Replace the figures of one benchmark on the page; the other benchmarks keep theirs."""
    machine = describe_machine(house.server.data_dir, postgresql=version)
    before = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    PAGE.write_text(page_with(before, name, figures, machine), encoding="utf-8")


def page_with(before: str, name: str, figures: Sequence[Mapping[str, Any]], machine: Mapping[str, str]) -> str:
    """The page with these figures of a benchmark in place of those it had, and the prose of all as it is now."""
    on = "; ".join(f"{part} {words}" if part == "PostgreSQL" else words for part, words in machine.items())
    return written(measured_on(before) | {_notes()[name][0]: f"{on}\n\n{as_table(figures)}"})


def written(measured: Mapping[str, str]) -> str:
    """The page: of each heading what was measured, with the machine before it."""
    parts, notes = [HEAD], _notes()
    for heading, words in (notes[name] for name in ORDER):
        if heading in measured:
            parts.append(f"## {heading}\n\n{words}\n\n{MEASURED}{measured[heading].rstrip()}\n")
    return "\n".join(parts)


def measured_on(page: str) -> dict[str, str]:
    """What each section of a page says was measured, by the section's heading."""
    found = re.findall(r"^## (.+)\n+((?:(?!^## ).*\n?)*)", page, re.MULTILINE)
    return {heading: body.partition(MEASURED)[2] for heading, body in found}


def _notes() -> dict[str, tuple[str, str]]:
    """The heading and the prose of each benchmark: sections ``## name: Heading`` of notes.md."""
    sections = re.findall(r"^## ([\w-]+): (.+)\n+((?:(?!^## ).*\n?)*)", NOTES.read_text(encoding="utf-8"), re.MULTILINE)
    return {name: (heading, words.strip()) for name, heading, words in sections}
