"""``huixiang audit``: recomputes the log and compares every leaf with its record. Reads only.

Decides how findings are printed and the exit codes; what is found is ``transparency.audit``'s business.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from django.db import InternalError

from huixiang.kernel.tenancy import acting_in
from huixiang.people.models import Organisation
from huixiang.transparency.audit import Report, Trouble, audit
from huixiang.transparency.audit_files import audit_files

CLEAN: Final = 0
NO_SUCH: Final = 1
FOUND: Final = 3
SHOWN: Final = 200
WORDS: Final = {
    Trouble.ALTERED: "被改动",
    Trouble.MISSING: "不见了",
    Trouble.UNLOGGED: "没有入账",
    Trouble.BROKEN: "账本不通",
}


def main(words: Sequence[str]) -> int:
    """Run the command; returns the exit code: 0 nothing found, 1 no organisation, 2 misspelt, 3 something found."""
    parser = argparse.ArgumentParser(prog="huixiang audit", description="Compares the log with the live records.")
    parser.add_argument("--organisation", help="slug of one organisation; else all of them")
    parser.add_argument("--json", action="store_true", help="one JSON object an organisation, with every finding")
    parser.add_argument("--files", action="store_true", help="also read every file on disk and compare it")
    given = parser.parse_args(words)
    wanted = Organisation.objects.order_by("slug")
    if given.organisation:
        wanted = wanted.filter(slug=given.organisation)
    found = [_audit(organisation, as_json=given.json, files=given.files) for organisation in wanted]
    if not found:
        print("没有这个单位", file=sys.stderr)
        return NO_SUCH
    return CLEAN if all(found) else FOUND


def _audit(organisation: Organisation, *, as_json: bool, files: bool) -> bool:
    report = _report(organisation, files=files)
    if as_json:
        print(json.dumps({"organisation": organisation.slug, **asdict(report)}, ensure_ascii=False))
    else:
        _say(organisation, report)
    return not report.findings


def _report(organisation: Organisation, *, files: bool) -> Report:
    """What the audit found; when PostgreSQL itself cannot read a page, that and nothing else."""
    try:
        with acting_in(organisation.pk):
            report = audit()
            if files:
                audit_files(report)
    except InternalError as torn:  # its words name a file and a block, never what stands there
        report = Report()
        report.add(Trouble.BROKEN, "database", str(torn).partition("\n")[0])
    return report


def _say(organisation: Organisation, report: Report) -> None:
    print(
        f"{organisation}：{report.leaves} 条，核对无误 {report.opened} 条，已删除 {report.erased} 条，"
        f"待入账 {report.waiting} 条，文件无误 {report.files} 个，发现问题 {len(report.findings)} 个"
    )
    for finding in report.findings[:SHOWN]:
        print(f"  {WORDS[finding.trouble]} {finding.what}  {finding.why}".rstrip())
    if len(report.findings) > SHOWN:
        print(f"  还有 {len(report.findings) - SHOWN} 个：加 --json 看全部")
