"""The file people download to draw a sample audit again; docs/recompute_draw.py reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from huixiang.verification.models import SampleAudit, SampleParty


def audit_file(
    audit: SampleAudit, drawn: Iterable[str], corrected: Mapping[str, list[bool]], *, house: str
) -> dict[str, Any]:
    """Everything needed to draw again; nothing in it is about persons but the parties.

    ``corrected`` is, by number, what a checker said of it and each correction since: whether it is done.
    """
    return {
        "format": "huixiang-sample-audit/1",
        "organisation": house,
        "audit": audit.pk,
        "days": [audit.first_day.isoformat(), audit.last_day.isoformat()],
        **_fixed(audit),
        "parties": [_party(one) for one in audit.parties.all()],
        "beacon": {
            "name": audit.beacon_name, "on": audit.beacon_on.isoformat(), "value": audit.beacon_value,
            "source": audit.beacon_source,
        },
        "seed": audit.seed, "state": audit.state, "stage": audit.stage, "full_units": audit.full_units,
        "drawn": sorted(drawn),
        "result": audit.result,
        "corrected": dict(corrected),
    }  # fmt: skip


def _fixed(audit: SampleAudit) -> dict[str, Any]:
    """What was fixed before the draw."""
    return {
        "population": audit.population, "population_hash": audit.population_hash, "root": audit.root,
        "rate_percent": audit.rate_percent, "alpha_percent": audit.alpha_percent,
        "stop_rule": audit.stop_rule, "check_days": audit.check_days,
        "sizes": [audit.first_size, audit.second_size], "least": audit.least,
        "commit_by": audit.commit_by.isoformat(), "reveal_by": audit.reveal_by.isoformat(),
    }  # fmt: skip


def _party(party: SampleParty) -> dict[str, str]:
    return {"name": party.name, "kind": party.kind, "commitment": party.commitment, "secret": party.secret}
