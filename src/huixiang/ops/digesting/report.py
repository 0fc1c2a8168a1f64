"""Builds what report.html shows and renders it: one file that needs no network, no script and no other file."""

import operator
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, Final

import numpy as np
import pyarrow as pa
from jinja2 import Environment, PackageLoader, StrictUndefined
from pyarrow import compute

from huixiang.ops.digesting.findings import Blackener, Findings, Shown
from huixiang.ops.digesting.lines import Lines, Pages
from huixiang.ops.digesting.report_words import EN, ZH
from huixiang.ops.digesting.sentences import Tongue
from huixiang.ops.digesting.trends import Trend, draw_trend

OPEN: Final = 30  # matters that stand open; the others are folded
IN_A_FOLD: Final = 50
REPEATS: Final = 500  # repeats named by their ids
CLASS_ROWS: Final = 100  # voices named for each class and each kind of problem
_compute: Final[Any] = compute


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter as shown."""

    rank: int
    name: str
    title: str
    place: str
    people: str
    days: str
    speakers: int
    voices: int
    heat: str
    trend: Trend | None
    words: tuple[str, ...]
    pages: Pages


@dataclass(frozen=True, slots=True)
class Class:
    """One suggested class with some of its voices as (row, id, title)."""

    label: str
    count: int
    share: float
    surest: float
    rows: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A voice for which no class was suggested, with the two likeliest."""

    row: int
    id: str
    title: str
    first: str
    sure: int
    second: str


def write_report(path: Path, findings: Findings, shown: Shown, lines: Lines, tongue: Tongue) -> None:
    """Render the report into a file; at most some 40 MB, for 20,000 voices of 500 characters.

    :raises OSError: the disk is full.
    """
    page = _page(findings, shown, lines, tongue)
    environment = Environment(
        loader=PackageLoader("huixiang.ops.digesting"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["day"] = _day_in(tongue.code)
    environment.filters["n"] = "{:,}".format
    page |= {"blackener": lines.blackener, "kinds": _kinds(lines.blackener), "problem": tongue.problem}
    stream = environment.get_template("report.html.j2").stream(page)
    stream.enable_buffering(200)
    stream.dump(str(path), encoding="utf-8")


def _page(findings: Findings, shown: Shown, lines: Lines, tongue: Tongue) -> dict[str, Any]:
    words = ZH if tongue.code == "zh" else EN
    day = _day_in(tongue.code)
    matters = _matters(findings, shown, lines, words, day)
    reading = findings.reading
    said = [moment for moment in _compute.min_max(reading.voices["said_at"]).as_py().values() if moment]
    repeated = findings.found["repeat_of"].drop_null()
    doubts = _doubts(findings, lines)
    return {
        "t": words, "name": reading.path.name, "reading": reading,
        "span": words["span"].format(first=day(said[0]), last=day(said[1])) if said else words["no_span"],
        "rows": reading.voices.num_rows, "repeats": len(repeated), "repeated": len(repeated.unique()),
        "repeat_rows": _repeats(findings, lines),
        "all_matters": findings.matters.num_rows, "open": matters[:OPEN], "folds": _folds(matters),
        "shown_matters": len(matters), "single": lines.pages(shown.single, _single_count(findings)),
        "single_count": _single_count(findings), "classes": _classes(findings, lines), "further": _further(findings),
        "doubts": doubts[1], "doubtful": doubts[0], "classes_by": findings.classes_by, "odd": _odd(findings, lines),
        "odd_count": reading.problems.num_rows, "columns": _columns(findings, words),
        "steps": findings.steps,
        "masks": _compute.sum(findings.found["masks"]).as_py() or 0,
        "now": day(findings.now) if findings.now else "",
        "masked": _named(lines.blackener.rows, lines),
    }  # fmt: skip


def _matters(
    findings: Findings, shown: Shown, lines: Lines, words: Mapping[str, str], day: Callable[[datetime], str]
) -> list[Matter]:
    rows = findings.matters.slice(0, len(shown.by_matter)).to_pylist()
    titles = lines.black_out_all([row["title"] or "" for row in rows])
    people = lines.black_out_all([_listed(row.get("people")) for row in rows])
    return [
        Matter(
            rank=rank,
            name=row["matter"],
            title=title,
            place=row["place"] or "",
            people=who,
            days=_days(row["first"], row["last"], words, day),
            speakers=row["speakers"],
            voices=row["voices"],
            heat=f"{row['heat']:.1f}",
            trend=draw_trend(row["trend"] or (), findings.steps),
            words=tuple(row["words"] or ()),
            pages=lines.pages(shown.by_matter[row["matter"]], row["voices"]),
        )
        for rank, (row, title, who) in enumerate(zip(rows, titles, people, strict=True), start=1)
    ]


def _repeats(findings: Findings, lines: Lines) -> list[tuple[int, str, int, str]]:
    """Name the first repeats as (row, id, row of the first, its id)."""
    repeat_of = findings.found["repeat_of"].combine_chunks()
    repeats = np.flatnonzero(repeat_of.is_valid().to_numpy(zero_copy_only=False)).tolist()
    rows = np.array(list(islice(filter(lines.line, repeats), REPEATS)), np.int64)
    firsts = _compute.index_in(repeat_of.take(pa.array(rows)), findings.found["id"].combine_chunks()).to_pylist()
    pairs = [(row, first, lines.line(row), lines.line(first)) for row, first in zip(rows.tolist(), firsts, strict=True)]
    return [(row, line.id, first, of.id) for row, first, line, of in pairs if line is not None and of is not None]


def _folds(matters: Sequence[Matter]) -> list[Sequence[Matter]]:
    return [matters[start : start + IN_A_FOLD] for start in range(OPEN, len(matters), IN_A_FOLD)]


def _classes(findings: Findings, lines: Lines) -> list[Class]:
    labels = findings.classes["label"].to_pylist()
    sure = findings.classes["confidence"].to_pylist()
    rows: dict[str, list[int]] = {}
    for row, label in enumerate(labels):
        if label is not None:
            rows.setdefault(label, []).append(row)
    found = [
        Class(label, len(of), len(of) / len(labels), median(sure[row] for row in of), _named(of, lines))
        for label, of in rows.items()
    ]
    return sorted(found, key=lambda each: (-each.count, each.label))


def _further(findings: Findings) -> list[tuple[str, list[tuple[str, int]]]]:
    """Count the voices of each class of each further taxonomy, the commonest first."""
    found = []
    for taxonomy, classes in findings.further.items():
        counted = Counter(label for label in classes["label"].to_pylist() if label is not None)
        found.append((taxonomy, sorted(counted.items(), key=lambda each: (-each[1], each[0]))))
    return found


def _doubts(findings: Findings, lines: Lines) -> tuple[int, list[Doubt]]:
    rows = np.flatnonzero(findings.classes["label"].is_null().to_numpy())
    shown = list(islice(filter(lines.line, rows.tolist()), CLASS_ROWS))
    likeliest = findings.classes.take(pa.array(shown, pa.int64())).to_pylist()
    doubts = []
    for row, guess in zip(shown, likeliest, strict=True):
        line = lines.line(row)
        if line is not None:
            sure = round(100 * guess["confidence"])
            first = guess["first"] or ""
            doubts.append(Doubt(row, line.id, _titled(line.title, line.body), first, sure, guess["second"] or ""))
    return len(rows), doubts


def _named(rows: Sequence[int], lines: Lines) -> tuple[tuple[int, str, str], ...]:
    found = [(row, lines.line(row)) for row in islice(filter(lines.line, rows), CLASS_ROWS)]
    return tuple((row, line.id, _titled(line.title, line.body)) for row, line in found if line is not None)


def _titled(title: str, body: str) -> str:
    return title or (body if len(body) <= 40 else f"{body[:39]}…")


def _odd(findings: Findings, lines: Lines) -> list[tuple[str, int, list[dict[str, Any]]]]:
    problems = findings.reading.problems
    counts: Counter[str] = Counter(problems["problem"].to_pylist())
    found = []
    for kind, count in counts.most_common():
        some = problems.filter(_compute.equal(problems["problem"], kind)).slice(0, CLASS_ROWS)
        places = _compute.index_in(some["id"].combine_chunks(), findings.reading.voices["id"].combine_chunks())
        shown = [lines.line(place) is not None for place in places.to_pylist()]
        cells = some.to_pylist()
        for cell, place, there in zip(cells, places.to_pylist(), shown, strict=True):
            cell["place"] = place if there else None
        found.append((kind, count, cells))
    return found


def _single_count(findings: Findings) -> int:
    return int(findings.found["matter"].null_count)


def _columns(findings: Findings, words: Mapping[str, str]) -> list[tuple[str, str]]:
    columns = findings.reading.columns
    return [
        (words[f"field:{field}"], "、".join(names)) for field, names in columns.items() if f"field:{field}" in words
    ]


def _kinds(blackener: Blackener) -> list[tuple[str, int]]:
    return sorted(
        ((kind.value, count) for kind, count in blackener.kinds.items()), key=operator.itemgetter(1, 0), reverse=True
    )


def _days(
    first: datetime | None, last: datetime | None, words: Mapping[str, str], day: Callable[[datetime], str]
) -> str:
    if first is None or last is None:
        return words["no_day"]
    if first.date() == last.date():
        return words["one_day"].format(day=day(first))
    return words["days"].format(first=day(first), last=day(last))


def _listed(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _day_in(code: str) -> Callable[[datetime], str]:
    if code == "zh":
        return lambda moment: f"{moment.year}年{moment.month}月{moment.day}日"
    return lambda moment: f"{moment.day} {moment:%b %Y}"
