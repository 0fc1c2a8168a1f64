"""Who may do what in verification, split by matter."""

from huixiang.verification.policies.audits import (
    may_correct,
    may_look,
    may_run_audit,
    may_speak_for,
)
from huixiang.verification.policies.callbacks import (
    did_not_ring,
    may_call,
    may_draw,
    may_ring,
)
from huixiang.verification.policies.closing import (
    is_answered,
    may_approve,
)
from huixiang.verification.policies.findings import (
    may_explain,
    may_read_findings,
    may_review,
    may_set_thresholds,
)
from huixiang.verification.policies.metrics import (
    may_read_metrics,
    may_set_metrics,
)
from huixiang.verification.policies.small_offices import (
    may_set_small_office,
)

__all__ = [
    "did_not_ring",
    "is_answered",
    "may_approve",
    "may_call",
    "may_correct",
    "may_draw",
    "may_explain",
    "may_look",
    "may_read_findings",
    "may_read_metrics",
    "may_review",
    "may_ring",
    "may_run_audit",
    "may_set_metrics",
    "may_set_small_office",
    "may_set_thresholds",
    "may_speak_for",
]
