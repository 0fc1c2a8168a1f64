"""Puts together what the desk and the public read of one audit; the desk adds titles and the way to its acts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from huixiang.verification import pages, queries
from huixiang.verification.models import SampleAudit
from huixiang.verification.states import AuditState, Found, StopRule


def audit_page(audit: SampleAudit, *, today: dt.date, desk: bool) -> dict[str, Any]:
    """The context of the page of one audit; the number of queries depends on nothing it holds."""
    sampled = list(queries.sampled_of(audit))
    outcomes = queries.outcomes_of(audit, sampled)
    figures = queries.audit_figures(audit, sampled, outcomes)
    units = queries.units_by_code(set(audit.population.values()))
    shares = queries.unit_shares(audit, sampled, outcomes)
    return {
        "audit": audit,
        "days": pages.audit_days(audit, today),
        "badge": pages.audit_badge(audit),
        "sentence": pages.result_sentence(audit, figures),
        "beside": pages.beside_sentence(audit, figures),
        "numbers": pages.audit_numbers(figures) if figures.drawn else (),
        "sampled": pages.sampled_table(sampled, outcomes, desk=desk),
        "shares": pages.shares_table(shares, units),
        "parties": pages.parties_table(audit.parties.all(), audit, today=today, desk=desk),
        "full_units": [units[code].label for code in audit.full_units if code in units],
        "preparing": audit.state == AuditState.PREPARING,
        "called_off": audit.state == AuditState.CALLED_OFF,
        "besides": len(sampled) - figures.drawn,
        "undecided": audit.state == AuditState.UNDECIDED,
        "days_over": audit.answers_until is not None and today > audit.answers_until,
        "unverified": sum(one.found == Found.UNVERIFIED for one in outcomes.values()),
        "by_days": audit.stop_rule == StopRule.BY_DAYS,
    }
