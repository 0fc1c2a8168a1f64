"""One measured figure: how it is named, compared with its target, printed, kept and laid out as a table."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure must reach: at least or at most this value."""

    value: float
    least: bool

    def met_by(self, value: float) -> bool:
        """Test whether the value reaches the target."""
        return value >= self.value if self.least else value <= self.value

    def __str__(self) -> str:
        return f"{'≥' if self.least else '≤'} {self.value:g}"


def at_least(value: float) -> Target:
    """A target from below."""
    return Target(value, least=True)


def at_most(value: float) -> Target:
    """A target from above."""
    return Target(value, least=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit. ``context`` says under which circumstances; the load average is the machine's then."""

    name: str
    value: float
    unit: str
    target: Target | None = None
    context: Mapping[str, Any] = field(default_factory=dict)
    load_average: float = field(default_factory=lambda: round(os.getloadavg()[0], 1))
    measured_at: str = field(default_factory=lambda: datetime.now(UTC).strftime("%Y-%m-%d %H:%M"))

    @property
    def met(self) -> bool | None:
        return None if self.target is None else self.target.met_by(self.value)

    def facts(self) -> dict[str, Any]:
        """The figure as it is printed and kept: flat but for its context."""
        return {
            "name": self.name,
            "value": rounded(self.value),
            "unit": self.unit,
            "target": str(self.target) if self.target else None,
            "met": self.met,
            "load_average": self.load_average,
            "measured_at": self.measured_at,
            "context": dict(self.context),
        }


def rounded(value: float) -> float:
    """Three significant digits, four from 1000 up: no figure here is more exact than that."""
    return float(f"{value:.4g}") if abs(value) >= 1000 else float(f"{value:.3g}")


def as_line(facts: Mapping[str, Any]) -> str:
    """The figure as one line of JSON."""
    return json.dumps(facts, ensure_ascii=False)


def as_table(rows: Iterable[Mapping[str, Any]]) -> str:
    """The figures as a Markdown table, in the order given."""
    lines = [
        "| Figure | Measured | Target | Met | Circumstances | Load | When (UTC) |",
        "|---|---:|---:|---|---|---:|---|",
    ]
    lines += [_row(facts) for facts in rows]
    return "\n".join(lines)


def _row(facts: Mapping[str, Any]) -> str:
    met = {True: "yes", False: "**no**", None: ""}[facts["met"]]
    context = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in facts["context"].items())
    measured = f"{facts['value']:,g} {facts['unit']}"
    target = facts["target"] or ""
    return (
        f"| {facts['name']} | {measured} | {target} | {met} | {context} "
        f"| {facts['load_average']} | {facts['measured_at']} |"
    )
