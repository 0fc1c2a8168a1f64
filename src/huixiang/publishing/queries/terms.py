"""What a count or a paper is narrowed to: days, a unit or label with all below it, a state, a problem. Kept as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

Plain = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Terms:
    """An empty field does not narrow. ``unit`` and ``label`` are ids, ``problem`` a number; days are included.

    ``plan`` is an id: problems, measures and rules of that plan as it stands, or of its approved ``version``.
    ``by_listing`` narrows problems and measures by the day the problem was listed, whatever is counted of them.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    unit: int | None = None
    state: str = ""
    problem: int | None = None
    by_listing: bool = False
    label: int | None = None
    plan: int | None = None
    version: int | None = None

    def plain(self) -> Plain:
        """The terms as JSON holds them; what does not narrow is left out."""
        found: Mapping[str, str | int | None] = {
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "unit": self.unit,
            "label": self.label,
            "state": self.state or None,
            "problem": self.problem,
            "by_listing": 1 if self.by_listing else None,
            "plan": self.plan,
            "version": self.version,
        }
        return {name: value for name, value in found.items() if value is not None}


def terms_from(plain: Mapping[str, str | int]) -> Terms:
    """Read what ``Terms.plain`` gave.

    :raises ValueError: a day is none.
    """
    names = ("unit", "problem", "label", "plan", "version")
    unit, problem, label, plan, version = (int(plain[name]) if name in plain else None for name in names)
    return Terms(
        since=_day(plain.get("since")),
        until=_day(plain.get("until")),
        unit=unit,
        state=str(plain.get("state", "")),
        problem=problem,
        by_listing=bool(plain.get("by_listing")),
        label=label,
        plan=plan,
        version=version,
    )


def _day(value: str | int | None) -> dt.date | None:
    return dt.date.fromisoformat(str(value)) if value else None
