"""Tells the findings on a report in Chinese: as a paper, as plain values, in lines."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from django.utils import translation

from huixiang.folio.papers.paper import Column, Kind, Paper
from huixiang.publishing.labels import QUESTIONS
from huixiang.publishing.papers.words import LANGUAGE
from huixiang.publishing.reports.checking import Finding, Reading, Standing

STANDINGS: Final[Mapping[Standing, str]] = {
    Standing.CONFIRMED: "相符",
    Standing.CONTRADICTED: "不符",
    Standing.UNKNOWN: "无法核对",
}
COLUMNS: Final = (
    Column("number", "序号", Kind.NUMBER, 2.5),
    Column("place", "位置", width=4),
    Column("sentence", "原句", width=14),
    Column("written", "报告的数", width=4.5),
    Column("meaning", "理解为", width=8),
    Column("period", "时间", width=6),
    Column("true", "台账的数", width=4.5),
    Column("standing", "结论", width=4.5),
    Column("why", "说明", width=6),
    Column("rows", "打开明细", width=12),
)


def plain_row(finding: Finding) -> dict[str, str]:
    """A finding as texts, by the keys of the columns; several readings on a line each."""
    return {
        "place": finding.place,
        "sentence": finding.sentence,
        "written": finding.written,
        "meaning": "\n".join(meaning_words(reading) for reading in finding.readings),
        "period": finding.period,
        "true": "\n".join(true_words(reading) for reading in finding.readings),
        "standing": STANDINGS[finding.standing],
        "why": finding.why,
        "rows": "\n".join(reading.address for reading in finding.readings),
    }


def meaning_words(reading: Reading) -> str:
    """What a number was taken for: 已销号的问题, or its share in 列入的问题."""
    with translation.override(LANGUAGE):
        words = str(QUESTIONS[reading.meaning.question])
        return f"{words}占{QUESTIONS[reading.meaning.of]}" if reading.meaning.of else words


def true_words(reading: Reading) -> str:
    """The true value: shares with one decimal and %."""
    return f"{reading.true:.1f}%" if reading.meaning.of else str(reading.true)


def sum_words(findings: Sequence[Finding]) -> str:
    """How many numbers there are and how they stand."""
    counts = Counter(finding.standing for finding in findings)
    parts = "，".join(f"{words} {counts[standing]} 个" for standing, words in STANDINGS.items())
    return f"共找到 {len(findings)} 个数：{parts}。"


def findings_paper(findings: Sequence[Finding], *, title: str, day: dt.date) -> Paper:
    """The findings as a paper, for .docx and .xlsx."""
    return Paper(
        title=f"{title}数字核对表",
        columns=COLUMNS,
        rows=[{"number": place, **plain_row(each)} for place, each in enumerate(findings, start=1)],
        notes=[(sum_words(findings),), ("问题和措施分别计数；台账的数是核对当天的数。",)],
        signed_on=day,
    )
