"""Writes problem-list.xlsx: the list of problems as offices keep it (问题清单), and the voices behind each."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

import pyarrow as pa

from huixiang.folio.workbooks import Cell, Column, Sheet, write_workbook
from huixiang.ops.digesting.findings import Findings, Shown
from huixiang.ops.digesting.lines import Lines

IDS: Final = 200  # ids of voices named in one cell; the second sheet has them all

ZH: Final[Mapping[str, str]] = {
    "book": "问题清单",
    "voices_sheet": "原声",
    "number": "序号",
    "problem": "问题",
    "class": "类别",
    "place": "地点",
    "people": "涉及单位/人",
    "speakers": "反映人数",
    "voices": "件数",
    "first": "首次",
    "last": "最近",
    "heat": "热度",
    "words": "代表词",
    "ids": "原声编号",
    "matter": "事情编号",
    "id": "编号",
    "said_at": "时间",
    "title": "标题",
    "body": "内容",
    "repeat_of": "重复于",
    "reason": "为什么归到这里",
    "label": "建议类别",
    "confidence": "把握",
    "and_more": "…共 {n} 条",
}
EN: Final[Mapping[str, str]] = {
    "book": "Problem list",
    "voices_sheet": "Voices",
    "number": "No.",
    "problem": "Problem",
    "class": "Class",
    "place": "Place",
    "people": "Units or people",
    "speakers": "People",
    "voices": "Voices",
    "first": "First",
    "last": "Last",
    "heat": "Heat",
    "words": "Words",
    "ids": "Ids of voices",
    "matter": "Matter",
    "id": "Id",
    "said_at": "When",
    "title": "Title",
    "body": "Words",
    "repeat_of": "Repeats",
    "reason": "Why it is here",
    "label": "Suggested class",
    "confidence": "Confidence",
    "and_more": "… {n} in all",
}


def write_problem_list(path: Path, findings: Findings, shown: Shown, lines: Lines, *, code: str) -> None:
    """Write both sheets: every matter, hottest first; then the voices that the report shows, by matter.

    :raises OSError: the disk is full.
    """
    words = ZH if code == "zh" else EN
    problems = [
        ("number", 6, False), ("problem", 36, True), ("class", 10, True), ("place", 16, True), ("people", 16, True),
        ("speakers", 9, False), ("voices", 6, False), ("first", 11, False), ("last", 11, False), ("heat", 6, False),
        ("words", 20, True), ("ids", 24, True), ("matter", 13, False),
    ]  # fmt: skip
    further = [Column(taxonomy, 14, wrap=True) for taxonomy in findings.further]
    voices = [
        ("number", 6, False), ("id", 14, False), ("said_at", 17, False), ("title", 30, True), ("body", 70, True),
        ("label", 12, True), ("confidence", 8, False), ("repeat_of", 14, False), ("reason", 30, True),
        ("matter", 13, False),
    ]  # fmt: skip
    sheets = (
        Sheet(words["book"], [*_columns(problems, words), *further], _problems(findings, lines, words)),
        Sheet(words["voices_sheet"], [*_columns(voices, words), *further], _voices(findings, shown, lines)),
    )
    write_workbook(path, sheets, title=words["book"])


def _columns(columns: list[tuple[str, int, bool]], words: Mapping[str, str]) -> list[Column]:
    return [Column(words[name], width, wrap) for name, width, wrap in columns]


def _problems(findings: Findings, lines: Lines, words: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    ids = _ids_of_matters(findings)
    labels, *further = [_labels_of_matters(findings, each) for each in (findings.classes, *findings.further.values())]
    titles = lines.black_out_all(findings.matters["title"].to_pylist())
    for number, (row, title) in enumerate(zip(findings.matters.to_pylist(), titles, strict=True), start=1):
        name = row["matter"]
        some = ids.get(name, [])
        listed = "、".join(some[:IDS]) + (words["and_more"].format(n=len(some)) if len(some) > IDS else "")
        yield (
            number, title, labels.get(name), row["place"], _listed(row.get("people")), row["speakers"], row["voices"],
            _day(row["first"]), _day(row["last"]), round(row["heat"], 2), "、".join(row["words"] or ()), listed, name,
            *(of.get(name) for of in further),
        )  # fmt: skip


def _voices(findings: Findings, shown: Shown, lines: Lines) -> Iterator[tuple[Cell, ...]]:
    labels, confidences = findings.classes["label"].to_pylist(), findings.classes["confidence"].to_pylist()
    further = [classes["label"] for classes in findings.further.values()]
    repeat_of = findings.found["repeat_of"]
    groups = [*shown.by_matter.items(), (None, shown.single)]
    for number, (matter, rows) in enumerate(groups, start=1):
        for row in map(int, rows):
            line = lines.line(row)
            if line is not None:
                yield (
                    number if matter else None, line.id, line.day, line.title, line.body, labels[row],
                    round(confidences[row], 3),
                    repeat_of[row].as_py(), line.reason, matter, *(of[row].as_py() for of in further),
                )  # fmt: skip


def _ids_of_matters(findings: Findings) -> dict[str, list[str]]:
    ids: dict[str, list[str]] = {}
    for matter, name in zip(findings.found["matter"].to_pylist(), findings.found["id"].to_pylist(), strict=True):
        if matter is not None:
            ids.setdefault(matter, []).append(name)
    return ids


def _labels_of_matters(findings: Findings, classes: pa.Table) -> dict[str, str]:
    """Tell each matter's commonest suggested class; of equally common ones the first in order."""
    counts: dict[str, dict[str, int]] = {}
    for matter, label in zip(findings.found["matter"].to_pylist(), classes["label"].to_pylist(), strict=True):
        if matter is not None and label is not None:
            of = counts.setdefault(matter, {})
            of[label] = of.get(label, 0) + 1
    return {matter: max(sorted(of), key=of.__getitem__) for matter, of in counts.items()}


def _listed(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _day(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(hour=0, minute=0, second=0)
