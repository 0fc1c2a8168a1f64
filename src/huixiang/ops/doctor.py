"""``huixiang doctor``: looks at everything and prints a line each, green or red with the remedy."""

from __future__ import annotations

import sys

from huixiang.ops.finding import Finding
from huixiang.ops.findings import LOOKS, examine
from huixiang.ops.findings_proof import backup, log, witnesses

GREEN, RED, PLAIN = "\x1b[32m", "\x1b[31m", "\x1b[0m"


def report() -> int:
    """Print the findings; 0 when all is well, else 1."""
    findings = examine((*LOOKS, log, witnesses, backup))
    for finding in findings:
        print(_line(finding))
    return 0 if all(finding.well for finding in findings) else 1


def _line(finding: Finding) -> str:
    mark = ("ok  " if finding.well else "BAD ") if not sys.stdout.isatty() else _coloured(finding)
    remedy = "" if finding.well else f"\n     -> {finding.remedy}"
    return f"{mark} {finding.name:<14} {finding.seen}{remedy}"


def _coloured(finding: Finding) -> str:
    return f"{GREEN}ok  {PLAIN}" if finding.well else f"{RED}BAD {PLAIN}"
