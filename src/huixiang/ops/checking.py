"""Checks a report somebody wrote by hand: ``huixiang check-report FILE``. Reads the records, stores nothing.

Decides how the findings are shown and written; what a number means and whether it holds is ``publishing.reports``'
business.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from huixiang.folio.papers.docx import paper_docx
from huixiang.folio.papers.xlsx import paper_xlsx
from huixiang.folio.reports.reading import read_report
from huixiang.kernel import clock
from huixiang.kernel.actor import EVERYWHERE, Actor
from huixiang.kernel.tenancy import acting_in
from huixiang.ops.reading import read_or_say
from huixiang.people.models import Organisation
from huixiang.people.permissions import Permission
from huixiang.publishing.reports.checking import Checker, Finding, Standing
from huixiang.publishing.reports.telling import findings_paper, plain_row, sum_words

SHOWN: Final = ("place", "written", "meaning", "period", "true", "standing", "why")
HEADS: Final = ("位置", "报告的数", "理解为", "时间", "台账的数", "结论", "说明")
STYLES: Final = {Standing.CONFIRMED: "green", Standing.CONTRADICTED: "bold red", Standing.UNKNOWN: "dim"}
KINDS: Final = (".docx", ".xlsx", ".json")


def main(words: Sequence[str]) -> int:
    """Run the command; returns the exit code: 0 nothing contradicted, 1 refused, 2 misspelt, 3 contradicted."""
    parser = argparse.ArgumentParser(
        prog="huixiang check-report", description="Compares the numbers of a report with the records of now."
    )
    parser.add_argument("file", type=Path, help=".docx, .txt, .md or .pdf with words")
    parser.add_argument("--organisation", help="slug of the organisation; not needed where there is only one")
    parser.add_argument("--out", type=Path, help="write the findings as .docx, .xlsx or .json")
    arguments = parser.parse_args(words)
    if arguments.out and arguments.out.suffix not in KINDS:
        parser.error(f"--out ends in {', '.join(KINDS)}")
    organisation = _organisation(arguments.organisation)
    if organisation is None:
        print("没有这个单位，或者有几个单位：请用 --organisation 写明", file=sys.stderr)
        return 1
    return check(arguments.file, organisation, out=arguments.out)


def check(file: Path, organisation: Organisation, *, out: Path | None) -> int:
    """Check a report, print the findings, write them; returns the exit code of ``main``."""
    passages = read_or_say(file, read_report)
    if passages is None:
        return 1
    today = clock.day_of(clock.now(), zone=organisation.zone)
    with acting_in(organisation.pk):
        findings = list(Checker(_everywhere(organisation.pk), today).check(passages))
    _show(findings)
    if out is not None:
        try:
            out.write_bytes(_written(findings, out.suffix, title=file.stem, organisation=organisation))
        except OSError as error:
            print(f"{out}：写不了（{error.strerror}）", file=sys.stderr)
            return 1
        print(f"写入 {out}")
    return 3 if any(finding.standing is Standing.CONTRADICTED for finding in findings) else 0


def _everywhere(organisation_id: int) -> Actor:
    """Whoever runs commands on the machine reads all of the records; names of speakers are in none of the counts."""
    permissions = {each.value: EVERYWHERE for each in (Permission.READ_PROBLEMS, Permission.READ_VOICES)}
    return Actor(organisation_id=organisation_id, kind="system", role="system", permissions=permissions)


def _organisation(slug: str | None) -> Organisation | None:
    found = list(Organisation.objects.filter(slug=slug) if slug else Organisation.objects.all()[:2])
    return found[0] if len(found) == 1 else None


def _show(findings: Sequence[Finding]) -> None:
    table = Table(show_lines=True)
    for head in HEADS:
        table.add_column(head, overflow="fold")
    for finding in findings:
        row = plain_row(finding)
        table.add_row(*(row[key] for key in SHOWN), style=STYLES[finding.standing])
    Console().print(table)
    print(sum_words(findings))
    for finding in findings:
        for reading in finding.readings if finding.standing is Standing.CONTRADICTED else ():
            print(f"{finding.written} → {reading.address}")


def _written(findings: Sequence[Finding], kind: str, *, title: str, organisation: Organisation) -> bytes:
    if kind == ".json":
        return json.dumps([plain_row(each) for each in findings], ensure_ascii=False, indent=1).encode() + b"\n"
    paper = findings_paper(findings, title=title, day=clock.day_of(clock.now(), zone=organisation.zone))
    return paper_docx(paper) if kind == ".docx" else paper_xlsx(paper)
