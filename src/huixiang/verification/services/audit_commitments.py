"""Puts on record what a sample audit is bound to: the population before the draw, the drawn problems after it.

The two functions are the one place where these commitments leave the capability: a public log adds its leaves here.
"""

from __future__ import annotations

import datetime as dt

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.verification.models import SampleAudit


def commit_population(audit: SampleAudit, *, by: Actor, at: dt.datetime) -> None:
    """Record the hash of the frozen population with the plan: part of the act of beginning."""
    plan = {
        "population_hash": audit.population_hash, "size": audit.size, "rate_percent": audit.rate_percent,
        "alpha_percent": audit.alpha_percent, "first_size": audit.first_size, "second_size": audit.second_size,
        "beacon_on": audit.beacon_on.isoformat(), "stop_rule": int(audit.stop_rule), "check_days": audit.check_days,
    }  # fmt: skip
    journal.record("verification.audit.begun", about=f"audit:{audit.pk}", by=by, at=at, after=plan)


def commit_draw(audit: SampleAudit, *, drawn: int, by: Actor, at: dt.datetime) -> None:
    """Record the seed and how many were drawn: part of the act of drawing."""
    facts = {"seed": audit.seed, "drawn": drawn, "answers_until": f"{audit.answers_until}"}
    journal.record("verification.audit.drawn", about=f"audit:{audit.pk}", by=by, at=at, after=facts)
