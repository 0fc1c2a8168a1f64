"""How fast papers are written: a summary of 100,000 voices as .xlsx, shorter ones as .docx and .pdf."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from bench.figures import Figure, Target, at_most
from bench.sizes import Size
from huixiang.folio.lists.reading import read_outline
from huixiang.folio.papers.docx import paper_docx
from huixiang.folio.papers.forms import SUMMARY
from huixiang.folio.papers.paper import Cell, Figure as Sourced, Paper
from huixiang.folio.papers.pdf import paper_pdf
from huixiang.folio.papers.xlsx import paper_xlsx
from huixiang.folio.tables import read_table

MIB: Final = 2**20
DAY: Final = date(2026, 3, 2)
WORDS: Final = (
    "桂花路的路灯坏了三盏，晚上老人不敢出门，打了两次电话没有人来修。",
    "垃圾站三天没清，味道飘到教室里，请尽快处理，孩子们上课都关着窗。",
    "=1+1 的钱为什么多收？发票上写的是另一个单位，<b>请给个说法</b>。",
)
Write = Callable[[Paper], bytes]
LENGTHS: Final[Mapping[str, tuple[Write, int, Target | None]]] = {
    "xlsx": (paper_xlsx, 100_000, at_most(15)),
    "docx": (paper_docx, 10_000, None),
    "pdf": (paper_pdf, 1_000, None),
}


def measure(size: Size) -> Iterator[Figure]:
    """Each form at its length: seconds by the clock; then that what was written is read back whole."""
    for form, (write, full, target) in LENGTHS.items():
        rows = full // 100 if size.quick else full
        spent, began = time.process_time(), time.perf_counter()
        content = write(paper_of(rows))
        wall, work = time.perf_counter() - began, time.process_time() - spent
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MIB
        context = {
            "columns": len(SUMMARY), "processor s": round(work, 2), "MB": round(len(content) / 1e6, 1),
            "peak MiB": round(peak), "read back": "yes" if comes_back(content, form, rows) else "NO",
        }  # fmt: skip
        yield Figure(f"paper of {rows:,} rows as .{form}", wall, "s", target, context)


def paper_of(rows: int) -> Paper:
    """A summary with every column filled, a figure in each row."""
    return Paper("征求意见汇总表", SUMMARY, (_row(place) for place in range(rows)))


def _row(place: int) -> dict[str, Cell]:
    return {
        "number": place + 1, "received_on": DAY - timedelta(days=place % 90), "channel": "热线", "source": "群众",
        "words": WORDS[place % len(WORDS)], "addressee": "市政道路股", "label": "民生",
        "repeats": Sourced(place % 9, "summary:repeats"), "proposal": "转市政道路股办理", "leader": "周明",
        "unit": "市政道路股", "problem": str(place % 400), "feedback": "已答复",
    }  # fmt: skip


def comes_back(content: bytes, form: str, rows: int) -> bool:
    """Test whether a paper holds every row, as far as its form is read as a table."""
    if form == "xlsx":
        return len(read_table(content, name="a.xlsx").rows) == rows
    outline = read_outline(content, name=f"a.{form}")
    return len(outline.items) == rows if form == "docx" else bool(outline.rest or outline.items)
